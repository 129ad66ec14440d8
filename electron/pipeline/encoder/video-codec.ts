import type { EncoderKind, Encoding, Height } from '#shared/encoding'
import { assertNever } from '#shared/result'

/** Encoders by their names in ffmpeg. */
export const codecNames: { readonly [K in EncoderKind]: string } = {
  x264: 'libx264',
  nvenc: 'h264_nvenc',
  qsv: 'h264_qsv',
  amf: 'h264_amf',
  videotoolbox: 'h264_videotoolbox',
  vaapi: 'h264_vaapi',
}

/** What decides how a picture is encoded. */
export type VideoCoding = Encoding & { readonly videoKbps: number; readonly gopSeconds: number }

/**
 * Profile and level are always the same for one size, whatever encodes it at whatever rate: a player that began with one encoder
 * goes on with the next. The level holds 60 pictures a second (H.264, table A-1).
 */
const levels: { readonly [H in Height]: string } = { 720: '3.2', 1080: '4.2' }

const firstRenderNode = '/dev/dri/renderD128'

/** What comes before the inputs: the device that an encoder works on. */
export const deviceArgs = (encoder: EncoderKind): readonly string[] => (encoder === 'vaapi' ? ['-vaapi_device', firstRenderNode] : [])

/** Filters that bring a picture of yuv420p to where the encoder takes it from; none where it takes it as it is. */
export const uploadFilters = (encoder: EncoderKind): readonly string[] => {
  switch (encoder) {
    case 'vaapi':
      return ['format=nv12', 'hwupload']
    case 'qsv':
    case 'amf':
      return ['format=nv12']
    case 'x264':
    case 'nvenc':
    case 'videotoolbox':
      return []
    default:
      return assertNever(encoder)
  }
}

/** A constant bitrate with a buffer of one second, keyframes as far apart as asked for, and no B-frames, which would cost latency. */
const common = ({ fps, gopSeconds, videoKbps }: VideoCoding): readonly string[] => {
  const rate = `${videoKbps}k`
  return ['-b:v', rate, '-maxrate', rate, '-bufsize', rate, '-g', `${Math.max(1, Math.round(gopSeconds * fps))}`, '-bf', '0']
}

/**
 * Keyframes half a second and a second after the first one: by then an encoder has caught up with what waited while it started, and the program can be cut
 * there without showing anything again.
 */
const earlyKeyframes = ['-force_key_frames', 'expr:lt(n_forced,3)*gte(t,n_forced/2)']

/**
 * The smallest preset leaves out what makes the profile High, and with it the profile would change on air. What it gains all the same
 * is more than these two cost.
 */
const sameProfile = ({ preset }: VideoCoding): readonly string[] => (preset === 'ultrafast' ? ['-x264-params', 'cabac=1:8x8dct=1'] : [])

const own = (coding: VideoCoding): readonly string[] => {
  const level = ['-level', levels[coding.height]]
  const gop = `${Math.max(1, Math.round(coding.gopSeconds * coding.fps))}`
  switch (coding.encoder) {
    case 'x264':
      return ['-preset', coding.preset, '-tune', 'zerolatency', ...sameProfile(coding), ...level, '-keyint_min', gop, '-sc_threshold', '0']
    case 'nvenc':
      // Its presets have other names in other builds (`llhq`, `p4`); every build has these, and a preset of its own that will do.
      return ['-rc', 'cbr', '-zerolatency', '1', '-delay', '0', '-forced-idr', '1', ...level]
    case 'qsv':
      // A level has no name here, and is found by itself.
      return ['-preset', 'veryfast', '-async_depth', '1', '-look_ahead', '0']
    case 'amf':
      return ['-usage', 'lowlatency', '-rc', 'cbr', '-quality', 'speed', ...level]
    case 'videotoolbox':
      return ['-realtime', '1', '-allow_sw', '0', ...level]
    case 'vaapi':
      // The same average as maximum means a constant rate; older builds have no option to say so.
      return level
    default:
      return assertNever(coding.encoder)
  }
}

/**
 * ffmpeg turns RGB into YUV by the matrix of BT.601; a player that is not told takes BT.709 for pictures of this size, and reds come out orange
 * (seen in Chromium: ff0000 as ff1a00). Converting to BT.709 instead would cost processor time; saying what it is costs nothing.
 */
const colour = '-colorspace smpte170m -color_primaries bt709 -color_trc bt709 -color_range tv'.split(' ')

/** How the picture becomes H.264: options of one output. */
export const videoArgs = (coding: VideoCoding): readonly string[] => [
  ...['-c:v', codecNames[coding.encoder], '-profile:v', 'high'],
  ...own(coding),
  ...common(coding),
  ...earlyKeyframes,
  ...colour,
]
