/**
 * Every expected failure of the program by its code. The sentences live in `renderer/i18n`
 * (a test proves that each code has one in both languages); `docs/qa.md` lists the codes.
 */
export const failureCodes = [
  // the program itself
  'bug',
  'core-not-answering',
  'malformed-request',
  'unknown-command',
  'not-allowed',
  // credentials
  'credentials-missing',
  'keychain-unavailable',
  'keychain-locked',
  'keychain-timeout',
  // FlipFlop Cloud
  'cloud-unreachable',
  'cloud-timeout',
  'cloud-certificate-untrusted',
  'cloud-proxy-refused',
  'cloud-not-an-api',
  'cloud-malformed-answer',
  'cloud-server-error',
  'cloud-rate-limited',
  'cloud-refused',
  'credentials-rejected',
  'member-token-rejected',
  'member-token-expired',
  'token-url-failed',
  'token-url-not-secure',
  'ask-operator',
  'request-locked',
  'member-not-found',
  'stream-key-not-found',
  'stream-key-not-active',
  'stream-key-not-inactive-live',
  'stream-key-not-inactive',
  'stream-key-changed',
  'key-in-use-elsewhere',
  'room-not-found',
  'room-self-create-forbidden',
  'room-type-unsupported',
  'room-not-scheduled',
  'room-not-live-inactive',
  'video-post-not-found',
  // ffmpeg and capture
  'ffmpeg-missing',
  'ffmpeg-path-relative',
  'ffmpeg-is-folder',
  'ffmpeg-not-executable',
  'ffmpeg-foreign',
  'ffmpeg-crashes',
  'ffmpeg-hangs',
  'ffmpeg-too-old',
  'ffmpeg-lacks',
  'ffmpeg-replaced',
  'no-display',
  'wayland-without-x',
  'screen-unavailable',
  'camera-unavailable',
  'microphone-unavailable',
  'encoder-failed',
  'encoder-stalled',
  'encoder-unavailable',
  'device-busy',
  'device-denied',
  'device-gone',
  'macos-camera-denied',
  'macos-microphone-denied',
  'macos-screen-denied',
  'windows-device-refused',
  'file-unreadable',
  'source-failed',
  // sending
  'ingest-host-unknown',
  'ingest-unreachable',
  'ingest-rejected',
  'ingest-reset',
  'ingest-timeout',
  'ingest-black-hole',
  'sender-failed',
  // the broadcast
  'service-does-not-see-stream',
  'service-does-not-convert',
  'ending-stuck',
  'force-end-unconfirmed',
  'archive-failed',
  'download-failed',
  'download-cancelled',
  'disk-full',
  'file-manager-missing',
  // starting the program
  'port-busy',
  'data-dir-read-only',
  'data-dir-in-use',
  'node-too-old',
  'settings-newer',
  'sandbox-failed',
] as const

export type FailureCode = (typeof failureCodes)[number]

/**
 * An expected failure as a value.
 * `params` fill the sentence (`{host}`, `{path}`, `{version}`…) and never hold a secret;
 * `detail` is the technical text behind it, already redacted; `serviceCode` is FlipFlop Cloud's own `errorCode` and
 * `serviceMessage` what it said with it, redacted.
 */
export type Failure = {
  readonly code: FailureCode
  readonly params?: Readonly<Record<string, string | number>>
  readonly detail?: string
  readonly serviceCode?: string
  readonly serviceMessage?: string
}

/** There is no ffmpeg, or none that can do the work. */
export const isAboutFfmpeg = ({ code }: Pick<Failure, 'code'>): boolean => code.startsWith('ffmpeg-')

export const failure = (code: FailureCode, more: Omit<Failure, 'code'> = {}): Failure => ({ code, ...more })
