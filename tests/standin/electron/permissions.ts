import type Electron from 'electron'
import type { Cdp } from '../chromium.ts'
import { toChromium } from './addresses.ts'
import type { SessionParts } from './session.ts'

type Permission = Parameters<Exclude<SessionParts['handlers']['permissionRequest'], null>>[1]

/** What Electron calls a permission, and Chromium's own words for it. */
const permissions: readonly { readonly electron: Permission; readonly mediaTypes?: readonly ('video' | 'audio')[]; readonly chromium: string }[] = [
  { electron: 'media', mediaTypes: ['video'], chromium: 'camera' },
  { electron: 'media', mediaTypes: ['audio'], chromium: 'microphone' },
  { electron: 'display-capture', mediaTypes: ['video', 'audio'], chromium: 'display-capture' },
  { electron: 'geolocation', chromium: 'geolocation' },
  { electron: 'notifications', chromium: 'notifications' },
  { electron: 'midi', chromium: 'midi' },
  { electron: 'clipboard-read', chromium: 'clipboard-read' },
  { electron: 'clipboard-sanitized-write', chromium: 'clipboard-write' },
  { electron: 'idle-detection', chromium: 'idle-detection' },
  { electron: 'local-fonts', chromium: 'local-fonts' },
  { electron: 'window-management', chromium: 'window-management' },
  { electron: 'local-network-access', chromium: 'local-network-access' },
]

/**
 * What a page may, settled for its origin as it is loaded: DevTools has no way to answer when Chromium asks. Granted is what both handlers grant.
 * A session without handlers approves everything, here as there (Electron, Security, 5. Handle session permission requests).
 */
export async function settlePermissions(
  browser: Cdp,
  { handlers }: SessionParts,
  contents: Electron.WebContents,
  url: string,
  browserContextId: string | undefined,
): Promise<void> {
  const origin = originOf(toChromium(url))
  if (origin === null) return
  const securityOrigin = originOf(url) ?? url
  for (const { electron, mediaTypes, chromium } of permissions) {
    const details = { isMainFrame: true, requestingUrl: url, securityOrigin, ...(mediaTypes === undefined ? {} : { mediaTypes: [...mediaTypes] }) }
    const asked = await new Promise<boolean>((resolve) =>
      handlers.permissionRequest === null
        ? resolve(true)
        : handlers.permissionRequest(contents, electron, resolve, details as Electron.PermissionRequest),
    )
    const checked = handlers.permissionCheck?.(contents, electron, securityOrigin, { ...details, mediaType: mediaTypes?.[0] ?? 'unknown' }) ?? true
    await browser
      .send('Browser.setPermission', {
        permission: { name: chromium },
        setting: asked && checked ? 'granted' : 'denied',
        origin,
        ...(browserContextId === undefined ? {} : { browserContextId }),
      })
      // another Chromium may not know one of them
      .catch(() => {})
  }
}

function originOf(url: string): string | null {
  if (!URL.canParse(url)) return null
  const { protocol, host } = new URL(url)
  return host === '' ? null : `${protocol}//${host}`
}
