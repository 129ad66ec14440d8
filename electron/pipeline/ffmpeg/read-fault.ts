import { type Failure, type FailureCode, failure } from '#shared/failure'

/** What ffmpeg's own words mean, first match wins. Each was seen from the bundled 2018 build, 5.1, or both; those of other systems were read. */
const meanings: readonly { readonly pattern: RegExp; readonly code: FailureCode }[] = [
  // error 1 = no server there, 2..5 = refused by it, 6 = no such screen on that display
  { pattern: /Cannot open display .*, error 6/, code: 'screen-unavailable' },
  { pattern: /Cannot open display /, code: 'no-display' },
  { pattern: /outside the screen size/, code: 'screen-unavailable' },
  { pattern: /Failed to query xcb pointer|Cannot get the image data|Continued image data|xcb_connection_has_error/, code: 'screen-unavailable' },
  { pattern: /\[x11grab @ .*(Cannot|Failed)/, code: 'screen-unavailable' },
  { pattern: /\[gdigrab @ .*(Can't|Couldn't|Failed|failed|Capture area)/, code: 'screen-unavailable' },
  { pattern: /\[AVFoundation.*(AV capture input device|not authorized)/i, code: 'macos-screen-denied' },
  { pattern: /\[AVFoundation.*(Invalid device index|Failed to)/i, code: 'screen-unavailable' },
]

/** Words with which ffmpeg refuses its command line or an encoder: starting it again is no use. */
const plain =
  /Unrecognized option|Option \S+ not found|Unknown encoder|Unknown input format|No such filter|Invalid argument|Requested output format .* is not|Error initializing (complex )?filter|Error while opening encoder/

/** Noise of a normal life, worth no one's attention. */
const noise =
  /^\s*$|deprecated pixel format|Thread message queue blocking|Past duration .* too large|consider increasing probesize|Broken pipe|Last message repeated/

/**
 * What stopped (or is about to stop) an encoder, from the tail of its stderr; null where the words say nothing.
 * `display` fills the sentence. Detection only: whether to try again is decided elsewhere.
 */
export const readFault = (stderrTail: string, params: Readonly<Record<string, string | number>> = {}): Failure | null => {
  const lines = stderrTail.split('\n')
  for (const { pattern, code } of meanings) {
    const line = lines.find((text) => pattern.test(text))
    if (line !== undefined) return failure(code, { params, detail: line.trim() })
  }
  const detail = lines.findLast((line) => plain.test(line)) ?? lines.findLast((line) => !noise.test(line))
  return detail === undefined ? null : failure('encoder-failed', { detail: detail.trim() })
}

/** A line that means the end of the picture although the process lives on (5.1 goes on with sound alone when its X server dies). */
export const endsThePicture = (line: string): boolean => meanings.some(({ pattern }) => pattern.test(line))
