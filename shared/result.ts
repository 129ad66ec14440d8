import type { Failure } from './failure.ts'

/** The outcome of anything that is expected to fail sometimes. Bugs throw instead. */
export type Result<T, F = Failure> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: F }

export const ok = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value })

export const err = <F>(failure: F): { readonly ok: false; readonly failure: F } => ({ ok: false, failure })

/** Marks the branch of a union that cannot be reached; the compiler proves it. */
export function assertNever(value: never): never {
  throw new Error(`unreachable case: ${JSON.stringify(value)}`)
}
