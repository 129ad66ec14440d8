import type { Snapshot } from '#shared/contract'

/** A failure as the contract spells it; every `Failure` is one. */
export type ShownFailure = NonNullable<Snapshot['session']['failure']>

/** A failure as it may leave the core: whatever text came with it passes the redactor once more. */
export function redactFailure<F extends ShownFailure | null>(failure: F, redact: (text: string) => string): F {
  if (failure === null) return failure
  const { detail, params, serviceMessage } = failure
  return {
    ...failure,
    ...(detail === undefined ? {} : { detail: redact(detail) }),
    ...(serviceMessage === undefined ? {} : { serviceMessage: redact(serviceMessage) }),
    ...(params === undefined
      ? {}
      : { params: Object.fromEntries(Object.entries(params).map(([name, value]) => [name, typeof value === 'string' ? redact(value) : value])) }),
  }
}
