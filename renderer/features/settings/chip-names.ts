import type { HardwareEncoder } from '#shared/encoding'

/** The same in every language. */
export const chipNames: Readonly<Record<HardwareEncoder, string>> = {
  nvenc: 'NVIDIA NVENC',
  qsv: 'Intel Quick Sync',
  amf: 'AMD AMF',
  videotoolbox: 'Apple VideoToolbox',
  vaapi: 'VAAPI',
}
