import type { App, Session, Shell, WebContents } from 'electron'
import { isOurPage } from './page-origin.ts'

/** Permissions that our own page needs; everything else is refused. */
const granted: readonly string[] = ['clipboard-sanitized-write', 'fullscreen', 'local-network-access', 'loopback-network']

/** Refuses what the page has no need of. Numbers are those of Electron's security checklist. */
export function closeDoors(app: App, session: Session, shell: Pick<Shell, 'openExternal'>): void {
  // 5. Handle session permission requests.
  session.setPermissionRequestHandler((contents, permission, callback) => callback(isOurPage(contents.getURL()) && granted.includes(permission)))
  session.setPermissionCheckHandler((_contents, permission, origin) => isOurPage(origin) && granted.includes(permission))
  app.on('web-contents-created', (_event, contents) => closeContents(contents, shell))
}

function closeContents(contents: WebContents, shell: Pick<Shell, 'openExternal'>): void {
  // 13. Disable or limit navigation.
  contents.on('will-navigate', (event) => {
    if (!isOurPage(event.url)) event.preventDefault()
  })
  contents.on('will-redirect', (event) => {
    if (!isOurPage(event.url)) event.preventDefault()
  })
  // 14. Disable or limit creation of new windows. 15. `openExternal` gets web addresses only: the links for viewers and the recording's.
  contents.setWindowOpenHandler(({ url }) => {
    if (isOurPage(contents.getURL()) && isWebAddress(url)) void shell.openExternal(url)
    return { action: 'deny' }
  })
  // 12. Verify WebView options before creation: there are none.
  contents.on('will-attach-webview', (event) => event.preventDefault())
}

const isWebAddress = (url: string): boolean => URL.canParse(url) && ['http:', 'https:'].includes(new URL(url).protocol)
