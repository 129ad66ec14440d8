import { type Clock, systemClock } from '../clock.ts'
import type { Logger } from '../logging/port.ts'
import { systemTimers, type Timers } from '../timers.ts'
import { createCloudApi, newDialect } from './api.ts'
import { measureClockOffset } from './clock-offset.ts'
import type { CloudConnection } from './port.ts'
import { type AppKeyPair, basicAuthorization, createRequest } from './request.ts'
import { watchMember } from './watcher.ts'

export type OpenCloudOptions = {
  /** With or without a path; a slash at its end does not matter. */
  readonly baseUrl: string
  readonly credentials: AppKeyPair
  readonly logger: Logger
  readonly fetch?: typeof globalThis.fetch
  readonly clock?: Clock
  readonly timers?: Timers
  readonly random?: () => number
}

/** The watcher asks again by itself, and a late answer is worth less than a new question. */
const watcherTimeoutMs = 5_000

/**
 * A connection to FlipFlop Cloud in operator mode. Nothing is sent before the first call.
 * From here on neither the secret nor its header form appears in any log line.
 */
export function openCloud(options: OpenCloudOptions): CloudConnection {
  const { baseUrl, credentials, clock = systemClock, timers = systemTimers, random = Math.random, fetch = globalThis.fetch } = options
  options.logger.hide(credentials.apiSecret)
  options.logger.hide(basicAuthorization(credentials).replace('Basic ', ''))
  const logger = options.logger.child('cloud')
  const clockOffset = measureClockOffset(clock)
  const dialect = newDialect()
  const requestOptions = { baseUrl, credentials, fetch, clock, timers, random, logger, clockOffset }
  const apiOptions = { dialect, logger: options.logger, clockOffsetMs: clockOffset.offsetMs }
  const watcherApi = createCloudApi(createRequest({ ...requestOptions, timeoutMs: watcherTimeoutMs, retries: 0 }), apiOptions)

  return {
    api: createCloudApi(createRequest(requestOptions), apiOptions),
    watch: (member) => watchMember({ api: watcherApi, member, clock, timers, random, logger }),
  }
}
