import type { CommandName, DownMessage, StreamName } from '#shared/contract'
import { binaryHeaderBytes, commands, streams, upMessageSchema } from '#shared/contract'
import { type Failure, failure } from '#shared/failure'
import { err, type Result } from '#shared/result'
import { type Clock, systemClock } from '../clock.ts'
import type { Core } from '../core/port.ts'
import type { Logger } from '../logging/port.ts'
import { systemTimers, type Timers } from '../timers.ts'
import { type ConflatedStream, conflate } from './conflated-stream.ts'
import { receiveUploads } from './page-uploads.ts'

/** One page's end of a transport: a WebSocket, or the main frame of our own window. */
export type PageChannel = {
  readonly send: (data: string | Uint8Array) => void
  /** Ends the connection because the page broke the rules. */
  readonly refuse: (reason: string) => void
}

export type PageServer = {
  /** Takes one message of the page: JSON text, or a piece of an upload as bytes, which are copied. */
  readonly receive: (data: unknown) => void
  readonly [Symbol.dispose]: () => void
}

const maxWatches = 16
const maxCallsUnderWay = 32

export type PageTime = Pick<Clock, 'monotonicMs'> & Timers

/** Serves the contract to one page. Every message is parsed here, at the door; what does not fit never reaches the core. */
export function servePage(core: Core, channel: PageChannel, logger: Logger, time: PageTime = { ...systemClock, ...systemTimers }): PageServer {
  const visit = core.enter()
  const watches = new Map<number, { readonly stream: ConflatedStream; readonly stop: () => void }>()
  let callsUnderWay = 0
  let open = true

  const sendJson = (message: DownMessage) => {
    if (open) channel.send(JSON.stringify(message))
  }

  const uploads = receiveUploads({
    take: visit.feed,
    acknowledge: (id, sequence) => sendJson({ type: 'taken', id, sequence }),
    refuse: channel.refuse,
    ...time,
  })

  const answer = (id: number, result: Result<unknown>) => sendJson({ type: 'result', id, result })

  const call = async (id: number, name: string, rawInput: unknown) => {
    if (!isCommand(name)) return answer(id, err(failure('unknown-command', { params: { command: name } })))
    const input = commands[name].input.safeParse(rawInput)
    if (!input.success) return answer(id, err(malformed(name, input.error.issues)))
    if (callsUnderWay >= maxCallsUnderWay) return channel.refuse('too many calls at once')
    callsUnderWay += 1
    try {
      answer(id, await core.call(name, input.data as never, visit))
    } catch (error) {
      answer(id, err(reportBug(logger, name, error)))
    } finally {
      callsUnderWay -= 1
    }
  }

  const watch = (id: number, name: string) => {
    if (!isStream(name)) return channel.refuse('unknown stream')
    if (watches.has(id) || watches.size >= maxWatches) return channel.refuse('too many watches')
    const stream = conflate((sequence, value) => {
      if (!open) return
      if (value instanceof Uint8Array) channel.send(binaryFrame(id, sequence, value))
      else sendJson({ type: 'next', id, sequence, value })
    })
    watches.set(id, { stream, stop: core.watch(name, stream.offer) })
  }

  return {
    receive: (data) => {
      if (!open) return
      if (data instanceof Uint8Array) return uploads.receive(data)
      const message = upMessageSchema.safeParse(parseJson(data))
      if (!message.success) return channel.refuse('malformed message')
      const up = message.data
      switch (up.type) {
        case 'call':
          void call(up.id, up.command, up.input)
          return
        case 'watch':
          return watch(up.id, up.stream)
        case 'unwatch':
          watches.get(up.id)?.stop()
          watches.delete(up.id)
          return
        case 'ack':
          watches.get(up.id)?.stream.acknowledge(up.sequence)
          return
        case 'upload':
          return visit.offered(up.source) ? uploads.begin(up.id, up.source) : channel.refuse('an upload that nobody offered')
        case 'end-upload':
          return uploads.end(up.id)
      }
    },
    [Symbol.dispose]: () => {
      open = false
      for (const { stop } of watches.values()) stop()
      watches.clear()
      uploads[Symbol.dispose]()
      visit[Symbol.dispose]()
    },
  }
}

const isCommand = (name: string): name is CommandName => Object.hasOwn(commands, name)
const isStream = (name: string): name is StreamName => Object.hasOwn(streams, name)

function parseJson(data: unknown): unknown {
  if (typeof data !== 'string') return undefined
  try {
    return JSON.parse(data)
  } catch {
    return undefined
  }
}

/** Names the fields that do not fit, never their values: one of them may be a secret. */
function malformed(command: string, issues: readonly { readonly path: readonly PropertyKey[] }[]): Failure {
  const fields = issues.map((issue) => issue.path.map(String).join('.') || 'input').join(', ')
  return failure('malformed-request', { params: { command, fields } })
}

function reportBug(logger: Logger, command: string, error: unknown): Failure {
  const reference = Math.random().toString(36).slice(2, 8)
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
  logger.error('a command failed by a bug', { command, reference, error: text })
  const firstLine = logger.redact(text.split('\n')[0] ?? '')
  return failure('bug', { params: { reference }, detail: firstLine })
}

function binaryFrame(id: number, sequence: number, value: Uint8Array): Uint8Array {
  const frame = new Uint8Array(binaryHeaderBytes + value.byteLength)
  const header = new DataView(frame.buffer)
  header.setUint32(0, id)
  header.setUint32(4, sequence)
  frame.set(value, binaryHeaderBytes)
  return frame
}
