import { z } from 'zod'
import type { KeytarAnswer, KeytarRequest } from './keytar-messages.ts'

/** A running `keytar-child`, however the host started it. */
export type KeytarChild = {
  readonly send: (request: KeytarRequest) => void
  readonly onAnswer: (listener: (answer: unknown) => void) => void
  /** Called once when the process has ended or could not be started. */
  readonly onExit: (listener: () => void) => void
  /** Ends it at once, also while a call of keytar hangs (SIGKILL). */
  readonly kill: () => void
}

/** Starts one. In plain Node `forkKeytarChild`, in Electron a utility process. May throw. */
export type LaunchKeytarChild = () => KeytarChild

type WithoutId<T> = T extends unknown ? Omit<T, 'id'> : never
export type KeytarCall = WithoutId<KeytarRequest>

export type KeytarOutcome =
  | { readonly kind: 'answered'; readonly value: string | null }
  | { readonly kind: 'refused'; readonly message: string }
  /** The deadline passed; the process was killed. */
  | { readonly kind: 'timeout' }

export type KeytarProcess = {
  /** Starts the process where none runs. Ends at the latest when the signal is aborted, and never rejects. */
  readonly ask: (call: KeytarCall, deadline: AbortSignal) => Promise<KeytarOutcome>
  /** Kills the process and waits for its end (1 s at most). */
  readonly [Symbol.asyncDispose]: () => Promise<void>
}

const answerSchema = z.union([
  z.object({ id: z.number(), ok: z.literal(true), value: z.string().nullable() }),
  z.object({ id: z.number(), ok: z.literal(false), message: z.string() }),
]) satisfies z.ZodType<KeytarAnswer>

const ended: KeytarOutcome = { kind: 'refused', message: 'the process that speaks to the keychain ended' }
const exitDeadlineMs = 1000

/**
 * The process that holds keytar, started when it is needed, killed when a call passes its deadline, and let go after `idleMs` without calls:
 * the keychain is asked a few times a day.
 */
export function keytarProcess(launch: LaunchKeytarChild, idleMs: number): KeytarProcess {
  let running: Running | null = null
  let lastId = 0
  let disposed = false

  return {
    ask: async (call, deadline) => {
      if (disposed) return ended
      if (deadline.aborted) return { kind: 'timeout' }
      try {
        if (running === null || running.isGone()) running = runChild(launch())
      } catch (error) {
        return { kind: 'refused', message: (error as Error).message }
      }
      const mine = running
      lastId += 1
      const abort = () => mine.stop({ kind: 'timeout' })
      deadline.addEventListener('abort', abort, { once: true })
      try {
        return await mine.ask({ ...call, id: lastId }, idleMs)
      } finally {
        deadline.removeEventListener('abort', abort)
      }
    },
    [Symbol.asyncDispose]: async () => {
      disposed = true
      const last = running
      last?.stop(ended)
      await last?.exited()
    },
  }
}

type Running = {
  /** It ended or was told to: a further call needs another. */
  readonly isGone: () => boolean
  readonly ask: (request: KeytarRequest, idleMs: number) => Promise<KeytarOutcome>
  /** Kills it; all calls under way end with this outcome. */
  readonly stop: (outcome: KeytarOutcome) => void
  readonly exited: () => Promise<void>
}

function runChild(child: KeytarChild): Running {
  const waiting = new Map<number, (outcome: KeytarOutcome) => void>()
  let idle: NodeJS.Timeout | undefined
  let gone = false
  let markExit = () => {}
  const exit = new Promise<void>((resolve) => {
    markExit = resolve
  })
  const settleAll = (outcome: KeytarOutcome) => {
    gone = true
    clearTimeout(idle)
    for (const settle of waiting.values()) settle(outcome)
    waiting.clear()
  }
  const stop = (outcome: KeytarOutcome) => {
    if (gone) return
    settleAll(outcome)
    child.kill()
  }
  child.onExit(() => {
    settleAll(ended)
    markExit()
  })
  child.onAnswer((message) => {
    const { data } = answerSchema.safeParse(message)
    const settle = data && waiting.get(data.id)
    if (!settle) return
    waiting.delete(data.id)
    settle(data.ok ? { kind: 'answered', value: data.value } : { kind: 'refused', message: data.message })
  })
  return {
    isGone: () => gone,
    ask: async (request, idleMs) => {
      clearTimeout(idle)
      const outcome = await new Promise<KeytarOutcome>((resolve) => {
        if (gone) return resolve(ended)
        waiting.set(request.id, resolve)
        child.send(request)
      })
      if (waiting.size === 0 && !gone) idle = setTimeout(() => stop(ended), idleMs).unref()
      return outcome
    },
    stop,
    exited: async () => {
      const deadline = setTimeout(markExit, exitDeadlineMs)
      await exit
      clearTimeout(deadline)
    },
  }
}
