import type { CommandInput, CommandName, CommandOutput, DownMessage, StreamName, StreamValue, UpMessage } from '#shared/contract'
import { failure } from '#shared/failure'
import type { TallyBridge } from '#shared/ipc'
import { err, type Result } from '#shared/result'

/** `connecting`: never answered yet; `lost`: answered before and does not now. */
export type ConnectionState = 'connecting' | 'open' | 'lost'

/**
 * The page's only door to the core. Expected failures are values: a core that does not answer is `core-not-answering`.
 */
export type Bridge = {
  readonly call: <N extends CommandName>(command: N, input: CommandInput<N>) => Promise<Result<CommandOutput<N>>>
  /** The core sends the next value only after the listener's (promised) end, so a slow page is sent less, never more. */
  readonly watch: <N extends StreamName>(stream: N, listener: Listener<StreamValue<N>>) => () => void
  /** Sends bytes in pieces under a number of their own; what was not acknowledged when the connection is lost never is. */
  readonly upload: (source: string) => Upload
  readonly connectionState: () => ConnectionState
  readonly onConnectionState: (listener: () => void) => () => void
  readonly dispose: () => void
}

export type Upload = {
  /** At most `maxPieceBytes`. Answers once the core has taken it: true; or false, when it will not any more. */
  readonly send: (piece: Uint8Array) => Promise<boolean>
  /** What is still on its way is answered with false. */
  readonly end: () => void
}

type Listener<T> = (value: T) => void | Promise<void>

/** One attempt to reach the core. After `lost` nothing more is heard of it. */
export type OpenLink = (events: {
  readonly opened: () => void
  readonly received: (data: string | Uint8Array) => void
  readonly lost: () => void
}) => Link
export type Link = { readonly send: (data: string | Uint8Array) => void; readonly close: () => void }

/** Bytes before the value in a binary frame; the contract's number, repeated here so that zod stays out of the page. */
export const frameHeaderBytes = 8
/** The largest piece of an upload; the contract’s number too. */
export const maxPieceBytes = 256 * 1024
const openWithinMs = 5_000
const answerWithinMs = 60_000
const firstRetryMs = 250
const slowestRetryMs = 2_000

type Watch = { readonly stream: StreamName; readonly listener: Listener<unknown> }
type OpenUpload = { sequence: number; readonly waiting: Map<number, (taken: boolean) => void> }
type Call = { readonly settle: (result: Result<unknown>) => void; readonly deadline: unknown }

export type Timers = { readonly set: (run: () => void, ms: number) => unknown; readonly clear: (timer: unknown) => void }
const realTimers: Timers = { set: (run, ms) => setTimeout(run, ms), clear: (timer) => clearTimeout(timer as number) }

export function createBridge(openLink: OpenLink, timers: Timers = realTimers): Bridge {
  const watches = new Map<number, Watch>()
  const calls = new Map<number, Call>()
  const uploads = new Map<number, OpenUpload>()
  const observers = new Set<() => void>()
  let state: ConnectionState = 'connecting'
  let lastId = 0
  let retryMs = firstRetryMs
  let timer: unknown
  /** The link in use; a late event or a late acknowledgement of an older one is ignored by comparing with it. */
  let current: { link: Link | null } | null = null

  const become = (next: ConnectionState) => {
    if (state === next) return
    state = next
    for (const observer of [...observers]) observer()
  }
  const send = (message: UpMessage) => current?.link?.send(JSON.stringify(message))

  const connect = () => {
    const attempt: { link: Link | null } = { link: null }
    current = attempt
    timer = timers.set(() => lose(attempt), openWithinMs)
    attempt.link = openLink({
      opened: () => {
        if (current !== attempt) return
        timers.clear(timer)
        retryMs = firstRetryMs
        become('open')
        for (const [id, watch] of watches) send({ type: 'watch', id, stream: watch.stream })
      },
      received: (data) => {
        if (current === attempt) receive(attempt, data)
      },
      lost: () => lose(attempt),
    })
  }

  const lose = (attempt: { link: Link | null }) => {
    if (current !== attempt) return
    current = null
    timers.clear(timer)
    attempt.link?.close()
    for (const id of [...calls.keys()]) settle(id, notAnswering())
    for (const id of [...uploads.keys()]) closeUpload(id)
    if (state === 'open') become('lost')
    timer = timers.set(connect, retryMs)
    retryMs = Math.min(retryMs * 2, slowestRetryMs)
  }

  const settle = (id: number, result: Result<unknown>) => {
    const call = calls.get(id)
    if (call === undefined) return
    calls.delete(id)
    timers.clear(call.deadline)
    call.settle(result)
  }

  const taken = (id: number, upTo: number) => {
    const waiting = uploads.get(id)?.waiting
    for (const [sequence, settle] of waiting ?? []) {
      if (sequence > upTo) continue
      waiting?.delete(sequence)
      settle(true)
    }
  }

  const closeUpload = (id: number) => {
    const upload = uploads.get(id)
    uploads.delete(id)
    for (const settle of upload?.waiting.values() ?? []) settle(false)
  }

  const sendPiece = (id: number, piece: Uint8Array): Promise<boolean> => {
    const upload = uploads.get(id)
    if (upload === undefined) return Promise.resolve(false)
    upload.sequence += 1
    const frame = new Uint8Array(frameHeaderBytes + piece.byteLength)
    const header = new DataView(frame.buffer)
    header.setUint32(0, id)
    header.setUint32(4, upload.sequence)
    frame.set(piece, frameHeaderBytes)
    current?.link?.send(frame)
    return new Promise((resolve) => upload.waiting.set(upload.sequence, resolve))
  }

  const receive = (attempt: object, data: string | Uint8Array) => {
    if (typeof data !== 'string') {
      const header = new DataView(data.buffer, data.byteOffset)
      void deliver(attempt, header.getUint32(0), header.getUint32(4), data.subarray(frameHeaderBytes))
      return
    }
    const message = JSON.parse(data) as DownMessage
    if (message.type === 'result') settle(message.id, message.result)
    else if (message.type === 'taken') taken(message.id, message.sequence)
    else void deliver(attempt, message.id, message.sequence, message.value)
  }

  const deliver = async (attempt: object, id: number, sequence: number, value: unknown) => {
    try {
      await watches.get(id)?.listener(value)
    } catch (error) {
      reportError(error)
    }
    if (current === attempt && watches.has(id)) send({ type: 'ack', id, sequence })
  }

  connect()
  return {
    call: (command, input) =>
      new Promise((resolve) => {
        if (state !== 'open') return resolve(notAnswering())
        const id = ++lastId
        const deadline = timers.set(() => settle(id, notAnswering()), answerWithinMs)
        calls.set(id, { settle: (result) => resolve(result as Result<never>), deadline })
        send({ type: 'call', id, command, input })
      }),
    watch: (stream, listener) => {
      const id = ++lastId
      watches.set(id, { stream, listener: listener as Listener<unknown> })
      if (state === 'open') send({ type: 'watch', id, stream })
      return () => {
        if (watches.delete(id) && state === 'open') send({ type: 'unwatch', id })
      }
    },
    upload: (source) => {
      const id = ++lastId
      if (state === 'open') {
        uploads.set(id, { sequence: 0, waiting: new Map() })
        send({ type: 'upload', id, kind: 'page-media', source })
      }
      return {
        send: (piece) => sendPiece(id, piece),
        end: () => {
          if (uploads.has(id)) send({ type: 'end-upload', id })
          closeUpload(id)
        },
      }
    },
    connectionState: () => state,
    onConnectionState: (observer) => {
      observers.add(observer)
      return () => observers.delete(observer)
    },
    dispose: () => {
      const link = current?.link
      current = null
      timers.clear(timer)
      for (const id of [...calls.keys()]) settle(id, notAnswering())
      for (const id of [...uploads.keys()]) closeUpload(id)
      link?.close()
    },
  }
}

const notAnswering = () => err(failure('core-not-answering'))

/** The web host: a socket on the page's own host; the session cookie authenticates it. */
const overWebSocket: OpenLink = ({ opened, received, lost }) => {
  const socket = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/ws`)
  socket.binaryType = 'arraybuffer'
  socket.onopen = opened
  socket.onmessage = ({ data }) => received(typeof data === 'string' ? data : new Uint8Array(data))
  socket.onclose = lost
  return {
    send: (data) => socket.readyState === WebSocket.OPEN && socket.send(data as string | Uint8Array<ArrayBuffer>),
    close: () => socket.close(),
  }
}

/** The desktop app: what the preload exposes. It is there as long as the window is. */
const overPreload =
  (door: TallyBridge): OpenLink =>
  ({ opened, received }) => {
    const stop = door.onMessage(received)
    queueMicrotask(opened)
    return { send: door.send, close: stop }
  }

/** The bridge of the host that this page runs in. */
export function connectToCore(): Bridge {
  const door = (window as { readonly tally?: TallyBridge }).tally
  return createBridge(door === undefined ? overWebSocket : overPreload(door))
}
