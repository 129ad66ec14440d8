import type { Frame } from './frames.ts'
import type { SessionParts } from './session.ts'

/**
 * Asks the session's handler about a screen (Electron, session, `setDisplayMediaRequestHandler`). Which screen it answers makes no difference here: Chromium
 * takes the one that its switches name. Where nothing is given, or nobody answers for the session, the page is refused; with which error is not documented.
 */
export function judgeDisplayMedia(
  handler: SessionParts['handlers']['displayMedia'],
  { video, audio }: { readonly video: boolean; readonly audio: boolean },
  frame: Frame | null,
  settle: (granted: boolean) => void,
): void {
  if (handler === null || frame === null) {
    settle(false)
    return
  }
  const { protocol, host } = new URL(frame.url)
  const request = { frame: frame.told, securityOrigin: `${protocol}//${host}/`, videoRequested: video, audioRequested: audio, userGesture: true }
  handler(request, (streams) => {
    const { video: picture, audio: sound } = streams ?? {}
    if (picture === undefined && sound === undefined) settle(false)
    else if (video && picture === undefined) throw new TypeError('Video was requested, but no video stream was provided')
    else settle(true)
  })
}
