import { afterEach, expect, test } from 'vitest'
import { silentLogger } from '../../../electron/logging/port.ts'
import { startSandbox } from '../../../electron/sandbox/start-sandbox.ts'
import { openStore } from '../../../electron/sandbox/state/store.ts'
import { makeTempDir } from '../../rig/temp-dir.ts'
import { until } from '../../rig/until.ts'
import { clientOf } from './sandbox-client.ts'
import { startTestPublisher, stopAllPublishers } from './test-publisher.ts'

afterEach(stopAllPublishers)

const neverSeeded = () => {
  throw new Error('the state is lost')
}

// Repeated: what is closed too late is a matter of a moment, and an error then is nobody's answer but the end of the process.
test.each([1, 2, 3, 4, 5])('is put away under a publisher and a request: the end of the one is on disk, and nothing of the other (%i)', async () => {
  const dir = await makeTempDir('put-away')
  const started = await startSandbox({ dataDir: dir.path, ffmpegPath: 'ffmpeg', apiPort: 0, rtmpPort: 0, httpPort: 0 })
  if (!started.ok) throw new Error(started.failure.detail)
  const client = clientOf(started.value)
  const { streamKey, streamKeyState } = (await client.key()) as { streamKey: string; streamKeyState: string }
  expect(streamKeyState).toBe('INACTIVE')
  startTestPublisher({ ingestUrl: started.value.ingestUrl, streamKey, dir: dir.path, size: '320x180' })
  await until('a publisher', async () => (await client.ingest()).publisher !== null)
  const roomId = await client.firstRoom()
  await client.setFaults({ apiDelayMs: 60_000 })
  const unanswered = client.call('PATCH', `/v2/apps/me/video-rooms/${roomId}`, { title: 'Changed while leaving' }).catch((error: Error) => error)
  await started.value[Symbol.asyncDispose]()
  const left = openStore(dir.path, neverSeeded, silentLogger)
  const { streamKeys, rooms } = left.read()
  expect([streamKeys.map((key) => key.streamKeyState), rooms.map(({ title }) => title)]).toEqual([['INACTIVE'], ['Rehearsal 1']])
  left[Symbol.dispose]()
  expect(await unanswered).toBeInstanceOf(Error)
  await dir.remove()
})
