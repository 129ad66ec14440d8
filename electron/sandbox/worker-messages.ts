import type { Failure } from '#shared/failure'
import type { Sandbox, SandboxOptions } from './port.ts'

/** What the host gives the worker at birth. */
export type SandboxWorkerData = SandboxOptions & {
  /** Home of the register of children; null: children are not registered and end with their pipes alone. */
  readonly runDir: string | null
}

export type SandboxFacts = Omit<Sandbox, 'onExit' | typeof Symbol.asyncDispose>
export type LogLevel = 'debug' | 'info' | 'warn' | 'error'

export type FromWorker =
  | { readonly kind: 'started'; readonly facts: SandboxFacts }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'log'; readonly level: LogLevel; readonly message: string; readonly fields?: Readonly<Record<string, unknown>> }

/** The only word to the worker: put everything away and end. */
export type ToWorker = { readonly kind: 'stop' }
