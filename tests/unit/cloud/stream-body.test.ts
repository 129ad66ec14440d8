import { Readable } from 'node:stream'
import { expect, it } from 'vitest'
import { streamBody } from '../../../electron/cloud/media/stream-body.ts'
import { createManualClock } from '../../fakes/manual-clock.ts'

it('breaks for its reader when the body broke before anybody read', async () => {
  const body = new Readable({ read: () => {} })
  const stream = streamBody(body, createManualClock(), 1_000)
  body.destroy(new Error('gone'))
  await new Promise((resolve) => setImmediate(resolve))
  await expect(stream.getReader().read()).rejects.toThrow('gone')
})

it('counts silence only while somebody wants to read', async () => {
  const time = createManualClock()
  const body = new Readable({ read: () => {} })
  const reader = streamBody(body, time, 1_000).getReader()
  await time.advance(5_000)
  body.push('late')
  expect(Buffer.from((await reader.read()).value ?? []).toString()).toBe('late')
  await time.advance(5_000)
  const next = reader.read()
  const broken = expect(next).rejects.toThrow('silent')
  await time.advance(1_000)
  await broken
  expect(time.pending()).toBe(0)
})
