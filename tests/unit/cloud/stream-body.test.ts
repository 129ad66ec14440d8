import { Readable } from 'node:stream'
import { expect, it } from 'vitest'
import { streamBody } from '../../../electron/cloud/media/stream-body.ts'
import { manualTime } from './manual-time.ts'

it('breaks for its reader when the body broke before anybody read', async () => {
  const body = new Readable({ read: () => {} })
  const stream = streamBody(body, manualTime().timers, 1_000)
  body.destroy(new Error('gone'))
  await new Promise((resolve) => setImmediate(resolve))
  await expect(stream.getReader().read()).rejects.toThrow('gone')
})

it('counts silence only while somebody wants to read', async () => {
  const time = manualTime()
  const body = new Readable({ read: () => {} })
  const reader = streamBody(body, time.timers, 1_000).getReader()
  await time.pass(5_000)
  body.push('late')
  expect(Buffer.from((await reader.read()).value ?? []).toString()).toBe('late')
  await time.pass(5_000)
  const next = reader.read()
  const broken = expect(next).rejects.toThrow('silent')
  await time.pass(1_000)
  await broken
  expect(time.pending()).toBe(0)
})
