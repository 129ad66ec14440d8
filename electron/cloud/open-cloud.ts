import { type Clock, systemClock } from '../clock.ts'
import type { Logger } from '../logging/port.ts'
import { systemTimers, type Timers } from '../timers.ts'
import { createCloudApi } from './api.ts'
import { basicAuthorization, bearerAuthorization } from './authorization.ts'
import { measureClockOffset } from './clock-offset.ts'
import { createDirectory } from './directory.ts'
import { listPages } from './list-pages.ts'
import type { CloudConnection, CloudCredentials } from './port.ts'
import { type CloudRequest, createRequest } from './request.ts'
import { newDialect } from './server-dialect.ts'
import { watchMember } from './watcher.ts'

export type OpenCloudOptions = {
  /** With or without a path; a slash at its end does not matter. */
  readonly baseUrl: string
  readonly credentials: CloudCredentials
  readonly logger: Logger
  readonly fetch?: typeof globalThis.fetch
  readonly clock?: Clock
  readonly timers?: Timers
  readonly random?: () => number
}

/** The watcher asks again by itself, and a late answer is worth less than a new question. */
const watcherTimeoutMs = 5_000

/**
 * A connection to FlipFlop Cloud, in operator or in member mode. Nothing is sent before the first call.
 * From here on no secret of it, and no header made of one, appears in any log line.
 */
export function openCloud(options: OpenCloudOptions): CloudConnection {
  const { baseUrl, credentials, clock = systemClock, timers = systemTimers, random = Math.random, fetch = globalThis.fetch } = options
  const { mode } = credentials
  const authorization = authorizationOf(credentials)
  for (const secret of secretsOf(credentials)) options.logger.hide(secret)
  const logger = options.logger.child('cloud')
  const clockOffset = measureClockOffset(clock)
  const dialect = newDialect()
  const requestOptions = { baseUrl, mode, authorization: () => authorization, fetch, clock, timers, random, logger, clockOffset }
  const parts = (request: CloudRequest) => ({
    mode,
    request,
    list: listPages(request, dialect, logger),
    dialect,
    logger: options.logger,
    clockOffsetMs: clockOffset.offsetMs,
  })
  const ordinary = parts(createRequest(requestOptions))
  const watcherApi = createCloudApi(parts(createRequest({ ...requestOptions, timeoutMs: watcherTimeoutMs, retries: 0 })))

  return {
    mode,
    api: createCloudApi(ordinary),
    directory: createDirectory(ordinary),
    watch: (member) => watchMember({ api: watcherApi, member, clock, timers, random, logger }),
  }
}

function authorizationOf(credentials: CloudCredentials): string {
  return credentials.mode === 'operator' ? basicAuthorization(credentials) : bearerAuthorization(credentials.tokens?.accessToken ?? '')
}

function secretsOf(credentials: CloudCredentials): readonly string[] {
  if (credentials.mode === 'operator') return [credentials.apiSecret, basicAuthorization(credentials).replace('Basic ', '')]
  const { accessToken, refreshToken, streamingToken } = credentials.tokens ?? {}
  return [accessToken, refreshToken, streamingToken, credentials.tokenUrl?.header?.value].filter((secret) => secret !== undefined)
}
