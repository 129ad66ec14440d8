/** Who may record with the browser’s own means: in a browser the page itself, at a click; in our own window nobody. */
export type MayRecord = 'self' | 'nobody'

/**
 * What every answer to a page carries, in both hosts. The page loads from its own origin alone, runs no inline script,
 * and is never framed; `blob:` is what hls.js needs for its worker and for Media Source playback.
 */
export const pageHeaders = (connect: string, mayRecord: MayRecord): Readonly<Record<string, string>> => ({
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' blob: data:",
    "font-src 'self'",
    "media-src 'self' blob:",
    "worker-src 'self' blob:",
    `connect-src 'self' ${connect}`.trim(),
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': ['camera', 'microphone', 'display-capture']
    .map((feature) => `${feature}=(${mayRecord === 'self' ? 'self' : ''})`)
    .concat('geolocation=()')
    .join(', '),
})
