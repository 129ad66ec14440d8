/** What was opened, so that it can be closed: in reverse order, once, whatever happens on the way. */
export type OpenedParts = {
  readonly add: (part: AsyncDisposable | Disposable) => void
  /** Closes all; a part that fails, or hangs, keeps no other from being closed. Later calls wait for the first. Ends within `deadlineMs`. */
  readonly close: () => Promise<void>
}

/** Of the whole time, what one part may take: the others get the rest. The core alone takes half of it (`quitMs`). */
const shareOfOne = 0.6

export function keepOpenedParts(deadlineMs: number, onProblem: (error: unknown) => void): OpenedParts {
  const parts: (AsyncDisposable | Disposable)[] = []
  let closing: Promise<void> | null = null
  const after = (ms: number) => new Promise<'late'>((resolve) => setTimeout(resolve, ms, 'late').unref())

  const closeOne = async (part: AsyncDisposable) => {
    const closed = part[Symbol.asyncDispose]()
    if ((await Promise.race([closed, after(deadlineMs * shareOfOne)])) === 'late') onProblem(new Error('a part did not close in its time'))
  }
  const closeAll = async () => {
    for (let part = parts.pop(); part !== undefined; part = parts.pop()) {
      try {
        if (Symbol.asyncDispose in part) await closeOne(part)
        else part[Symbol.dispose]()
      } catch (error) {
        onProblem(error)
      }
    }
  }

  return {
    add: (part) => void parts.push(part),
    close: () => {
      closing ??= Promise.race([closeAll(), after(deadlineMs)]).then(() => {})
      return closing
    },
  }
}
