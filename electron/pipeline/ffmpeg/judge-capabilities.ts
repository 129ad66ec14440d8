import { type Failure, failure } from '#shared/failure'
import type { Capabilities } from './parse-capabilities.ts'

/** What is looked for in one of ffmpeg's lists. */
export type Need = { readonly list: 'inputDevices' | 'muxers' | 'encoders' | 'filters' | 'outputProtocols' | 'options'; readonly name: string }

const needs = (list: Need['list'], names: string): readonly Need[] => names.split(' ').map((name) => ({ list, name }))

/** What encoding, previewing and sending need on every system. */
const always: readonly Need[] = [
  ...needs('encoders', 'libx264 aac mjpeg pcm_s16le'),
  ...needs('muxers', 'flv fifo mjpeg s16le'),
  ...needs('inputDevices', 'lavfi'),
  ...needs('filters', 'testsrc2 aevalsrc anullsrc fps scale pad format setsar setpts split asplit pan'),
  ...needs('outputProtocols', 'rtmp pipe'),
  ...needs('options', 'fpre progress filter_complex'),
]

const screenDevice = (platform: NodeJS.Platform): string | null => {
  switch (platform) {
    case 'linux':
      return 'x11grab'
    case 'win32':
      return 'gdigrab'
    case 'darwin':
      return 'avfoundation'
    default:
      return null
  }
}

/** `screens`: whether there is a screen to be captured on this machine. */
export const needsOf = (platform: NodeJS.Platform, screens: boolean): readonly Need[] => {
  const device = screens ? screenDevice(platform) : null
  return device === null ? always : [...needs('inputDevices', device), ...always]
}

/** libavformat of ffmpeg 4.1, the oldest that our command lines were proven with. */
const oldestLibavformat = { major: 58, minor: 20 }

/** Null when this binary will do; otherwise the first reason why not: `ffmpeg-too-old`, then `ffmpeg-lacks` in the order of the needs. */
export const judgeCapabilities = (path: string, capabilities: Capabilities, needed: readonly Need[]): Failure | null => {
  const { version, libavformat } = capabilities
  if (libavformat !== null) {
    const { major, minor } = libavformat
    const tooOld = major < oldestLibavformat.major || (major === oldestLibavformat.major && minor < oldestLibavformat.minor)
    if (tooOld) return failure('ffmpeg-too-old', { params: { path, version } })
  }
  const missing = needed.find((need) => !capabilities[need.list].has(need.name))
  return missing === undefined
    ? null
    : failure('ffmpeg-lacks', { params: { path, version, feature: missing.name }, detail: `no ${missing.name} among its ${missing.list}` })
}
