import { bitrateFor, type Encoding } from '#shared/encoding'

/** Named choices of picture quality, in kbit/s, as they look at 1280 × 720 and 30 pictures a second. */
export const qualityChoices = [
  { kbps: 1500, name: 'saver' },
  { kbps: 2500, name: 'balanced' },
  { kbps: 4000, name: 'fine' },
  { kbps: 6000, name: 'finest' },
] as const
export type QualityName = (typeof qualityChoices)[number]['name'] | 'own'

/** What belongs to this size and rate (FlipFlop's own apps send 2000 to 3000 kbit/s at 720p), as the choice that comes nearest. */
export const recommendedKbps = (size: Pick<Encoding, 'height' | 'fps'>): number =>
  qualityChoices.reduce(
    (best, { kbps }) => (Math.abs(kbps - bitrateFor(size)) < Math.abs(best - bitrateFor(size)) ? kbps : best),
    Number.POSITIVE_INFINITY,
  )

/** Room for sound, protocol and the peaks of a busy picture. */
const headroom = 1.3

/** What the connection should offer, in Mbit/s, rounded up to a tenth: `2500` → `3.3`. */
export const uploadMbps = (videoKbps: number): number => Math.ceil((videoKbps * headroom) / 100) / 10

/** The choices to offer: a value that came from elsewhere stands among them under its own number. */
export function offeredQualities(current: number): readonly { readonly kbps: number; readonly name: QualityName }[] {
  if (qualityChoices.some(({ kbps }) => kbps === current)) return qualityChoices
  return [...qualityChoices, { kbps: current, name: 'own' as const }].toSorted((a, b) => a.kbps - b.kbps)
}
