import type { IncomingMessage } from 'node:http'

/** What a stranger at the door sees. */
export const closedDoor =
  '<!doctype html><meta charset="utf-8"><title>Tally</title><h1>This address has been used</h1>' +
  '<p>Each address of Tally opens once. The terminal in which Tally runs shows a new one.</p>' +
  '<p lang="ko">주소마다 한 번만 열 수 있습니다. Tally를 실행한 터미널에 새 주소가 표시됩니다.</p>'

/** Why an upgrade to WebSocket is refused, as a status line; null where it may go on. Pages always name their origin. */
export function refuseUpgrade(
  request: IncomingMessage,
  door: { readonly hosts: readonly string[]; readonly mayEnter: boolean; readonly full: boolean; readonly ready: boolean },
): string | null {
  if (!door.hosts.includes(request.headers.host ?? '')) return '421 Misdirected Request'
  if (request.headers.origin !== `http://${request.headers.host}`) return '403 Forbidden'
  if (!door.mayEnter) return '401 Unauthorized'
  if (request.url?.split('?')[0] !== '/ws') return '404 Not Found'
  if (door.full || !door.ready) return '503 Service Unavailable'
  return null
}

/** Whether a request was made by another site's page. */
export function isForeign(request: IncomingMessage, hosts: readonly string[]): boolean {
  const { origin } = request.headers
  if (origin !== undefined && !hosts.some((host) => origin === `http://${host}`)) return true
  // Following a link to us is a navigation; anything else from another site has no business here.
  return request.headers['sec-fetch-site'] === 'cross-site' && request.headers['sec-fetch-mode'] !== 'navigate'
}

export function readCookie(header: string | undefined, name: string): string | undefined {
  return header
    ?.split(';')
    .map((pair) => pair.trim().split('='))
    .find(([key]) => key === name)?.[1]
}
