import type { PictureSource, ProgramSettings, SoundChannel } from './port.ts'

export type Alone = {
  readonly picture: Extract<PictureSource, { kind: 'test-pattern' }> | { readonly kind: 'screen'; readonly id: string }
  /** Null: it takes the bus. */
  readonly sound: 'tone' | 'silence' | null
}

const isUntouchedTone = ({ source, levelDb, muted, delayMs }: SoundChannel): boolean =>
  source.kind === 'tone' && levelDb === 0 && !muted && delayMs === 0

const soundAlone = (channels: readonly SoundChannel[]): Alone['sound'] => {
  const [first, ...more] = channels
  if (first === undefined) return 'silence'
  return more.length === 0 && isUntouchedTone(first) ? 'tone' : null
}

/** The picture that the encoder can open by itself: a screen alone, shown whole, or the test pattern with its own sound; null where it takes the bus. */
export const aloneIn = ({ layers, channels }: Pick<ProgramSettings, 'layers' | 'channels'>): Alone | null => {
  const [only, ...more] = layers
  if (only === undefined || more.length > 0 || only.place !== 'whole' || only.fit !== 'fit' || only.mirrored === true || only.part !== undefined)
    return null
  const { source } = only
  const sound = soundAlone(channels)
  if (source.kind === 'screen') return { picture: { kind: 'screen', id: source.id }, sound }
  return source.kind === 'test-pattern' && sound !== null ? { picture: source, sound } : null
}
