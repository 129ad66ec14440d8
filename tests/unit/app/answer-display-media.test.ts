import { expect, test } from 'vitest'
import { answerDisplayMedia } from '../../../electron/app/answer-display-media.ts'

const screen = { id: 'screen:1:0' }

async function answer(
  platform: NodeJS.Platform,
  request: { readonly origin?: string; readonly audio?: boolean },
  sources: object[] | Error = [screen],
) {
  const asked: object[] = []
  const capturer = {
    getSources: async (options: object) => {
      asked.push(options)
      if (sources instanceof Error) throw sources
      return sources
    },
  }
  const { origin = 'app://tally/', audio = false } = request
  const streams = await new Promise((resolve) => {
    const wish = { frame: null, securityOrigin: origin, videoRequested: true, audioRequested: audio, userGesture: true }
    answerDisplayMedia(capturer as never, platform)(wish, resolve)
  })
  return { streams, asked }
}

test('Wayland’s portal is asked once for screens and windows together, without pictures of them', async () => {
  expect(await answer('linux', { audio: true })).toEqual({
    streams: { video: screen },
    asked: [{ types: ['screen', 'window'], thumbnailSize: { width: 0, height: 0 } }],
  })
})

test('the computer’s sound comes along on Windows where it is wanted, and nowhere else', async () => {
  expect((await answer('win32', { audio: true })).streams).toEqual({ video: screen, audio: 'loopback' })
  expect((await answer('win32', { audio: false })).streams).toEqual({ video: screen })
  expect((await answer('darwin', { audio: true })).streams).toEqual({ video: screen })
})

test('who chose nothing, and who may not ask, gets nothing', async () => {
  expect((await answer('linux', {}, [])).streams).toBe(null)
  expect((await answer('linux', {}, new Error('cancelled'))).streams).toBe(null)
  expect(await answer('linux', { origin: 'https://elsewhere.invalid/' })).toEqual({ streams: null, asked: [] })
})
