/** The shorter side of the picture that leaves, in pixels. */
export const heights = [720, 1080] as const
export type Height = (typeof heights)[number]

/** Pictures per second. */
export const frameRates = [30, 60] as const
export type FrameRate = (typeof frameRates)[number]

/** How thoroughly x264 works, the quickest first. The encoders of graphics chips know nothing of it. */
export const presets = ['ultrafast', 'superfast', 'veryfast', 'faster', 'fast'] as const
export type Preset = (typeof presets)[number]

/** What makes H.264. x264 runs on the processor, everywhere; the others are graphics chips. */
export const encoderKinds = ['x264', 'nvenc', 'qsv', 'amf', 'videotoolbox', 'vaapi'] as const
export type EncoderKind = (typeof encoderKinds)[number]
export type HardwareEncoder = Exclude<EncoderKind, 'x264'>
export const hardwareEncoders: readonly HardwareEncoder[] = encoderKinds.filter((kind) => kind !== 'x264')

/** How the picture is encoded. */
export type Encoding = { readonly height: Height; readonly fps: FrameRate; readonly preset: Preset; readonly encoder: EncoderKind }

export const defaultEncoding: Encoding = { height: 720, fps: 30, preset: 'veryfast', encoder: 'x264' }

const kbps: { readonly [H in Height]: { readonly [F in FrameRate]: number } } = {
  720: { 30: 2500, 60: 3500 },
  1080: { 30: 4500, 60: 6000 },
}

/** The video bitrate that belongs to a size and rate, in kbit/s. */
export const bitrateFor = ({ height, fps }: Pick<Encoding, 'height' | 'fps'>): number => kbps[height][fps]
