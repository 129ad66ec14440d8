import { type Clock, systemClock } from '../clock.ts'
import type { Logger } from '../logging/port.ts'
import { systemTimers, type Timers } from '../timers.ts'
import { type Access, fixedAccess } from './access.ts'
import { createCloudApi } from './api.ts'
import { basicAuthorization } from './authorization.ts'
import { measureClockOffset } from './clock-offset.ts'
import { createDirectory } from './directory.ts'
import { createEventStream } from './event-stream.ts'
import { createExchange } from './exchange.ts'
import { listPages } from './list-pages.ts'
import { isLoopback } from './loopback.ts'
import { followOnline } from './online.ts'
import { createOpenEvents } from './open-events.ts'
import type { CloudConnection, CloudCredentials, MemberTokens } from './port.ts'
import { createRequest } from './request.ts'
import { budgetPerMinute, createRequestBudget, type RequestPriority } from './request-budget.ts'
import { newDialect } from './server-dialect.ts'
import { createTokenSource, type TokenSource } from './token-source.ts'
import { watchMember } from './watcher.ts'

export type OpenCloudOptions = {
  /** With or without a path; a slash at its end does not matter. */
  readonly baseUrl: string
  readonly credentials: CloudCredentials
  readonly logger: Logger
  /** The token URL gave a member new tokens: to be kept for the next time. */
  readonly onTokens?: (tokens: MemberTokens) => void
  readonly fetch?: typeof globalThis.fetch
  readonly clock?: Clock
  readonly timers?: Timers
  readonly random?: () => number
}

/** The watcher asks again by itself, and a late answer is worth less than a new question. */
const watcherTimeoutMs = 5_000

/**
 * A connection to FlipFlop Cloud, in operator or in member mode. Nothing is sent before the first call, but for a member's
 * token that is about to end. From here on no secret of it, and no header made of one, appears in any log line.
 */
export function openCloud(options: OpenCloudOptions): CloudConnection {
  const { baseUrl, credentials, clock = systemClock, timers = systemTimers, random = Math.random, fetch = globalThis.fetch } = options
  const { mode } = credentials
  const logger = options.logger.child('cloud')
  const clockOffset = measureClockOffset(clock)
  const dialect = newDialect()
  const address = URL.canParse(baseUrl) ? new URL(baseUrl) : null
  const listeners = new Set<() => void>()
  const changed = () => {
    for (const listener of [...listeners]) listener()
  }

  const budget = createRequestBudget(clock, timers)
  const online = followOnline({ isHere: address !== null && isLoopback(address), clock, onChange: changed })
  const token = credentials.mode === 'member' ? openTokens(credentials) : null
  const access: Access = token ?? fixedAccess(credentials.mode === 'operator' ? hideKeyPair(credentials, options.logger) : '')
  const exchange = createExchange({ mode, host: address?.host ?? baseUrl, access, budget, online, fetch, clock, clockOffset })
  const events =
    token &&
    createEventStream({ open: createOpenEvents({ baseUrl, access, budget, fetch, clock }), clock, timers, random, logger, onChange: changed })

  function openTokens({ tokens, tokenUrl }: Extract<CloudCredentials, { mode: 'member' }>): TokenSource {
    const onChange = (isNewToken: boolean) => {
      if (isNewToken) events?.reopen()
      changed()
    }
    const { onTokens = () => {} } = options
    return createTokenSource({ tokens, tokenUrl, fetch, clock, timers, random, logger, clockOffsetMs: clockOffset.offsetMs, onTokens, onChange })
  }

  const parts = (priority: RequestPriority, limits: { readonly timeoutMs?: number; readonly retries?: number } = {}) => {
    const request = createRequest({ baseUrl, mode, exchange, priority, clock, timers, random, logger, ...limits })
    return { mode, request, list: listPages(request, dialect, logger), dialect, logger: options.logger, clockOffsetMs: clockOffset.offsetMs }
  }
  const watcherApi = createCloudApi(parts('watcher', { timeoutMs: watcherTimeoutMs, retries: 0 }))

  return {
    mode,
    api: createCloudApi(parts('action')),
    directory: createDirectory(parts('list')),
    watch: (member) => watchMember({ api: watcherApi, member, clock, timers, random, logger, ...(events === null ? {} : { events }) }),
    standing: () => ({
      online: online.isOnline(),
      requestsLastMinute: budget.requestsLastMinute(),
      budgetPerMinute,
      events: events?.isOpen() ? 'open' : 'polling',
      token: token?.standing() ?? null,
    }),
    onStanding: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    streamingToken: () => token?.streamingToken(),
    renew: (tokens) => token?.renew(tokens),
    networkChanged: (isThere) => {
      online.network(isThere)
      if (!isThere) return
      // The token comes first of all: everything else needs it.
      token?.lookAgain()
      events?.reopen()
    },
    wokeUp: () => {
      token?.lookAgain()
      events?.reopen()
    },
    [Symbol.dispose]: () => {
      token?.[Symbol.dispose]()
      events?.[Symbol.dispose]()
      budget[Symbol.dispose]()
      listeners.clear()
    },
  }
}

/** The header of an app's key pair, which is a secret in both its spellings. */
function hideKeyPair(credentials: Extract<CloudCredentials, { mode: 'operator' }>, logger: Logger): string {
  const authorization = basicAuthorization(credentials)
  logger.hide(credentials.apiSecret)
  logger.hide(authorization.replace('Basic ', ''))
  return authorization
}
