import { expect, test } from 'vitest'
import { ok } from '#shared/result'
import type { Core } from '../../../electron/core/port.ts'
import { silentLogger } from '../../../electron/logging/port.ts'
import { servePage } from '../../../electron/transport/serve-page.ts'

function pageOf(call: (command: string, input: unknown) => Promise<unknown> = async () => ok(null)) {
  const sent: unknown[] = []
  const refused: string[] = []
  const listeners = new Map<string, (value: unknown) => void>()
  const core: Core = {
    call: call as Core['call'],
    watch: (stream, listener) => {
      listeners.set(stream, listener as (value: unknown) => void)
      return () => listeners.delete(stream)
    },
    show: () => {},
    enter: () => ({ offer: () => {}, withdraw: () => {}, offered: () => false, feed: async () => {}, place: () => {}, [Symbol.dispose]: () => {} }),
    [Symbol.asyncDispose]: async () => {},
  }
  const server = servePage(
    core,
    { send: (data) => sent.push(typeof data === 'string' ? JSON.parse(data) : data), refuse: (reason) => refused.push(reason) },
    silentLogger,
  )
  return { sent, refused, listeners, server, say: (message: unknown) => server.receive(JSON.stringify(message)) }
}

const settled = () => new Promise((resolve) => setImmediate(resolve))

test('a well-formed call reaches the core with its parsed input', async () => {
  const calls: unknown[] = []
  const page = pageOf(async (command, input) => {
    calls.push([command, input])
    return ok({ roomId: '7' })
  })
  page.say({ type: 'call', id: 1, command: 'room.create', input: { title: '  Hello ' } })
  await settled()
  expect(calls).toEqual([['room.create', { title: 'Hello' }]])
  expect(page.sent).toEqual([{ type: 'result', id: 1, result: { ok: true, value: { roomId: '7' } } }])
})

test('malformed input is refused by field name and never by value', async () => {
  const page = pageOf()
  const secrets = { mode: 'operator', apiKey: 'k', apiSecret: 7 }
  const input = { connectionId: null, name: 'x', color: 'blue', environment: 'custom', apiBaseUrl: 'hunter2', secrets }
  page.say({ type: 'call', id: 1, command: 'connection.save', input })
  page.say({ type: 'call', id: 2, command: 'no.such', input: null })
  await settled()
  expect(page.sent).toEqual([
    {
      type: 'result',
      id: 1,
      result: { ok: false, failure: { code: 'malformed-request', params: { command: 'connection.save', fields: 'apiBaseUrl, secrets.apiSecret' } } },
    },
    { type: 'result', id: 2, result: { ok: false, failure: { code: 'unknown-command', params: { command: 'no.such' } } } },
  ])
})

test('names that every object has are not commands', async () => {
  const page = pageOf()
  page.say({ type: 'call', id: 1, command: 'constructor', input: null })
  await settled()
  expect(page.sent).toMatchObject([{ result: { failure: { code: 'unknown-command' } } }])
})

test('a bug arrives as a failure with a reference, not as silence', async () => {
  const page = pageOf(async () => {
    throw new Error('oops')
  })
  page.say({ type: 'call', id: 3, command: 'room.refresh', input: null })
  await settled()
  expect(page.sent).toMatchObject([{ id: 3, result: { ok: false, failure: { code: 'bug', detail: 'Error: oops' } } }])
})

test.each([['not json'], ['[]'], ['{"type":"call"}'], ['{"type":"ack","id":1,"sequence":-1}'], [null], [new Uint8Array(3)]])(
  '%j ends the connection',
  (data) => {
    const page = pageOf()
    page.server.receive(data)
    expect(page.refused).toEqual(['malformed message'])
  },
)

test('a watched binary stream travels raw behind its eight-byte header', () => {
  const page = pageOf()
  page.say({ type: 'watch', id: 258, stream: 'preview' })
  page.listeners.get('preview')?.(new Uint8Array([9, 8]))
  expect(page.sent).toEqual([new Uint8Array([0, 0, 1, 2, 0, 0, 0, 1, 9, 8])])
})

test('unwatching and leaving stop the listener', () => {
  const page = pageOf()
  page.say({ type: 'watch', id: 1, stream: 'levels' })
  page.say({ type: 'watch', id: 2, stream: 'telemetry' })
  page.say({ type: 'unwatch', id: 1 })
  expect([...page.listeners.keys()]).toEqual(['telemetry'])
  page.server[Symbol.dispose]()
  expect(page.listeners.size).toBe(0)
})

test('a page cannot open watches without end', () => {
  const page = pageOf()
  for (let id = 0; id < 17; id += 1) page.say({ type: 'watch', id, stream: 'levels' })
  expect(page.refused).toEqual(['too many watches'])
})
