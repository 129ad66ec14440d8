import { expect, it } from 'vitest'
import type { Snapshot } from '#shared/contract'
import type { ConnectionState } from '../../../renderer/bridge.ts'
import { showTally } from '../../../renderer/features/tally/shown-tally.ts'
import { createPageStore } from '../../../renderer/page-store.ts'
import { aSnapshot } from './a-snapshot.ts'

const live = aSnapshot({ session: { state: 'live', tally: { state: 'live' }, answeredAtMs: 5_000 } })

it('shows what the core says while it answers', () => {
  expect(showTally({ connection: 'open', snapshot: live, stale: false })).toEqual({ state: 'live', lastKnown: null })
})

it.each([
  ['the core is lost', { connection: 'lost', snapshot: live, stale: false }],
  ['the answers have become old', { connection: 'open', snapshot: live, stale: true }],
] as const)('never shows live when %s, and says what was last known', (_when, page) => {
  expect(showTally(page)).toEqual({ state: 'unknown', lastKnown: { state: 'live', atMs: 5_000 } })
})

it('knows nothing before the first snapshot', () => {
  expect(showTally({ connection: 'connecting', snapshot: null, stale: false })).toEqual({ state: 'unknown', lastKnown: null })
})

it('keeps the core’s own last known state when the core is lost while it did not know', () => {
  const lastKnown = { state: 'trouble', atMs: 3_000 } as const
  const unknown = aSnapshot({ session: { tally: { state: 'unknown', lastKnown } } })
  expect(showTally({ connection: 'lost', snapshot: unknown, stale: false })).toEqual({ state: 'unknown', lastKnown })
})

it('notices a core that hangs: without a new answer of the service for 12 s nothing is known, with one it is again', () => {
  const page = pageWithClock()
  page.receive(live)
  const seen = [11_000, 2_000].map((ms) => page.tallyAfter(ms))
  page.receive({ ...live, session: { ...live.session, answeredAtMs: 9_000 } })
  expect([...seen, page.tallyAfter(1_000)]).toEqual(['live', 'unknown', 'live'])
})

it('is not fooled by a core that repeats an old answer', () => {
  const page = pageWithClock()
  page.receive(live)
  page.tallyAfter(11_000)
  page.receive({ ...live, revision: 2 })
  expect(page.tallyAfter(2_000)).toBe('unknown')
})

function pageWithClock() {
  let nowMs = 0
  let look = () => {}
  let receive: (snapshot: Snapshot) => void = () => {}
  const store = createPageStore(
    {
      watch: (_stream, listener) => {
        receive = listener as (snapshot: Snapshot) => void
        return () => {}
      },
      connectionState: (): ConnectionState => 'open',
      onConnectionState: () => () => {},
    },
    {
      monotonicMs: () => nowMs,
      repeat: (run) => {
        look = run
        return () => {}
      },
    },
  )
  return {
    receive: (snapshot: Snapshot) => receive(snapshot),
    tallyAfter: (ms: number) => {
      nowMs += ms
      look()
      return showTally(store.get()).state
    },
  }
}
