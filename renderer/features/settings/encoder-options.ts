import type { EncoderView } from '#shared/contract'
import type { EncoderKind } from '#shared/encoding'

/** The encoders to offer: x264, those that were found to work here, and the chosen one whether it works or not. */
export const encoderOptions = (known: readonly EncoderView[], chosen: EncoderKind): readonly EncoderKind[] => {
  const working = known.flatMap(({ encoder, available }) => (available ? [encoder] : []))
  return [...new Set<EncoderKind>(['x264', ...working, chosen])]
}
