import { type Logger, silentLogger } from '../../electron/logging/port.ts'

/** A logger that writes nothing, remembers every secret it was to hide, and hides it in what it is given to redact. */
export function createHidingLogger(): { readonly logger: Logger; readonly hidden: readonly string[] } {
  const hidden: string[] = []
  const logger: Logger = {
    ...silentLogger,
    child: () => logger,
    hide: (secret) => {
      hidden.push(secret)
      return () => {}
    },
    redact: (text) => hidden.reduce((clean, secret) => clean.replaceAll(secret, '•••'), text),
  }
  return { logger, hidden }
}
