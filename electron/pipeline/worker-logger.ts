import type { Logger } from '../logging/port.ts'
import { createRedactor } from '../logging/redact.ts'
import type { FromWorker, LogLevel } from './worker-messages.ts'

/** The worker's logger: lines go to the host, which writes them; secrets are hidden on both sides. */
export const createWorkerLogger = (post: (message: FromWorker) => void): Logger => {
  const redactor = createRedactor()
  const scoped = (scope: string | null): Logger => {
    const write =
      (level: LogLevel) =>
      (message: string, fields?: Readonly<Record<string, unknown>>): void =>
        post({ type: 'log', level, scope, message: redactor.redact(message), fields })
    return {
      debug: write('debug'),
      info: write('info'),
      warn: write('warn'),
      error: write('error'),
      child: (name) => scoped(scope === null ? name : `${scope}.${name}`),
      hide: (secret) => {
        post({ type: 'hide', secret })
        return redactor.hide(secret)
      },
      redact: redactor.redact,
    }
  }
  return scoped(null)
}
