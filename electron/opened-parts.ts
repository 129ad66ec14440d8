/** What was opened, so that it can be closed: in reverse order, once, whatever happens on the way. */
export type OpenedParts = {
  readonly add: (part: AsyncDisposable | Disposable) => void
  /** Closes all; a part that fails keeps no other from being closed. Later calls wait for the first. Ends within `deadlineMs`. */
  readonly close: () => Promise<void>
}

export function keepOpenedParts(deadlineMs: number, onProblem: (error: unknown) => void): OpenedParts {
  const parts: (AsyncDisposable | Disposable)[] = []
  let closing: Promise<void> | null = null

  const closeAll = async () => {
    for (let part = parts.pop(); part !== undefined; part = parts.pop()) {
      try {
        if (Symbol.asyncDispose in part) await part[Symbol.asyncDispose]()
        else part[Symbol.dispose]()
      } catch (error) {
        onProblem(error)
      }
    }
  }
  const late = () => new Promise<void>((resolve) => setTimeout(resolve, deadlineMs).unref())

  return {
    add: (part) => void parts.push(part),
    close: () => {
      closing ??= Promise.race([closeAll(), late()])
      return closing
    },
  }
}
