import type { AccessMode } from '#shared/capabilities'
import { type Failure, type FailureCode, failure } from '#shared/failure'
import { errorBody } from '#shared/wire/common'

/** The errors that FlipFlop Cloud documents, in our words. What is not here becomes `cloud-refused` with its own code kept. */
const codeOf: Readonly<Record<string, FailureCode>> = {
  EMPTY_APP_CREDENTIALS: 'credentials-rejected',
  INVALID_APP_CREDENTIALS: 'credentials-rejected',
  REQUEST_LOCKED: 'request-locked',
  MEMBER_NOT_FOUND: 'member-not-found',
  STREAM_KEY_NOT_FOUND: 'stream-key-not-found',
  STREAM_KEY_STATE_NOT_ACTIVE: 'stream-key-not-active',
  STREAM_KEY_STATE_NOT_INACTIVE: 'stream-key-not-inactive',
  STREAM_KEY_STATE_NOT_INACTIVE_LIVE: 'stream-key-not-inactive-live',
  VIDEO_ROOM_NOT_FOUND: 'room-not-found',
  VIDEO_ROOM_TYPE_NOT_BROADCAST_RTMP: 'room-type-unsupported',
  VIDEO_ROOM_STATE_NOT_SCHEDULED: 'room-not-scheduled',
  VIDEO_ROOM_STATE_NOT_LIVE_INACTIVE: 'room-not-live-inactive',
  VIDEO_POST_NOT_FOUND: 'video-post-not-found',
  MEMBER_SELF_CREATE_VIDEO_ROOM_NOT_AVAILABLE_DUE_TO_APP_POLICY: 'room-self-create-forbidden',
  INTERNAL_SERVER_ERROR: 'cloud-server-error',
  MEDIA_SERVICE_INTERNAL_SERVER_ERROR: 'cloud-server-error',
}

/** Rate limits are not documented; where the service names no time, this is what we wait. */
const defaultRetryAfterSeconds = 5
const longestDetail = 200

export type RefusedAnswer = {
  /** Whose credentials were sent: an app's or a member's. */
  readonly mode: AccessMode
  readonly status: number
  /** The parsed JSON body, or undefined where the body was not JSON. */
  readonly body: unknown
  readonly host: string
  readonly retryAfterSeconds: number | null
}

/** A failed request: what it means, and whether the service did not know the path at all. */
export type CloudRefusal = {
  readonly failure: Failure
  /** 404 without an `errorCode`: no such route, as opposed to no such room. */
  readonly unknownRoute: boolean
  readonly retryAfterMs: number | null
}

/** What an answer other than 2xx means. `errorMessage` goes along; the caller redacts it. */
export function refusalOf({ mode, status, body, host, retryAfterSeconds }: RefusedAnswer): CloudRefusal {
  const error = errorBody.safeParse(body)
  const serviceCode = error.success ? error.data.errorCode : undefined
  const message = error.success ? error.data.errorMessage : undefined
  const more = {
    detail: `HTTP ${status}${message === undefined ? '' : `: ${message}`}`.slice(0, longestDetail),
    ...(serviceCode === undefined ? {} : { serviceCode }),
    ...(message === undefined ? {} : { serviceMessage: message.slice(0, longestDetail) }),
  }
  const refusal = (code: FailureCode, params: Failure['params'] = { host }): CloudRefusal => ({
    failure: failure(code, { params, ...more }),
    unknownRoute: status === 404 && serviceCode === undefined,
    retryAfterMs: retryAfterSeconds === null ? null : retryAfterSeconds * 1000,
  })

  if (status === 429) return refusal('cloud-rate-limited', { host, seconds: retryAfterSeconds ?? defaultRetryAfterSeconds })
  const known = serviceCode === undefined || !Object.hasOwn(codeOf, serviceCode) ? undefined : codeOf[serviceCode]
  // What a refused member token is called is not documented; whatever it is, it is not a key and a secret.
  const rejected = mode === 'member' ? 'member-token-rejected' : 'credentials-rejected'
  if (known === 'credentials-rejected') return refusal(rejected)
  if (known !== undefined) return refusal(known)
  if (status >= 500) return refusal('cloud-server-error')
  if (mode === 'member' && status === 401) return refusal(rejected)
  if (serviceCode !== undefined) return refusal('cloud-refused', { host, serviceCode })
  if (status === 401) return refusal(rejected)
  // A redirect (a captive portal), a page, or a server that knows no such path: whatever this is, it is not the API.
  if (body === undefined || status === 404 || status < 400) return refusal('cloud-not-an-api')
  return refusal('cloud-refused', { host, serviceCode: `HTTP ${status}` })
}

/** Errors of the network stack that mean "no answer in time". */
const timeoutCodes = new Set(['ETIMEDOUT', 'UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT'])

/** What a request that brought no answer means. `fetch` hides the reason in `cause`, Happy Eyeballs in `cause.errors`. */
export function refusalOfNetworkError(error: unknown, host: string): CloudRefusal {
  const reason = errorCodeOf(error)
  const code = codeOfNetworkError(reason)
  const detail = reason ?? (error instanceof Error ? error.name : undefined)
  return { failure: failure(code, { params: { host }, ...(detail === undefined ? {} : { detail }) }), unknownRoute: false, retryAfterMs: null }
}

/** Why a certificate was not believed (Node's names for OpenSSL's verdicts): not known, not valid now, or for another name. */
const distrust =
  /^(?:CERT_|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_GET_ISSUER_CERT|UNABLE_TO_VERIFY_LEAF_SIGNATURE|INVALID_CA|ERR_TLS_CERT_ALTNAME_INVALID)/

function codeOfNetworkError(reason: string | undefined): FailureCode {
  if (reason === undefined) return 'cloud-unreachable'
  if (timeoutCodes.has(reason)) return 'cloud-timeout'
  if (distrust.test(reason)) return 'cloud-certificate-untrusted'
  return reason.startsWith('ERR_PROXY_REFUSED') ? 'cloud-proxy-refused' : 'cloud-unreachable'
}

function errorCodeOf(error: unknown, depth = 0): string | undefined {
  if (typeof error !== 'object' || error === null || depth > 4) return undefined
  if ('code' in error && typeof error.code === 'string') return error.code
  if ('errors' in error && Array.isArray(error.errors) && error.errors.length > 0) return errorCodeOf(error.errors[0], depth + 1)
  return 'cause' in error ? errorCodeOf(error.cause, depth + 1) : undefined
}

/** `Retry-After` as seconds from now: a number, or an HTTP date (RFC 9110, 10.2.3). Null where absent or unreadable. */
export function readRetryAfter(header: string | null, wallMs: number): number | null {
  if (header === null) return null
  if (/^\s*\d+\s*$/.test(header)) return Number(header)
  const atMs = Date.parse(header)
  return Number.isNaN(atMs) ? null : Math.max(0, Math.ceil((atMs - wallMs) / 1000))
}
