import { failure } from '#shared/failure'
import { assertNever, err, type Result } from '#shared/result'
import type { PipelineEvent } from './port.ts'
import type { Sender, SenderState } from './sender/sender.ts'

export type SenderEvent = Extract<PipelineEvent, { type: 'sender' }>

export type SenderDriver = {
  readonly start: (create: () => Sender, signal?: AbortSignal) => Promise<Result<void>>
  readonly stop: () => Promise<void>
  /** The attempt that is under way, or null. */
  readonly current: () => Sender | null
  /** Frames that the queues of this and earlier attempts skipped. */
  readonly skippedFrames: () => number
}

/** Runs one attempt to publish at a time: another one waits until the last has ended. */
export const createSenderDriver = (onEvent: (event: SenderEvent) => void): SenderDriver => {
  let current: Sender | null = null
  let skippedBefore = 0
  let stops = 0
  let last: Promise<unknown> = Promise.resolve()

  const enqueue = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = last.then(work)
    last = turn.catch(() => {})
    return turn
  }

  const skippedBy = (sender: Sender) => sender.stats().feed?.droppedFrames ?? 0

  const forget = (sender: Sender) => {
    if (current !== sender) return
    skippedBefore += skippedBy(sender)
    current = null
  }

  const end = async () => {
    const sender = current
    if (sender === null) return
    await sender.stop()
    forget(sender)
  }

  const tell = (sender: Sender, state: SenderState) => {
    if (current !== sender) return
    switch (state.state) {
      case 'connecting':
      case 'publishing':
      case 'stalled':
        return onEvent({ type: 'sender', state: state.state })
      case 'lost':
        forget(sender)
        return onEvent({ type: 'sender', ...state })
      case 'stopped':
        return onEvent({ type: 'sender', state: 'off' })
      default:
        assertNever(state)
    }
  }

  const begin = async (create: () => Sender, stopsBefore: number, signal: AbortSignal | undefined): Promise<Result<void>> => {
    await end()
    if (signal?.aborted || stops !== stopsBefore) return err(failure('sender-failed', { detail: 'stopped before it began' }))
    const sender = create()
    current = sender
    onEvent({ type: 'sender', state: 'connecting' })
    sender.onState((state) => tell(sender, state))
    return sender.started
  }

  return {
    start: async (create, signal) => {
      const stopsBefore = stops
      const abort = () => void current?.stop()
      const started = enqueue(() => {
        // from here on `current` is what this call began
        signal?.addEventListener('abort', abort, { once: true })
        return begin(create, stopsBefore, signal)
      })
      try {
        return await started
      } finally {
        signal?.removeEventListener('abort', abort)
      }
    },
    stop: () => {
      stops += 1
      void current?.stop()
      return enqueue(end)
    },
    current: () => current,
    skippedFrames: () => skippedBefore + (current === null ? 0 : skippedBy(current)),
  }
}
