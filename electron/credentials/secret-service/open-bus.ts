import { connect, type Socket } from 'node:net'
import { type BusValue, decodeMessage, encodeCall, type MethodCall, messageLength } from './bus-message.ts'

/** An answer of the bus that says no, by its D-Bus error name. */
export class BusRefusal extends Error {
  readonly errorName: string
  constructor(errorName: string, message: string) {
    super(`${errorName}: ${message}`)
    this.errorName = errorName
  }
}

export type Bus = {
  /** The values of the answer. Throws `BusRefusal` where the answer is an error, other errors where the connection ends first. */
  readonly call: (call: MethodCall) => Promise<readonly BusValue[]>
  readonly [Symbol.dispose]: () => void
}

type Waiting = { readonly resolve: (body: readonly BusValue[]) => void; readonly reject: (error: Error) => void }

/**
 * Connects to a message bus as this user. The signal's abortion ends the connection and everything that waits on it.
 * @param path of the bus's socket
 */
export async function openBus(path: string, uid: number, signal: AbortSignal): Promise<Bus> {
  const socket = connect({ path, signal })
  const waiting = new Map<number, Waiting>()
  let failed: Error | null = null
  const fail = (error: Error) => {
    failed ??= error
    for (const { reject } of waiting.values()) reject(failed)
    waiting.clear()
    socket.destroy()
  }
  socket.on('error', fail)
  socket.on('close', () => fail(new Error('the message bus closed the connection')))

  try {
    await authenticate(socket, uid)
  } catch (error) {
    fail(error as Error)
    throw failed ?? error
  }
  readMessages(socket, waiting, fail)
  let serial = 0
  const call = (method: MethodCall): Promise<readonly BusValue[]> =>
    new Promise((resolve, reject) => {
      if (failed !== null) return reject(failed)
      serial += 1
      waiting.set(serial, { resolve, reject })
      socket.write(encodeCall(method, serial))
    })
  const bus: Bus = { call, [Symbol.dispose]: () => fail(new Error('the connection to the message bus was closed')) }
  try {
    await call({ destination: busName, path: '/org/freedesktop/DBus', interface: busName, member: 'Hello', args: [] })
    return bus
  } catch (error) {
    bus[Symbol.dispose]()
    throw error
  }
}

const busName = 'org.freedesktop.DBus'

/** "Authentication Protocol", mechanism EXTERNAL: the socket proves who we are. */
function authenticate(socket: Socket, uid: number): Promise<void> {
  return new Promise((resolve, reject) => {
    let answer = ''
    const settle = (action: () => void) => {
      socket.removeListener('data', read)
      socket.removeListener('error', refuse)
      socket.removeListener('close', refuse)
      action()
    }
    const refuse = (error: unknown) => settle(() => reject(error instanceof Error ? error : new Error('the message bus closed the connection')))
    // The bus says nothing more before it has read BEGIN, so no byte of a message can be in here.
    const read = (chunk: Buffer) => {
      answer += chunk.toString('latin1')
      if (!answer.includes('\r\n')) return
      if (!answer.startsWith('OK ')) return refuse(new Error('the message bus refuses this user'))
      socket.write('BEGIN\r\n')
      settle(resolve)
    }
    socket.on('data', read)
    socket.once('error', refuse)
    socket.once('close', refuse)
    socket.write(`\0AUTH EXTERNAL ${Buffer.from(String(uid)).toString('hex')}\r\n`)
  })
}

function readMessages(socket: Socket, waiting: Map<number, Waiting>, fail: (error: Error) => void): void {
  let buffered = Buffer.alloc(0)
  socket.on('data', (chunk: Buffer) => {
    buffered = Buffer.concat([buffered, chunk])
    try {
      for (let length = messageLength(buffered); length !== null && buffered.length >= length; length = messageLength(buffered)) {
        const message = decodeMessage(buffered.subarray(0, length))
        buffered = buffered.subarray(length)
        if (message.kind === 'other') continue
        const caller = waiting.get(message.replyTo)
        waiting.delete(message.replyTo)
        if (message.kind === 'return') caller?.resolve(message.body)
        else caller?.reject(new BusRefusal(message.name, message.message))
      }
    } catch (error) {
      fail(error as Error)
    }
  })
}
