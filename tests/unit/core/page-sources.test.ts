import { expect, test } from 'vitest'
import type { PageOffer } from '#shared/contract'
import { startConnected } from '../../fakes/start-core.ts'

const id = 'page:a1-camera'
const camera: PageOffer = { id, label: 'Camera of a page', picture: { width: 1280, height: 720, of: 'camera' }, sound: true }
const piece = () => new Uint8Array([1, 2, 3])

async function withPage() {
  const on = await startConnected()
  const has = (list: readonly { readonly id: string }[]) => list.some((source) => source.id === id)
  const lists = () => {
    const { sources, cameras, microphones } = on.snapshot().program
    return [has(sources), has(cameras), has(microphones)]
  }
  return { ...on, visit: on.core.enter(), lists }
}

test('what a page offers can be chosen until the page leaves', async () => {
  const { clock, core, visit, lists, pipeline } = await withPage()
  expect((await core.call('page.offer', camera, visit)).ok).toBe(true)
  expect([lists(), pipeline.pages]).toEqual([[true, true, true], [camera]])
  await core.call('page.offer', { ...camera, sound: false }, visit)
  expect(lists()).toEqual([true, true, false])
  visit[Symbol.dispose]()
  await clock.settle()
  expect([lists(), pipeline.pages]).toEqual([[false, false, false], []])
})

test('only what is wanted of the page that offered it reaches the pipeline', async () => {
  const { core, visit, pipeline } = await withPage()
  await core.call('page.offer', camera, visit)
  const stranger = core.enter()
  await visit.feed(id, piece())
  pipeline.wantPages([{ id, recording: 1 }])
  await stranger.feed(id, piece())
  expect([pipeline.fed, stranger.offered(id), visit.offered(id)]).toEqual([[], false, true])
  await visit.feed(id, piece())
  expect(pipeline.fed).toEqual([{ id, bytes: 3 }])
})

test('a page that comes again under its name takes over, and the one before takes nothing away as it leaves', async () => {
  const { clock, core, visit, lists, pipeline } = await withPage()
  await core.call('page.offer', camera, visit)
  const next = core.enter()
  await core.call('page.offer', camera, next)
  visit[Symbol.dispose]()
  await clock.settle()
  expect([lists(), pipeline.pages.length]).toEqual([[true, true, true], 1])
  pipeline.wantPages([{ id, recording: 1 }])
  await visit.feed(id, piece())
  expect(pipeline.fed).toEqual([])
})

test('a page that was chosen and left stays chosen, and is said to be gone', async () => {
  const { call, clock, core, visit, snapshot } = await withPage()
  await core.call('page.offer', camera, visit)
  expect((await call('program.setCamera', { sourceId: id })).ok).toBe(true)
  visit[Symbol.dispose]()
  await clock.settle()
  const { cameraId, open } = snapshot().program
  expect(cameraId).toBe(id)
  expect(open).toMatchObject([{ id, state: 'lost', failure: { code: 'device-gone' } }])
})

test('a page is no page without a connection', async () => {
  const { core } = await withPage()
  expect(await core.call('page.offer', camera)).toMatchObject({ ok: false, failure: { code: 'malformed-request' } })
})
