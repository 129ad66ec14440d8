import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { WebSocket } from 'ws'
import type { CommandInput, CommandName, CommandOutput, DownMessage, StreamName, StreamValue, UpMessage } from '#shared/contract'
import type { TallyBridge } from '#shared/ipc'
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
  /** Every text message that arrived. */
  readonly received: readonly string[]
  readonly close: () => void
}
export type SocketClient = ContractClient & { readonly socket: WebSocket }

/** What carries the messages of one client. */
type Wire = { readonly firstId: number; readonly send: (text: string) => void; readonly close: () => void }

const binaryHeaderBytes = 8

export async function connectPage(url: string): Promise<SocketClient> {
  const { origin, cookie } = await openDoor(url)
  return connectWithCookie(origin, cookie)
}

export async function connectWithCookie(origin: string, cookie: string): Promise<SocketClient> {
  const socket = new WebSocket(`${origin.replace(/^http/, 'ws')}/ws`, { headers: { cookie, origin }, perMessageDeflate: false })
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('error', reject)
    socket.once('unexpected-response', (_request, response) => reject(new Error(`refused: ${response.statusCode}`)))
  })
  const { client, hear } = createClient({ firstId: 1, send: (text) => socket.send(text), close: () => socket.terminate() })
  socket.on('message', (data: Buffer, isBinary) => {
    hear(isBinary ? data : data.toString())
  })
  return { ...client, socket }
}

/** Ids to which no page comes by itself. */
const idsBeside = 1_000_000

/** A silent client through the bridge of a desktop window, beside the page that is shown there. It hears texts alone. */
export async function connectThroughBridge(page: Page): Promise<ContractClient> {
  const { client, hear } = createClient({
    firstId: idsBeside,
    send: (text) => void page.evaluate((message) => (window as unknown as BridgedWindow).tally.send(message), text).catch(() => {}),
    close: () => {},
  })
  await hearBridge(page, hear)
  return client
}

type BridgedWindow = { readonly tally: TallyBridge }

/** From now on every text that the core tells this desktop window. */
export async function hearBridge(page: Page, hear: (text: string) => void): Promise<void> {
  const name = `heard${randomUUID().replaceAll('-', '')}`
  await page.exposeFunction(name, hear)
  await page.evaluate((told) => {
    const tell = (window as unknown as Record<string, (text: string) => void>)[told]
    ;(window as unknown as BridgedWindow).tally.onMessage((data) => {
      if (typeof data === 'string') tell?.(data)
    })
  }, name)
}

function createClient(wire: Wire): { readonly client: ContractClient; readonly hear: (data: string | Buffer) => void } {
  let nextId = wire.firstId
  const received: string[] = []
  const calls = new Map<number, (result: Result<unknown>) => void>()
  const watches = new Map<string, { readonly id: number; last: unknown; readonly listeners: Set<() => void> }>()
  const send = (message: UpMessage) => wire.send(JSON.stringify(message))

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

  const hear = (data: string | Buffer) => {
    if (typeof data !== 'string') return take(data.readUInt32BE(0), data.readUInt32BE(4), new Uint8Array(data.subarray(binaryHeaderBytes)))
    received.push(data)
    const message = JSON.parse(data) as DownMessage
    if (message.type === 'result') calls.get(message.id)?.(message.result)
    else if (message.type === 'next') take(message.id, message.sequence, message.value)
  }

  const client: ContractClient = {
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
    close: wire.close,
  }
  return { client, hear }
}
