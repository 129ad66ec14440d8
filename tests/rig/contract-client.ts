import { WebSocket } from 'ws'
import type { CommandInput, CommandName, CommandOutput, DownMessage, StreamName, StreamValue, UpMessage } from '#shared/contract'
import type { Result } from '#shared/result'

/** Exchanges a one-time address for the session's cookie, as a browser does. */
export async function openDoor(url: string): Promise<{ readonly origin: string; readonly cookie: string }> {
  const response = await fetch(url)
  await response.arrayBuffer()
  const cookie = response.headers.get('set-cookie')?.split(';')[0]
  if (response.status !== 200 || cookie === undefined) throw new Error(`the address was refused: ${response.status}`)
  return { origin: new URL(url).origin, cookie }
}

/** A page without a browser: the smallest client of the contract, for what only the wire can show. */
export type ContractClient = {
  readonly call: <N extends CommandName>(command: N, input: CommandInput<N>) => Promise<Result<CommandOutput<N>>>
  /** Every value of a stream that arrives from now on. */
  readonly watch: <N extends StreamName>(stream: N, listener: (value: StreamValue<N>) => void) => void
  /** The newest value of a stream that satisfies the wish; watches the stream from the first call on. */
  readonly waitFor: <N extends StreamName>(stream: N, wish: (value: StreamValue<N>) => boolean, timeoutMs: number) => Promise<StreamValue<N>>
  /** Every text message and every binary size that arrived. */
  readonly received: readonly string[]
  readonly socket: WebSocket
  readonly close: () => void
}

const binaryHeaderBytes = 8

export async function connectPage(url: string): Promise<ContractClient> {
  const { origin, cookie } = await openDoor(url)
  return connectWithCookie(origin, cookie)
}

export async function connectWithCookie(origin: string, cookie: string): Promise<ContractClient> {
  const socket = new WebSocket(`${origin.replace(/^http/, 'ws')}/ws`, { headers: { cookie, origin }, perMessageDeflate: false })
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('error', reject)
    socket.once('unexpected-response', (_request, response) => reject(new Error(`refused: ${response.statusCode}`)))
  })
  let nextId = 1
  const received: string[] = []
  const calls = new Map<number, (result: Result<unknown>) => void>()
  const watches = new Map<string, { readonly id: number; last: unknown; readonly listeners: Set<() => void> }>()
  const send = (message: UpMessage) => socket.send(JSON.stringify(message))

  const take = (id: number, sequence: number, value: unknown) => {
    const watch = [...watches.values()].find((candidate) => candidate.id === id)
    if (!watch) return
    watch.last = value
    for (const listener of [...watch.listeners]) listener()
    send({ type: 'ack', id, sequence })
  }

  const watchOf = (stream: StreamName) => {
    const known = watches.get(stream)
    if (known) return known
    const watch = { id: nextId++, last: undefined, listeners: new Set<() => void>() }
    watches.set(stream, watch)
    send({ type: 'watch', id: watch.id, stream })
    return watch
  }

  socket.on('message', (data: Buffer, isBinary) => {
    if (isBinary) return take(data.readUInt32BE(0), data.readUInt32BE(4), new Uint8Array(data.subarray(binaryHeaderBytes)))
    const text = data.toString()
    received.push(text)
    const message = JSON.parse(text) as DownMessage
    if (message.type === 'result') calls.get(message.id)?.(message.result)
    else if (message.type === 'next') take(message.id, message.sequence, message.value)
  })

  return {
    call: (command, input) =>
      new Promise((resolve, reject) => {
        const id = nextId++
        const timer = setTimeout(() => reject(new Error(`${command}: no answer within 30 s`)), 30_000)
        calls.set(id, (result) => {
          clearTimeout(timer)
          calls.delete(id)
          resolve(result as never)
        })
        send({ type: 'call', id, command, input })
      }),
    watch: (stream, listener) => {
      const watched = watchOf(stream)
      watched.listeners.add(() => listener(watched.last as never))
    },
    waitFor: (stream, wish, timeoutMs) => {
      const watched = watchOf(stream)
      return new Promise((resolve, reject) => {
        const finish = () => {
          clearTimeout(timer)
          watched.listeners.delete(look)
        }
        const look = () => {
          if (watched.last === undefined || !wish(watched.last as never)) return
          finish()
          resolve(watched.last as never)
        }
        const timer = setTimeout(() => {
          finish()
          const last = JSON.stringify(watched.last)?.slice(0, 3000)
          reject(new Error(`${stream}: not within ${timeoutMs} ms; last value ${last}`))
        }, timeoutMs)
        watched.listeners.add(look)
        look()
      })
    },
    received,
    socket,
    close: () => socket.terminate(),
  }
}
