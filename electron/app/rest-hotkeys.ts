import type { GlobalShortcut } from 'electron'

/** Nobody looks for keys longer than this; a page that crashed meanwhile must not leave them without effect. */
const longestMs = 30_000

/** Lets the chosen keys do nothing while a person chooses others: pressed then, they are an answer and not an order. */
export function restHotkeys(
  shortcuts: Pick<GlobalShortcut, 'setSuspended'>,
  after: (ms: number, act: () => void) => () => void,
): (rest: boolean) => void {
  let cancel = () => {}
  return (rest) => {
    cancel()
    shortcuts.setSuspended(rest)
    cancel = rest ? after(longestMs, () => shortcuts.setSuspended(false)) : () => {}
  }
}
