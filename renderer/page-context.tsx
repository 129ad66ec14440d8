import { createContext, type ReactNode, useContext, useState, useSyncExternalStore } from 'react'
import type { CommandInput, CommandName, CommandOutput, Snapshot, Telemetry } from '#shared/contract'
import type { Result } from '#shared/result'
import type { Bridge } from './bridge.ts'
import type { PageState, PageStore, Watchable } from './page-store.ts'

export type Page = { readonly bridge: Bridge; readonly store: PageStore; readonly numbers: Watchable<Telemetry | null> }

const PageContext = createContext<Page | null>(null)

export const PageProvider = ({ page, children }: { readonly page: Page; readonly children: ReactNode }) => (
  <PageContext value={page}>{children}</PageContext>
)

function usePage(): Page {
  const page = useContext(PageContext)
  if (page === null) throw new Error('no page is provided')
  return page
}

export const useBridge = (): Bridge => usePage().bridge

/** A value that changes outside of React. */
export const useWatchable = <T,>({ get, subscribe }: Watchable<T>): T => useSyncExternalStore(subscribe, get, get)

export const usePageState = (): PageState => useWatchable(usePage().store)

export const useNumbersWatch = (): Watchable<Telemetry | null> => usePage().numbers

export const useNumbers = (): Telemetry | null => useWatchable(useNumbersWatch())

/** The newest snapshot; for what is only shown once there is one. */
export function useSnapshot(): Snapshot {
  const { snapshot } = usePageState()
  if (snapshot === null) throw new Error('shown before the first snapshot')
  return snapshot
}

/** The page can act: a core answers. */
export const useReachable = (): boolean => usePageState().connection === 'open'

/** Sends a command; a refusal is shown among the failures. `busy` while the answer is awaited. */
export function useCommand() {
  const { bridge, store } = usePage()
  const [underWay, setUnderWay] = useState(0)
  const run = async <N extends CommandName>(command: N, input: CommandInput<N>): Promise<Result<CommandOutput<N>>> => {
    setUnderWay((count) => count + 1)
    store.refuse(null)
    const result = await bridge.call(command, input)
    if (!result.ok) store.refuse(result.failure)
    setUnderWay((count) => count - 1)
    return result
  }
  return { run, busy: underWay > 0 } as const
}

export const useRefusal = () => {
  const { store } = usePage()
  return { refused: useWatchable(store).refused, refuse: store.refuse, forget: () => store.refuse(null) } as const
}
