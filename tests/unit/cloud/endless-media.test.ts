import { PassThrough } from 'node:stream'
import { expect, it } from 'vitest'
import { createMediaGateway } from '../../../electron/cloud/media-gateway.ts'
import { silentLogger } from '../../../electron/logging/port.ts'
import { createManualClock } from '../../fakes/manual-clock.ts'

const feed = 'https://play.example/live/41.flv'
const open = { allowPrivateHosts: false }

/** A service that answers with a stream that never ends by itself. */
function endlessService(header: (name: string) => string | undefined = () => undefined) {
  const bodies: PassThrough[] = []
  const time = createManualClock()
  const door = createMediaGateway({
    logger: silentLogger,
    timers: time,
    fetchHop: async () => {
      const body = new PassThrough({ highWaterMark: 16 })
      bodies.push(body)
      return { status: 200, header, body }
    },
  })
  const path = door.expose('return-feed', feed, open)
  return { door, time, bodies, play: () => door.respond(new Request(`http://127.0.0.1:1${path}`)) }
}

const readerOf = (response: Response) => {
  if (response.body === null) throw new Error('nothing to read')
  return response.body.getReader()
}
const textOf = ({ value }: { readonly value?: Uint8Array | undefined }) => Buffer.from(value ?? []).toString()

it('hands on what has come so far, and says what it is', async () => {
  const { bodies, play } = endlessService()
  const response = await play()
  expect([response.status, response.headers.get('content-type'), response.headers.get('content-length')]).toEqual([200, 'video/x-flv', null])
  const reader = readerOf(response)
  bodies[0]?.write('FLV')
  expect(textOf(await reader.read())).toBe('FLV')
  bodies[0]?.write('more')
  expect(textOf(await reader.read())).toBe('more')
})

it('holds nothing for a page that does not read', async () => {
  const { bodies, play, time } = endlessService()
  await play()
  let taken = 0
  while (bodies[0]?.write(Buffer.alloc(16))) taken += 1
  await time.advance(60_000)
  expect(taken).toBeLessThan(4)
  expect(bodies[0]?.writableNeedDrain).toBe(true)
})

it('ends in order when the exposure ends, and lets go of the service', async () => {
  const { door, bodies, play } = endlessService()
  const reader = readerOf(await play())
  bodies[0]?.write('FLV')
  await reader.read()
  const next = reader.read()
  door.expose('return-feed', null, open)
  expect(await next).toEqual({ done: true, value: undefined })
  expect(bodies[0]?.destroyed).toBe(true)
})

it('lets go of the service when the page stops reading', async () => {
  const { bodies, play } = endlessService()
  await readerOf(await play()).cancel()
  expect(bodies[0]?.destroyed).toBe(true)
})

it('breaks off when the service falls silent, so that the page tries again', async () => {
  const { bodies, play, time } = endlessService()
  const reader = readerOf(await play())
  bodies[0]?.write('FLV')
  await reader.read()
  const silent = expect(reader.read()).rejects.toThrow('silent')
  await time.advance(15_000)
  await silent
})

it('has room for four; a fifth ends the oldest', async () => {
  const { bodies, play } = endlessService()
  const oldest = readerOf(await play())
  for (let more = 0; more < 3; more++) await play()
  expect(bodies.map(({ destroyed }) => destroyed)).toEqual([false, false, false, false])
  await play()
  expect(bodies.map(({ destroyed }) => destroyed)).toEqual([true, false, false, false, false])
  expect((await oldest.read()).done).toBe(true)
})

it('counts only those that still run', async () => {
  const { bodies, play, time } = endlessService()
  for (let more = 0; more < 8; more++) {
    const reader = readerOf(await play())
    if (more > 2) await reader.cancel()
    await time.settle()
  }
  expect(bodies.slice(0, 3).map(({ destroyed }) => destroyed)).toEqual([false, false, false])
})

it('takes an answer of known length for a file: cut short, it is an error', async () => {
  const { door, bodies, play } = endlessService((name) => (name === 'content-length' ? '1000' : undefined))
  const reader = readerOf(await play())
  bodies[0]?.write('FLV')
  await reader.read()
  const next = expect(reader.read()).rejects.toThrow()
  bodies[0]?.destroy(new Error('aborted'))
  door.expose('return-feed', null, open)
  await next
})
