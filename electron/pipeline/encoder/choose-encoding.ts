import type { EncodingChoice, EncodingMeasurement } from '#shared/contract'
import { bitrateFor, type Encoding, type Preset } from '#shared/encoding'

/** What one test encode tries. */
export type EncodingTrial = Pick<Encoding, 'height' | 'fps' | 'preset'>

/** What one test encode took. */
export type EncodingCost = { readonly frames: number; readonly wallMs: number; readonly cpuMs: number }

/** So much of the computer may be used; the rest is for what is shown, for the capture and for the preview. */
const largestShare = 0.5

/** The best first. */
const sizes: readonly Pick<Encoding, 'height' | 'fps'>[] = [
  { height: 1080, fps: 60 },
  { height: 1080, fps: 30 },
  { height: 720, fps: 60 },
  { height: 720, fps: 30 },
]
const smallest = { height: 720, fps: 30 } as const

/** A larger picture is worth it only where this much care can be taken with it. */
const usual: Preset = 'veryfast'
const moreCare: readonly Preset[] = ['faster', 'fast']
const lessCare: readonly Preset[] = ['superfast', 'ultrafast']

/** What a test encode at full speed says of the real one at its own pace. */
export const judgeCost = (trial: EncodingTrial, { frames, wallMs, cpuMs }: EncodingCost, cores: number): EncodingMeasurement => {
  const measuredFps = wallMs === 0 ? 0 : (frames * 1000) / wallMs
  const share = frames === 0 ? 1 : (cpuMs / frames / 1000) * (trial.fps / cores)
  // processor time alone would not see that others are using the computer
  return { ...trial, measuredFps, share, fits: share <= largestShare && measuredFps >= trial.fps / largestShare }
}

const find = (measured: readonly EncodingMeasurement[], { height, fps, preset }: EncodingTrial) =>
  measured.find((other) => other.height === height && other.fps === fps && other.preset === preset)

/** What to try next, or null where enough is known. The sizes from the best to the smallest, then presets. */
export const nextTrial = (measured: readonly EncodingMeasurement[]): EncodingTrial | null => {
  for (const size of sizes) {
    const found = find(measured, { ...size, preset: usual })
    if (found === undefined) return { ...size, preset: usual }
    if (found.fits) return nextPreset(measured, size, moreCare, (one) => one.fits)
  }
  return nextPreset(measured, smallest, lessCare, (one) => !one.fits)
}

/** The presets in this order, as long as it is worth going on. */
const nextPreset = (
  measured: readonly EncodingMeasurement[],
  size: Pick<Encoding, 'height' | 'fps'>,
  order: readonly Preset[],
  goesOn: (one: EncodingMeasurement) => boolean,
): EncodingTrial | null => {
  for (const preset of order) {
    const found = find(measured, { ...size, preset })
    if (found === undefined) return { ...size, preset }
    if (!goesOn(found)) return null
  }
  return null
}

/** The best of what was measured, once `nextTrial` has nothing more to ask. Where nothing fits, the smallest is all that is left. */
export const chooseFrom = (measured: readonly EncodingMeasurement[], cores: number): EncodingChoice => {
  const fitting = measured.filter(({ fits }) => fits)
  const chosen = fitting.at(-1) ?? { ...smallest, preset: 'ultrafast' as const }
  const { height, fps, preset } = chosen
  const size = sizes.findIndex((other) => other.height === height && other.fps === fps)
  // the preset that was too much, else the size that was
  const sameSize = measured.filter((one) => one.height === height && one.fps === fps && one.preset !== preset && !one.fits)
  const above = sizes[size - 1]
  const limit = (preset === 'fast' ? undefined : sameSize.at(-1)) ?? (above === undefined ? undefined : find(measured, { ...above, preset: usual }))
  return { encoding: { height, fps, preset, encoder: 'x264' }, videoKbps: bitrateFor(chosen), cores, measured: [...measured], limit: limit ?? null }
}
