import { type AccessMode, type CapabilityAction, capability } from '#shared/capabilities'
import { failure } from '#shared/failure'
import { err, type Result } from '#shared/result'

/** Does what the mode of the connection may do. Anything else fails with `ask-operator`, and nothing is sent. */
export type Permit = <T>(action: CapabilityAction, act: () => Promise<Result<T>>) => Promise<Result<T>>

export const permitFor =
  (mode: AccessMode): Permit =>
  async (action, act) =>
    capability(action, mode).possible ? act() : err(failure('ask-operator', { params: { action } }))
