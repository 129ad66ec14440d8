import { useState } from 'react'
import type { CommandInput } from '#shared/contract'
import type { Failure } from '#shared/failure'
import { useCommand, useReachable } from '../../page-context.tsx'

export type SettingOutcome =
  | { readonly kind: 'none' }
  | { readonly kind: 'saved'; readonly name: string }
  | { readonly kind: 'refused'; readonly failure: Failure }

export type ChangeSetting = (name: string, change: CommandInput<'settings.set'>) => Promise<boolean>

/** Changes settings at once, and tells how the last change went. `name` is the setting in the person's words. */
export function useSetting() {
  const { run } = useCommand()
  const reachable = useReachable()
  const [outcome, setOutcome] = useState<SettingOutcome>({ kind: 'none' })
  const change: ChangeSetting = async (name, input) => {
    const result = await run('settings.set', input)
    setOutcome(result.ok ? { kind: 'saved', name } : { kind: 'refused', failure: result.failure })
    return result.ok
  }
  // Not closed while an answer is awaited: a control that closes under the hand loses the focus.
  return { change, outcome, disabled: !reachable } as const
}
