import { expect, test } from 'vitest'
import type { PagePlace } from '#shared/contract'
import { startConnected } from '../../fakes/start-core.ts'

const place: PagePlace = { title: 'Off – Tally', x: 0, y: 0, width: 1280, height: 800 }

test('what pages say of their windows is known while they are there', async () => {
  const { core, pipeline } = await startConnected()
  const [one, other] = [core.enter(), core.enter()]
  await core.call('page.place', { place }, one)
  await core.call('page.place', { place: { ...place, x: 50 } }, other)
  expect(pipeline.ownWindows.pages).toEqual([place, { ...place, x: 50 }])
  await core.call('page.place', { place: null }, one)
  expect(pipeline.ownWindows.pages).toEqual([{ ...place, x: 50 }])
  other[Symbol.dispose]()
  expect(pipeline.ownWindows).toEqual({ pages: [], seenIn: [] })
})

test('a host tells in which pictures its own window is, beside what its page says', async () => {
  let tell = (_ids: readonly string[]) => {}
  const hostWindow = {
    onSeenIn: (listener: typeof tell) => {
      tell = listener
      return () => {}
    },
  }
  const { core, pipeline } = await startConnected({ deps: { hostWindow } })
  tell(['screen:0'])
  await core.call('page.place', { place }, core.enter())
  expect(pipeline.ownWindows).toEqual({ pages: [place], seenIn: ['screen:0'] })
})
