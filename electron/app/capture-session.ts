import type { DesktopCapturer, Session } from 'electron'
import { answerDisplayMedia } from './answer-display-media.ts'
import { isOurPage } from './page-origin.ts'

/** What a capture needs, and the app's own window never gets. */
const granted: readonly string[] = ['media', 'display-capture']

/** The session of capture windows and of nothing else: only there devices and screens may be opened, and only by our own page (Electron's security checklist 5). */
export function openCaptureDoors(session: Session, capturer: Pick<DesktopCapturer, 'getSources'>, platform: NodeJS.Platform): void {
  session.setPermissionRequestHandler((contents, permission, callback) => callback(isOurPage(contents.getURL()) && granted.includes(permission)))
  session.setPermissionCheckHandler((_contents, permission, origin) => isOurPage(origin) && granted.includes(permission))
  session.setDisplayMediaRequestHandler(answerDisplayMedia(capturer, platform), { useSystemPicker: platform === 'darwin' })
}
