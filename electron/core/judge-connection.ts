import type { ConnectionFinding } from '#shared/contract'
import type { Failure } from '#shared/failure'
import type { Result } from '#shared/result'

/** Within this, two clocks agree: the `Date` header counts whole seconds, and an answer travels. */
export const clockToleranceMs = 2_000
/** From here on a clock is not late but wrong: tokens look expired, and certificates invalid. */
export const clockFarOffMs = 120_000

/** What was asked of one address: its answer to the first question, with a good one what it said. */
export type Asked = { readonly apiBaseUrl: string; readonly failure: Failure | null }

/** These say something about the way to an address. With any other failure, FlipFlop Cloud itself has answered. */
const aboutTheWay: ReadonlySet<Failure['code']> = new Set([
  'cloud-unreachable',
  'cloud-timeout',
  'cloud-not-an-api',
  'cloud-malformed-answer',
  'cloud-server-error',
  'cloud-rate-limited',
])

export const hasAnswered = ({ failure }: Asked): boolean => failure === null || !aboutTheWay.has(failure.code)

/** The address to use: one that accepts the credentials, else one that answers, else the one that was given (the first). */
export const chooseAddress = <A extends Asked>(asked: readonly [A, ...A[]]): A =>
  asked.find(({ failure }) => failure === null) ?? asked.find(hasAnswered) ?? asked[0]

export function judgeAddress(asked: readonly [Asked, ...Asked[]]): ConnectionFinding {
  const [given, other] = asked
  const chosen = chooseAddress(asked)
  const host = new URL(chosen.apiBaseUrl).host
  if (!hasAnswered(chosen)) return failed('address', chosen.failure)
  if (chosen !== given)
    return { check: 'address', outcome: 'warn', code: 'address-other-answers', params: { host, given: new URL(given.apiBaseUrl).host } }
  if (other === undefined || !hasAnswered(other)) return { check: 'address', outcome: 'good', code: 'address-answers', params: { host } }
  return { check: 'address', outcome: 'good', code: 'address-both-answer', params: { host, other: new URL(other.apiBaseUrl).host } }
}

/** Who a member token belongs to; null for a key pair. */
export type TokenOwner = { readonly name: string; readonly expiresAtMs: number | null } | null

export function judgeCredentials(asked: Asked, owner: TokenOwner): ConnectionFinding {
  if (!hasAnswered(asked)) return notTried('credentials')
  if (asked.failure !== null) return failed('credentials', asked.failure)
  if (owner === null) return { check: 'credentials', outcome: 'good', code: 'pair-accepted' }
  const { name, expiresAtMs } = owner
  if (expiresAtMs === null) return { check: 'credentials', outcome: 'good', code: 'token-accepted', params: { name } }
  return { check: 'credentials', outcome: 'good', code: 'token-accepted-until', params: { name, expiresAtMs } }
}

/** @param app its name, undefined where the service does not say; `no-member` where there is nobody to ask about */
export function judgeApp(app: string | undefined | 'no-member' | Failure): ConnectionFinding {
  if (app === 'no-member') return { check: 'app', outcome: 'warn', code: 'app-without-members' }
  if (app === undefined) return { check: 'app', outcome: 'warn', code: 'app-unknown' }
  if (typeof app !== 'string') return failed('app', app)
  // Conference apps; their names begin so, by the service's guide.
  if (app.startsWith('vicollo_')) return { check: 'app', outcome: 'bad', code: 'app-is-conference', params: { name: app } }
  return { check: 'app', outcome: 'good', code: 'app-can-broadcast', params: { name: app } }
}

/** @param offsetMs the service's clock minus this computer's; null where nothing was measured */
export function judgeClock(offsetMs: number | null): ConnectionFinding {
  if (offsetMs === null) return { check: 'clock', outcome: 'not-tried', code: 'clock-unknown' }
  const off = Math.abs(offsetMs)
  if (off <= clockToleranceMs) return { check: 'clock', outcome: 'good', code: 'clock-agrees' }
  if (off < clockFarOffMs) return { check: 'clock', outcome: 'warn', code: 'clock-differs', params: { seconds: Math.round(off / 1000) } }
  return { check: 'clock', outcome: 'bad', code: 'clock-far-off', params: { minutes: Math.round(off / 60_000) } }
}

/** @param reached whether somebody answers where the ingest URL points */
export function judgeIngest(ingestUrl: string, reached: Result<void>): ConnectionFinding {
  const url = URL.parse(ingestUrl)
  const host = url?.hostname ?? ''
  const port = Number(url?.port || (url?.protocol === 'rtmps:' ? 443 : 1935))
  if (reached.ok) return { check: 'ingest', outcome: 'good', code: 'ingest-open', params: { host, port } }
  const { code } = reached.failure
  // Offices and hotels let the web through and nothing else: the address answers elsewhere, this port does not.
  if (port === 1935 && (code === 'ingest-timeout' || code === 'ingest-unreachable'))
    return { check: 'ingest', outcome: 'bad', code: 'ingest-1935-blocked', params: { host } }
  return { ...failed('ingest', reached.failure), params: { host, port } }
}

export const notTried = (check: ConnectionFinding['check']): ConnectionFinding => ({ check, outcome: 'not-tried', code: 'not-tried' })

export const failed = (check: ConnectionFinding['check'], failure: Failure | null): ConnectionFinding =>
  failure === null
    ? notTried(check)
    : { check, outcome: 'bad', code: failure.code, ...(failure.params === undefined ? {} : { params: { ...failure.params } }) }
