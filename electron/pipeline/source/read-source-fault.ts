import { type Failure, type FailureCode, failure } from '#shared/failure'
import { readFault } from '../ffmpeg/read-fault.ts'
import type { SourceRequest } from './port.ts'

/** Where a source comes from: what the same words mean depends on it. */
export type SourceNature = 'screen' | 'device' | 'file' | 'stream'

type Meaning = { readonly pattern: RegExp; readonly code: FailureCode }

/**
 * What ffmpeg and parec say about devices; first match wins. Those of Linux were seen here, those of Windows and macOS stand in ffmpeg’s sources
 * (libavdevice/dshow.c, gdigrab.c, avfoundation.m).
 */
const deviceMeanings: readonly Meaning[] = [
  { pattern: /Device or resource busy|already in use/i, code: 'device-busy' },
  { pattern: /Permission denied|Operation not permitted|Access denied|Access is denied|not authorized/i, code: 'device-denied' },
  { pattern: /No such (file or directory|device|entity|process)|Unknown PCM|Cannot get card index/, code: 'device-gone' },
  { pattern: /Could not find (video|audio) (only )?device|Could not enumerate (video|audio) devices/, code: 'device-gone' },
  { pattern: /(Invalid|No) (video |audio )?device( index)?|(Video|Audio) device not found/i, code: 'device-gone' },
  { pattern: /Connection refused|Connection terminated|Connection failure|Stream error|Entity killed/, code: 'device-gone' },
  // all that ffmpeg says about a name that PulseAudio does not know, and what is left of a camera whose cable was pulled
  { pattern: /Input\/output error/, code: 'device-gone' },
]

const windowIsGone = /Can't find window|Cannot get geometry|BadWindow|BadDrawable/i

/** The option or kind of sound that was asked for is not there, or Desktop Duplication refuses (libavfilter/vsrc_ddagrab.c); a plainer command line may do. */
const asksTooMuch =
  /Stream map '0:a:0' matches no streams|Cannot find a proper format|Could not set (video|audio) options|is not supported by the device|\[Parsed_ddagrab_\d+ @|cannot set (channel count|sample rate|sample format)|Cannot set|Inappropriate ioctl|Invalid argument/i

/** Words that begin no sentence of interest: what follows from the reason was said before it. */
const consequence = /To ignore this, add a trailing|Conversion failed|Error opening input|Output file .* does not contain|Last message repeated|^\s*$/

/** Whether a plainer way to open the same source is worth a try. */
export const asksForTooMuch = (stderrTail: string): boolean => asksTooMuch.test(stderrTail)

export const natureOf = ({ picture }: Pick<SourceRequest, 'picture'>): SourceNature => {
  switch (picture?.input.kind) {
    case 'x11grab':
    case 'x11-window':
    case 'gdigrab':
    case 'ddagrab':
    case 'gdigrab-window':
    case 'avfoundation':
      return 'screen'
    case 'image':
    case 'file':
      return 'file'
    case 'page':
    case 'test-pattern':
      return 'stream'
    default:
      return 'device'
  }
}

/** Why a source ended, or `source-failed` where its last words (redacted stderr) say nothing. `path`: of a file. Detection only. */
export const readSourceFault = (stderrTail: string, nature: SourceNature, path?: string): Failure => {
  const lines = stderrTail.split('\n').filter((line) => !consequence.test(line))
  const last = lines.at(-1)?.trim()
  const said = last === undefined ? {} : { detail: last }
  const ofDevice = (): Failure | null => {
    for (const { pattern, code } of deviceMeanings) {
      const line = lines.find((text) => pattern.test(text))
      if (line !== undefined) return failure(code, { detail: line.trim() })
    }
    return null
  }
  switch (nature) {
    case 'file':
      return last === undefined ? failure('source-failed') : failure('file-unreadable', { params: { path: path ?? '' }, ...said })
    case 'screen': {
      const gone = lines.find((line) => windowIsGone.test(line))
      if (gone !== undefined) return failure('device-gone', { detail: gone.trim() })
      const read = readFault(stderrTail)
      // a display that cannot be opened now was there when its screen was chosen
      const isScreen = read?.code === 'screen-unavailable' || read?.code === 'no-display'
      return isScreen ? { ...read, code: 'screen-unavailable' } : failure('source-failed', said)
    }
    case 'device':
      return ofDevice() ?? failure('source-failed', said)
    case 'stream':
      return failure('source-failed', said)
  }
}
