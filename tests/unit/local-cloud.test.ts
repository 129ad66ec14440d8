import { expect, test } from 'vitest'
import { failure } from '#shared/failure'
import { err, ok } from '#shared/result'
import { ownLocalCloud } from '../../electron/local-cloud.ts'
import { silentLogger } from '../../electron/logging/port.ts'
import { type FfmpegReport, noFfmpeg } from '../../electron/pipeline/port.ts'
import type { Sandbox } from '../../electron/sandbox/port.ts'

const usable: FfmpegReport = { ...noFfmpeg, path: '/opt/ffmpeg', version: '5.1', origin: 'system' }
const sandbox: Sandbox = {
  apiUrl: 'http://127.0.0.1:1',
  ingestUrl: 'rtmp://127.0.0.1:1/live',
  playUrl: 'http://127.0.0.1:1',
  apiKey: 'key',
  apiSecret: 'secret',
  appUserId: 'creator',
  memberId: '1',
  onExit: () => () => {},
  [Symbol.asyncDispose]: async () => {},
}

test.each([
  { ...usable, path: null, failure: failure('ffmpeg-missing') },
  { ...usable, failure: failure('ffmpeg-not-executable', { params: { path: '/opt/ffmpeg' } }) },
  { ...usable, failure: failure('ffmpeg-too-old') },
  { ...usable, failure: failure('ffmpeg-lacks') },
])('the local service does not start on $failure.code, and starts once that is mended', async (unusable) => {
  let ffmpeg: FfmpegReport = unusable
  const startedWith: unknown[] = []
  const local = ownLocalCloud({
    sandboxDir: '/nowhere',
    logger: silentLogger,
    locateFfmpeg: async () => ffmpeg,
    startSandbox: async ({ ffmpegPath, firstRoomTitle }) => {
      startedWith.push(ffmpegPath, firstRoomTitle)
      return ok(sandbox)
    },
  })
  expect(await local.start('First')).toEqual(err(unusable.failure))
  expect(startedWith).toEqual([])
  ffmpeg = usable
  expect(await local.start('First')).toEqual(ok(sandbox))
  expect(startedWith).toEqual(['/opt/ffmpeg', 'First'])
})
