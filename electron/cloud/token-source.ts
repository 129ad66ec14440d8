import { type Failure, failure } from '#shared/failure'
import { err, ok, type Result } from '#shared/result'
import type { Clock } from '../clock.ts'
import type { Logger } from '../logging/port.ts'
import type { Timers } from '../timers.ts'
import type { Access } from './access.ts'
import { bearerAuthorization } from './authorization.ts'
import { fetchTokens, type TokenUrl } from './fetch-tokens.ts'
import type { MemberTokens } from './port.ts'
import { readTokenLife, renewAtMs, type TokenLife } from './token-life.ts'

export type TokenSourceOptions = {
  readonly tokens: MemberTokens | null
  readonly tokenUrl: TokenUrl | null
  readonly fetch: typeof globalThis.fetch
  readonly clock: Clock
  readonly timers: Timers
  readonly random: () => number
  readonly logger: Logger
  /** Service clock minus ours in milliseconds; null where it is not known. */
  readonly clockOffsetMs: () => number | null
  /** The token URL gave new tokens. */
  readonly onTokens: (tokens: MemberTokens) => void
  /** `standing` is another one. `isNewToken`: what was opened with the token before has to be opened anew. */
  readonly onChange: (isNewToken: boolean) => void
}

export type TokenStanding = {
  /** On this computer's wall clock; null while there is no token. */
  readonly expiresAtMs: number | null
  readonly renewable: boolean
  /** Why the newest renewal failed, or why the token is no good; null when all is well. */
  readonly failure: Failure | null
}

export type TokenSource = Access & {
  readonly standing: () => TokenStanding
  readonly streamingToken: () => string | undefined
  /** Tokens by hand take the place of what there is. */
  readonly renew: (tokens: MemberTokens) => void
  /** The computer slept, or its network is another one: a renewal that is due comes first of all. */
  readonly lookAgain: () => void
  readonly [Symbol.dispose]: () => void
}

const fetchTimeoutMs = 10_000
/** Timers may sleep with the computer, and its clock may be set: the wall clock is looked at this often. */
const lookEveryMs = 60_000
const backOffFromMs = 5_000
const backOffToMs = 5 * 60_000
/** Between two renewals that went well; longer where a new token is over already, for then the clocks disagree. */
const betweenMs = 1_000
const betweenDisagreeingMs = 30_000

/**
 * A member's access token, renewed from the operator's token URL ahead of its end and once when it is refused, one fetch at a time.
 * A failed renewal is tried again, and the token that still holds is used on. Without a token URL it lives until it ends.
 */
export function createTokenSource(options: TokenSourceOptions): TokenSource {
  const { tokenUrl, clock, timers, random, logger, onTokens, onChange } = options
  if (tokenUrl?.header) logger.hide(tokenUrl.header.value)
  let tokens: MemberTokens | null = null
  let life: TokenLife | null = null
  let dueAtMs = 0
  let problem: Failure | null = null
  let failures = 0
  /** No renewal by itself before this monotonic time. */
  let notBeforeMs = Number.NEGATIVE_INFINITY
  /** The service let the present token in at least once. */
  let wasAccepted = false
  let renewing: Promise<Result<string>> | null = null
  let stopTimer = () => {}
  const disposed = new AbortController()

  const header = ({ accessToken }: MemberTokens) => bearerAuthorization(accessToken)
  const isOver = () => life !== null && clock.wallMs() >= life.expiresAtMs

  function take(next: MemberTokens): void {
    for (const secret of Object.values(next)) logger.hide(secret)
    tokens = next
    life = readTokenLife(next.accessToken, clock.wallMs(), options.clockOffsetMs())
    dueAtMs = renewAtMs(life, random())
    problem = null
    wasAccepted = false
    arm()
  }

  function arm(): void {
    stopTimer()
    if (disposed.signal.aborted || life === null) return
    const nextMs = Math.max((tokenUrl === null ? life.expiresAtMs : dueAtMs) - clock.wallMs(), notBeforeMs - clock.monotonicMs(), 0)
    if (tokenUrl === null && isOver()) tell(failure('member-token-expired'))
    else stopTimer = timers.after(Math.min(nextMs, lookEveryMs), look)
  }

  function look(): void {
    const isDue = tokenUrl !== null && clock.wallMs() >= dueAtMs && clock.monotonicMs() >= notBeforeMs
    if (isDue) void fetchOnce()
    else arm()
  }

  function tell(reason: Failure | null): void {
    if (problem?.code === reason?.code && problem?.detail === reason?.detail) return
    problem = reason
    onChange(false)
  }

  /** The value to show from now on. One fetch at a time, whoever waits for it. */
  function fetchOnce(): Promise<Result<string>> {
    if (renewing === null) {
      stopTimer()
      const mine = fetchNow().finally(() => {
        if (renewing === mine) renewing = null
      })
      renewing = mine
    }
    return renewing
  }

  async function fetchNow(): Promise<Result<string>> {
    if (tokenUrl === null) return err(failure('member-token-expired'))
    const before = tokens
    const over = new AbortController()
    const stop = () => over.abort()
    const stopDeadline = timers.after(fetchTimeoutMs, stop)
    disposed.signal.addEventListener('abort', stop, { once: true })
    const fetched = await fetchTokens(tokenUrl, options.fetch, over.signal)
    stopDeadline()
    disposed.signal.removeEventListener('abort', stop)
    // By hand in the meantime: that is the newer one.
    if (tokens !== before && tokens !== null) return ok(header(tokens))
    if (disposed.signal.aborted) return err(failure('cloud-timeout', { detail: 'cancelled' }))
    if (!fetched.ok) {
      backOff()
      logger.warn('no new member token', { code: fetched.failure.code, detail: fetched.failure.detail })
      tell(fetched.failure)
      arm()
      return fetched
    }
    // Refused again before it was ever let in: `afterRefusal` has set the pace.
    if (wasAccepted || before === null) failures = 0
    take(fetched.value)
    notBeforeMs = Math.max(notBeforeMs, clock.monotonicMs() + (isOver() ? betweenDisagreeingMs : betweenMs))
    arm()
    logger.info('the member token was renewed')
    onTokens(fetched.value)
    onChange(true)
    return ok(header(fetched.value))
  }

  function backOff(): void {
    const growingMs = Math.min(backOffToMs, backOffFromMs * 2 ** failures)
    failures += 1
    notBeforeMs = clock.monotonicMs() + growingMs * (0.75 + random() * 0.5)
  }

  if (options.tokens !== null) take(options.tokens)

  return {
    authorization: async (signal) => {
      const mayFetch = tokenUrl !== null && clock.monotonicMs() >= notBeforeMs
      if (tokens !== null && !(isOver() && mayFetch)) return ok(header(tokens))
      if (tokens === null && !mayFetch && renewing === null) return err(problem ?? failure('member-token-expired'))
      const fetched = await orLeft(fetchOnce(), signal)
      // The clocks may disagree: the service says whether the old one is over.
      return !fetched.ok && tokens !== null ? ok(header(tokens)) : fetched
    },
    afterRefusal: async (used, signal) => {
      if (tokens !== null && header(tokens) !== used) return ok(header(tokens))
      if (tokenUrl === null) {
        const reason = failure(isOver() ? 'member-token-expired' : 'member-token-rejected')
        tell(reason)
        return err(reason)
      }
      if (clock.monotonicMs() < notBeforeMs) return err(problem ?? failure('member-token-rejected'))
      // New and refused at once: another one would most likely fare the same, so they are fetched ever more seldom.
      if (!wasAccepted) backOff()
      return orLeft(fetchOnce(), signal)
    },
    accepted: (used) => {
      if (tokens === null || header(tokens) !== used) return
      if (!wasAccepted) failures = 0
      wasAccepted = true
      if (problem?.code.startsWith('member-token-')) tell(null)
    },
    standing: () => ({ expiresAtMs: life?.expiresAtMs ?? null, renewable: tokenUrl !== null, failure: problem }),
    streamingToken: () => tokens?.streamingToken,
    renew: (next) => {
      failures = 0
      notBeforeMs = Number.NEGATIVE_INFINITY
      take(next)
      onChange(true)
    },
    lookAgain: () => {
      failures = 0
      notBeforeMs = Number.NEGATIVE_INFINITY
      if (renewing === null) look()
    },
    [Symbol.dispose]: () => {
      stopTimer()
      disposed.abort()
    },
  }
}

/** Whoever waits leaves through its own signal; the fetch goes on for the others. */
async function orLeft(promise: Promise<Result<string>>, signal: AbortSignal): Promise<Result<string>> {
  let leave = () => {}
  const left = new Promise<Result<string>>((resolve) => {
    leave = () => resolve(err(failure('cloud-timeout', { detail: 'cancelled' })))
    if (signal.aborted) leave()
    signal.addEventListener('abort', leave, { once: true })
  })
  try {
    return await Promise.race([promise, left])
  } finally {
    signal.removeEventListener('abort', leave)
  }
}
