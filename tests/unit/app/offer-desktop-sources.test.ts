import { expect, test } from 'vitest'
import { type DesktopOffer, desktopOffers } from '../../../electron/app/desktop-offers.ts'
import { type Capture, offerDesktopSources } from '../../../electron/app/offer-desktop-sources.ts'

const [offer] = desktopOffers({ platform: 'win32', env: {}, release: '' }) as [DesktopOffer]
const { id } = offer

/** A core that notes what is offered, windows that note their fate, and a clock that a test turns. */
function start() {
  const log: string[] = []
  const hear = new Map<string, (value: never) => void>()
  const timers: { readonly atMs: number; readonly act: () => void; off: boolean }[] = []
  const captures: { readonly end: (how: Awaited<Capture['gone']>) => Promise<void> }[] = []
  let nowMs = 0
  const visit = {
    offer: () => void log.push('offered'),
    withdraw: () => void log.push('withdrawn'),
    [Symbol.dispose]: () => void log.push('left'),
  }
  const core = {
    enter: () => visit,
    watch: (stream: string, listener: (value: never) => void) => {
      hear.set(stream, listener)
      return () => hear.delete(stream)
    },
  }
  const sources = offerDesktopSources({
    core: core as never,
    offers: [offer],
    openCapture: () => {
      log.push('opened')
      let settle: (how: Awaited<Capture['gone']>) => void = () => {}
      const gone = new Promise<Awaited<Capture['gone']>>((resolve) => {
        settle = resolve
      })
      captures.push({
        end: async (how) => {
          settle(how)
          await gone
        },
      })
      return { gone, close: () => void log.push('closed') }
    },
    after: (ms, act) => {
      const timer = { atMs: nowMs + ms, act, off: false }
      timers.push(timer)
      return () => {
        timer.off = true
      }
    },
  })
  return {
    log,
    captures,
    want: (wanted: boolean) => hear.get('page.wanted')?.((wanted ? [{ id, recording: 1 }] : []) as never),
    choose: (chosen: string) =>
      hear.get('snapshot')?.({ program: { sourceId: 'none', cameraId: 'none', channels: [{ sourceId: chosen }] } } as never),
    pass: (ms: number) => {
      nowMs += ms
      for (const timer of timers) {
        if (timer.off || timer.atMs > nowMs) continue
        timer.off = true
        timer.act()
      }
    },
    leave: () => sources[Symbol.dispose](),
  }
}

test('nothing is opened before it is wanted, and what is not wanted any more is closed and offered again', () => {
  const { log, want, pass } = start()
  expect(log).toEqual(['offered'])
  want(true)
  want(true)
  expect(log).toEqual(['offered', 'opened'])
  want(false)
  pass(60_000)
  expect(log).toEqual(['offered', 'opened', 'closed', 'offered'])
})

test('a source that is opened anew is not asked for again', () => {
  const { log, want, pass } = start()
  want(true)
  want(false)
  pass(500)
  want(true)
  pass(60_000)
  expect(log).toEqual(['offered', 'opened'])
})

test.each(['refused', 'ended'] as const)('once it was %s it is gone until it is chosen anew', async (how) => {
  const { log, captures, want, choose } = start()
  choose(id)
  want(true)
  await captures[0]?.end(how)
  want(true)
  choose(id)
  expect(log).toEqual(['offered', 'opened', 'closed', 'withdrawn'])
  want(false)
  choose('silence')
  expect(log.at(-1)).toBe('offered')
  choose(id)
  want(true)
  expect(log.at(-1)).toBe('opened')
})

test('what crashed is opened again after a while, if it is still wanted', async () => {
  const { log, captures, want, pass } = start()
  want(true)
  await captures[0]?.end('crashed')
  want(false)
  expect(log).toEqual(['offered', 'opened'])
  pass(10_000)
  want(true)
  expect(log).toEqual(['offered', 'opened', 'closed', 'offered', 'opened'])
  // and by itself, where nobody heard of the crash
  await captures[1]?.end('crashed')
  pass(10_000)
  expect(log.slice(5)).toEqual(['closed', 'offered', 'opened'])
})

test('everything is closed with the app', () => {
  const { log, want, leave } = start()
  want(true)
  leave()
  want(true)
  expect(log).toEqual(['offered', 'opened', 'closed', 'left'])
})
