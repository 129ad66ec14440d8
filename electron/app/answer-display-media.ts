import type { DesktopCapturer, Session } from 'electron'
import { isOurPage } from './page-origin.ts'

type Handler = Exclude<Parameters<Session['setDisplayMediaRequestHandler']>[0], null>

/**
 * What a wish for a screen is answered with. `getSources` is asked once for each: on Wayland it opens the portal's one window, and what it gives is what was chosen there,
 * good for this one use (electron/electron issues 30652, 40097). No thumbnails, which would capture more than was chosen.
 */
export const answerDisplayMedia =
  (capturer: Pick<DesktopCapturer, 'getSources'>, platform: NodeJS.Platform): Handler =>
  (request, callback) => {
    if (!isOurPage(request.securityOrigin)) return callback(null)
    const types: ('screen' | 'window')[] = platform === 'linux' ? ['screen', 'window'] : ['screen']
    capturer.getSources({ types, thumbnailSize: { width: 0, height: 0 } }).then(
      ([chosen]) => {
        const sound = platform === 'win32' && request.audioRequested ? ({ audio: 'loopback' } as const) : {}
        callback(chosen === undefined ? null : { video: chosen, ...sound })
      },
      () => callback(null),
    )
  }
