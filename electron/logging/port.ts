/** Where the program writes what it does. Every text passes the redactor before it reaches a sink. */
export type Logger = {
  readonly debug: (message: string, fields?: Readonly<Record<string, unknown>>) => void
  readonly info: (message: string, fields?: Readonly<Record<string, unknown>>) => void
  readonly warn: (message: string, fields?: Readonly<Record<string, unknown>>) => void
  readonly error: (message: string, fields?: Readonly<Record<string, unknown>>) => void
  /** A logger whose lines carry `scope`. */
  readonly child: (scope: string) => Logger
  /** From now on `secret` never appears in any line (shorter than 4 characters: ignored). Returns the way to forget it again. */
  readonly hide: (secret: string) => () => void
  /** The text with every hidden secret, and everything that looks like one, replaced. */
  readonly redact: (text: string) => string
}

/** For tests and for code that has nothing to say. */
export const silentLogger: Logger = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  child: () => silentLogger,
  hide: () => () => {},
  redact: (text) => text,
}
