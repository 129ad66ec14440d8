import { describe, expect, test } from 'vitest'
import type { PagePlace } from '#shared/contract'
import { type CanvasSize, halves } from '#shared/scenes'
import type { OwnWindows, PictureLayer } from '../../../../electron/pipeline/port.ts'
import type { XStackedWindow } from '../../../../electron/pipeline/source/read-x-stack.ts'
import { capturedScreens } from '../../../../electron/pipeline/watch/captured-screens.ts'
import { type CapturedPart, showsOwnPage } from '../../../../electron/pipeline/watch/judge-mirror.ts'
import { watchOwnWindows } from '../../../../electron/pipeline/watch/watch-own-windows.ts'
import { createManualClock } from '../../../fakes/manual-clock.ts'

const page: PagePlace = { title: 'LIVE 0:09 – Tally', x: 100, y: 50, width: 1000, height: 600 }
const own: XStackedWindow = { id: 7, screen: 0, title: 'LIVE 0:10 – Tally - Chromium', x: 100, y: 60, width: 1000, height: 590 }
const notes: XStackedWindow = { id: 8, screen: 0, title: 'Notes', x: 0, y: 0, width: 1280, height: 720 }
const wall: CapturedPart = { kind: 'area', screen: 0, rect: { x: 0, y: 0, width: 1280, height: 720 } }

describe('a page is in the picture', () => {
  test.each<[string, readonly CapturedPart[], readonly XStackedWindow[], PagePlace]>([
    ['of the screen that it is on', [wall], [notes, own], page],
    ['as the window that is shown', [{ kind: 'window', windowId: 7 }], [own, notes], page],
    ['as an app of its own, by its title alone', [wall], [{ ...own, title: 'LIVE 1:00 – Tally' }], page],
    ['in a browser that tells of its other tabs', [wall], [{ ...own, title: `${page.title} and 2 more pages - Edge` }], page],
    ['behind a window that leaves a part of it', [wall], [own, { ...notes, width: 1000 }], page],
    ['half beyond the edge', [wall], [{ ...own, x: 800 }], { ...page, x: 800 }],
    [
      'on a screen of twice as many pixels',
      [{ ...wall, rect: { x: 0, y: 0, width: 2560, height: 1440 } }],
      [{ ...own, x: 200, y: 110, width: 2000, height: 1190 }],
      page,
    ],
    ['in one of the parts', [{ ...wall, screen: 1 }, wall], [own], page],
  ])('%s', (_how, parts, stack, place) => {
    expect(showsOwnPage(parts, stack, [place])).toBe(true)
  })
})

describe('a page is not in the picture', () => {
  test.each<[string, readonly CapturedPart[], readonly XStackedWindow[], PagePlace]>([
    ['on a screen without such a window: a browser without one, or one of another computer', [wall], [notes], page],
    ['of a window that only has its title', [wall], [{ ...own, x: 0, y: 0, width: 300, height: 700 }], page],
    ['of a window that only lies where it does', [wall], [{ ...own, title: 'How LIVE 0:10 – Tally works' }], page],
    ['without a title', [wall], [{ ...own, title: '' }], { ...page, title: '' }],
    ['that another window covers', [wall], [own, notes], page],
    ['that two windows cover together', [wall], [own, { ...notes, width: 600 }, { ...notes, id: 9, x: 600 }], page],
    ['of another monitor', [{ ...wall, rect: { ...wall.rect, x: 1280 } }], [own], page],
    ['of another X screen', [{ ...wall, screen: 1 }], [own], page],
    ['with a few pixels of it at the edge', [wall], [{ ...own, x: 1270 }], { ...page, x: 1270 }],
    ['of another window', [{ kind: 'window', windowId: 8 }], [own, notes], page],
    ['of no screen', [], [own], page],
  ])('%s', (_how, parts, stack, place) => {
    expect(showsOwnPage(parts, stack, [place])).toBe(false)
  })

  test('where no page is', () => {
    expect(showsOwnPage([wall], [own], [])).toBe(false)
  })
})

describe('what is captured', () => {
  const canvas: CanvasSize = { width: 720, height: 1280 }
  const screen = { kind: 'x11grab', display: ':3.1', x: 1920, y: 40, width: 1280, height: 720 } as const
  const layer = (id: string, more: Partial<PictureLayer> = {}): PictureLayer => ({
    source: { kind: id.startsWith('window:') ? 'window' : 'screen', id },
    place: 'whole',
    fit: 'fit',
    ...more,
  })

  test('is a monitor where it lies on its X screen', () => {
    expect(capturedScreens([layer('screen:HDMI-1')], canvas, () => screen)).toEqual({
      ids: ['screen:HDMI-1'],
      parts: [{ kind: 'area', screen: 1, rect: { x: 1920, y: 40, width: 1280, height: 720 } }],
    })
  })

  test('is no more than what is left of it where it is cut to its place', () => {
    const [upper] = halves(canvas)
    const [part] = capturedScreens([layer('screen:HDMI-1', { place: 'first-half', fit: 'fill' })], canvas, () => screen).parts
    const width = (upper.width / upper.height) * 720
    expect(part).toEqual({ kind: 'area', screen: 1, rect: { x: 1920 + (1280 - width) / 2, y: 40, width, height: 720 } })
  })

  test('is a window by its number, and nothing where it is not known', () => {
    const window = { kind: 'x11-window', display: ':3.0', windowId: 7, x: 0, y: 0, width: 10, height: 10 } as const
    expect(capturedScreens([layer('window:7')], canvas, () => window).parts).toEqual([{ kind: 'window', windowId: 7 }])
    expect(capturedScreens([layer('window:7')], canvas, () => null)).toEqual({ ids: ['window:7'], parts: [] })
    expect(capturedScreens([layer('screen:x11-only:0')], canvas, () => screen).parts).toEqual([])
    expect(capturedScreens([layer('screen:0')], canvas, () => ({ kind: 'gdigrab' })).parts).toEqual([])
  })

  test('is no camera, image or page', () => {
    const camera: PictureLayer = { source: { kind: 'camera', id: 'camera:1' }, place: 'whole', fit: 'fit' }
    expect(capturedScreens([camera], canvas, () => screen)).toEqual({ ids: [], parts: [] })
  })
})

describe('the watch for our own windows', () => {
  const start = () => {
    const clock = createManualClock()
    const told: boolean[] = []
    const world = { stack: [own] as readonly XStackedWindow[] | null, looks: 0 }
    const readStack = async () => {
      world.looks += 1
      return world.stack
    }
    const watch = watchOwnWindows({ timers: clock, monotonicMs: clock.monotonicMs, readStack, onSeen: (seen) => told.push(seen) })
    const set = (more: Partial<OwnWindows>) => watch.setOwn({ pages: [], seenIn: [], ...more })
    return { clock, told, world, watch, set }
  }
  const captured = { ids: ['screen:0'], parts: [wall] }

  test('tells when one comes and when it goes, and a moment of doubt is no news', async () => {
    const { clock, told, world, watch, set } = start()
    watch.watch(captured)
    set({ pages: [page] })
    await clock.advance(10)
    expect(told).toEqual([true])
    world.stack = [{ ...own, x: 400 }]
    await clock.advance(1500)
    set({ pages: [{ ...page, x: 400 }] })
    await clock.advance(5000)
    expect(told).toEqual([true])
    world.stack = [own, notes]
    await clock.advance(1900)
    expect(told).toEqual([true])
    await clock.advance(2000)
    expect(told).toEqual([true, false])
  })

  test('is over at once with the page, and with the picture', async () => {
    const { clock, told, watch, set } = start()
    watch.watch(captured)
    set({ pages: [page] })
    await clock.advance(10)
    set({})
    expect(told).toEqual([true, false])
    set({ pages: [page] })
    await clock.advance(10)
    watch.watch({ ids: [], parts: [] })
    expect(told).toEqual([true, false, true, false])
  })

  test('asks for no windows while there is nothing to be found', async () => {
    const { clock, world, watch, set } = start()
    set({ pages: [page] })
    await clock.advance(5000)
    set({})
    watch.watch(captured)
    await clock.advance(5000)
    expect(world.looks).toBe(0)
  })

  test('finds nothing where nobody can tell', async () => {
    const { clock, told, world, watch, set } = start()
    world.stack = null
    watch.watch(captured)
    set({ pages: [page] })
    await clock.advance(5000)
    expect(told).toEqual([])
  })

  test('believes a host that knows in which pictures its window is', () => {
    const { told, watch, set } = start()
    watch.watch({ ids: ['screen:0'], parts: [] })
    set({ seenIn: ['screen:1'] })
    expect(told).toEqual([])
    set({ seenIn: ['screen:1', 'screen:0'] })
    watch.watch({ ids: ['window:3'], parts: [] })
    expect(told).toEqual([true, false])
  })
})
