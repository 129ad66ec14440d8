import { type Failure, type FailureCode, failure } from '#shared/failure'
import { assertNever } from '#shared/result'
import type { SourceRequest } from './port.ts'

/** What a system is taken to mean that starts a device and gives nothing of it, or does not start it at all. */
export type RefusalCode = Extract<FailureCode, `macos-${string}` | `windows-${string}`>

/** Null where the system has words of its own for a refusal. */
export const refusalCodeOf = ({ picture, sound }: Pick<SourceRequest, 'picture' | 'sound'>): RefusalCode | null => {
  const kind = picture?.input.kind ?? sound?.kind
  switch (kind) {
    case 'avfoundation':
      return 'macos-screen-denied'
    case 'avfoundation-camera':
      return 'macos-camera-denied'
    case 'avfoundation-microphone':
      return 'macos-microphone-denied'
    case 'dshow-camera':
    case 'dshow-microphone':
      return 'windows-device-refused'
    case 'x11grab':
    case 'x11-window':
    case 'gdigrab':
    case 'ddagrab':
    case 'gdigrab-window':
    case 'v4l2':
    case 'image':
    case 'file':
    case 'page':
    case 'test-pattern':
    case 'pulse':
    case 'alsa':
    case 'of-the-picture':
    case undefined:
      return null
    default:
      return assertNever(kind)
  }
}

/**
 * With what ffmpeg says that the system refuses (libavdevice/avfoundation.m and dshow.c). What stands behind the colon is the system’s, in its own language:
 * without permission it was `Cannot use FaceTime HD Camera` or `This app is not authorized to use …`, and so it is for a device that another program holds.
 * DirectShow hides the privacy setting of Windows behind the same words as a device in use.
 */
const refusals: readonly { readonly system: 'macos' | 'windows'; readonly pattern: RegExp }[] = [
  { system: 'macos', pattern: /Failed to (create|add) AV capture input device|not authorized/i },
  { system: 'windows', pattern: /Could not run (graph|filter)|Could not RenderStream/ },
]

/**
 * That the system refuses a device, from the tail of its stderr; null where nothing points to it. `waited`: nothing came within the deadline, and nothing was
 * said: macOS starts a device that is not allowed, and gives nothing of it.
 */
export const readRefusal = (stderrTail: string, request: Pick<SourceRequest, 'picture' | 'sound'>, waited: boolean): Failure | null => {
  const code = refusalCodeOf(request)
  if (code === null) return null
  const isMacos = code.startsWith('macos-')
  const said = refusals.find(({ system }) => system === (isMacos ? 'macos' : 'windows'))
  const line = stderrTail.split('\n').find((text) => said?.pattern.test(text))
  if (line !== undefined) return failure(code, { detail: line.trim() })
  return waited && isMacos ? failure(code, { detail: 'nothing came of it' }) : null
}
