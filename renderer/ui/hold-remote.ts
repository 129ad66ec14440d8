export type RemoteHold = 'press' | 'release' | 'cancel'

type Listener = (signal: RemoteHold) => void
const listeners = new Map<string, Set<Listener>>()

/** Presses a guarded button from elsewhere, by its test id; the button keeps its own guard. */
export function holdRemotely(testId: string, signal: RemoteHold): void {
  for (const listener of [...(listeners.get(testId) ?? [])]) listener(signal)
}

/** Hears what is pressed for a button from elsewhere. Answers with the way to stop. */
export function onRemoteHold(testId: string, listener: Listener): () => void {
  const those = listeners.get(testId) ?? new Set()
  listeners.set(testId, those.add(listener))
  return () => {
    those.delete(listener)
    if (those.size === 0) listeners.delete(testId)
  }
}
