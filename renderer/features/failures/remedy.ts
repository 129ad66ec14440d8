import type { FailureCode } from '#shared/failure'

/** What helps against a failure, with one click. */
export type Remedy =
  | 'reload'
  | 'edit-connection'
  | 'renew-token'
  | 'retry-connection'
  | 'retry-picture'
  | 'test-picture'
  | 'find-screens'
  | 'find-ffmpeg'
  | 'refresh-rooms'
  | 'start-again'
  | 'force-end'

/** Failures that heal by themselves, or outside of Tally, have none: then the sentence says what to do. */
export const remedies: Readonly<Record<FailureCode, Remedy | null>> = {
  bug: null,
  'core-not-answering': null,
  'malformed-request': null,
  'unknown-command': 'reload',
  'not-allowed': null,
  'credentials-missing': 'edit-connection',
  'keychain-unavailable': null,
  'keychain-locked': 'retry-connection',
  'keychain-timeout': 'retry-connection',
  'cloud-unreachable': 'retry-connection',
  'cloud-timeout': 'retry-connection',
  'cloud-certificate-untrusted': 'retry-connection',
  'cloud-proxy-refused': 'retry-connection',
  'cloud-not-an-api': 'retry-connection',
  'cloud-malformed-answer': 'retry-connection',
  'cloud-server-error': 'retry-connection',
  'cloud-rate-limited': null,
  'cloud-refused': 'retry-connection',
  'credentials-rejected': 'edit-connection',
  'member-token-rejected': 'renew-token',
  'member-token-expired': 'renew-token',
  'token-url-failed': 'retry-connection',
  'token-url-not-secure': 'edit-connection',
  'ask-operator': null,
  'request-locked': null,
  'member-not-found': 'retry-connection',
  'stream-key-not-found': 'retry-connection',
  'stream-key-not-active': 'start-again',
  'stream-key-not-inactive-live': null,
  'stream-key-not-inactive': null,
  'stream-key-changed': 'start-again',
  'key-in-use-elsewhere': 'force-end',
  'room-not-found': 'refresh-rooms',
  'room-self-create-forbidden': null,
  'room-type-unsupported': 'refresh-rooms',
  'room-not-scheduled': 'refresh-rooms',
  'room-not-live-inactive': null,
  'video-post-not-found': null,
  'ffmpeg-missing': 'find-ffmpeg',
  'ffmpeg-not-executable': 'find-ffmpeg',
  'ffmpeg-too-old': 'find-ffmpeg',
  'ffmpeg-lacks': 'find-ffmpeg',
  'no-display': 'test-picture',
  'screen-unavailable': 'find-screens',
  'encoder-failed': 'retry-picture',
  'encoder-stalled': 'retry-picture',
  'ingest-host-unknown': 'start-again',
  'ingest-unreachable': 'start-again',
  'ingest-rejected': 'start-again',
  'ingest-reset': 'start-again',
  'ingest-timeout': 'start-again',
  'ingest-black-hole': 'start-again',
  'sender-failed': 'start-again',
  'service-does-not-see-stream': 'start-again',
  'service-does-not-convert': 'start-again',
  'ending-stuck': 'force-end',
  'force-end-unconfirmed': 'force-end',
  'archive-failed': null,
  'download-failed': null,
  'download-cancelled': null,
  'disk-full': null,
  'file-manager-missing': null,
  'port-busy': null,
  'data-dir-read-only': null,
  'data-dir-in-use': null,
  'node-too-old': null,
  'settings-newer': null,
  'sandbox-failed': 'retry-connection',
}
