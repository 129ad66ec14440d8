import { createServer } from 'node:net'
import { expect, test } from 'vitest'
import { err, ok } from '#shared/result'
import { probeIngest } from '../../../electron/pipeline/sender/probe-ingest.ts'

test('tells an ingest that answers from a port where nobody listens, and says nothing to it', async () => {
  let heard = 0
  const server = createServer((socket) => socket.on('data', (bytes) => (heard += bytes.length)))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const url = `rtmp://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/live`
  expect(await probeIngest(url)).toEqual(ok(undefined))
  await new Promise((resolve) => server.close(resolve))
  expect(heard).toBe(0)
  expect(await probeIngest(url)).toMatchObject({ ok: false, failure: { code: 'ingest-unreachable' } })
})

test('an address that is no ingest is refused without asking anybody', async () => {
  expect(await probeIngest('https://example.invalid/live')).toMatchObject(err({ code: 'sender-failed' }))
})
