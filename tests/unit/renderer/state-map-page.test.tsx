import { renderToStaticMarkup } from 'react-dom/server'
import { beforeAll, expect, it } from 'vitest'
import type { Snapshot } from '#shared/contract'
import { roomStates, streamKeyStates } from '#shared/states'
import type { Bridge, ConnectionState } from '../../../renderer/bridge.ts'
import { StateMap } from '../../../renderer/features/state-map/state-map.tsx'
import { startTexts } from '../../../renderer/i18n/setup.ts'
import { PageProvider } from '../../../renderer/page-context.tsx'
import { allowed, aSnapshot } from './a-snapshot.ts'

const bridge: Bridge = {
  call: async () => ({ ok: false, failure: { code: 'core-not-answering' } }),
  watch: () => () => {},
  connectionState: () => 'open',
  onConnectionState: () => () => {},
  upload: () => ({ send: async () => false, end: () => {} }),
  dispose: () => {},
}

function draw(snapshot: Snapshot, connection: ConnectionState = 'open'): string {
  const state = { connection, snapshot, stale: false, refused: null }
  const store = { get: () => state, subscribe: () => () => {}, refuse: () => {}, dispose: () => {} }
  return renderToStaticMarkup(
    <PageProvider page={{ bridge, store, numbers: { get: () => null, subscribe: () => () => {} } }}>
      <StateMap />
    </PageProvider>,
  )
}

const nodesOf = (html: string) =>
  Object.fromEntries([...html.matchAll(/data-testid="state-node" data-node="([^"]+)" data-state="([^"]+)"/g)].map(([, node, look]) => [node, look]))
const textOf = (html: string) => html.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ')

const ready = aSnapshot({
  session: { state: 'ready', tally: { state: 'preview' }, streamKey: { state: 'ACTIVE' }, actions: { goLive: allowed, streamStop: allowed } },
  timeline: [{ id: 1, atMs: 0, kind: 'state', code: 'key-state', params: { from: 'ACTIVE_PREP', to: 'ACTIVE' } }],
})

beforeAll(() => startTexts('en'))

it('draws every state of both tables, each with its part in the story', () => {
  const nodes = nodesOf(draw(ready))
  expect(Object.keys(nodes).sort()).toEqual([...streamKeyStates.map((state) => `key:${state}`), ...roomStates.map((state) => `room:${state}`)].sort())
  expect(nodes).toMatchObject({
    'key:ACTIVE': 'current',
    'key:ACTIVE_PREP': 'past',
    'key:ACTIVE_LIVE': 'possible',
    'key:INACTIVE': 'possible',
    'key:INACTIVE_LIVE': 'other',
    'room:SCHEDULED': 'current',
    'room:LIVE': 'possible',
  })
})

it('says the same in words: now, before, what can come next, what it takes and whether it is possible', () => {
  const [key = '', room = ''] = textOf(draw(ready)).split('Video room ')
  expect(key).toMatch(
    /Now, since \d\d:\d\d:\d\d Receiving, private ACTIVE Your stream is ready\. Only you can watch it\. Before Converting Can come next/,
  )
  expect(key).toContain('Streaming stops leads to Receives nothing Possible now')
  expect(key).toContain('You go live leads to Receiving, live Possible now')
  expect(key).toContain(
    'By force, from every state You end it by force; the stream key is replaced leads to Receives nothing Not now: You are not live.',
  )
  expect(room).toContain('By force, from “Live” or “Live, no stream”')
})

it('says “last known” and offers nothing once the page has lost its core, or the service is silent', () => {
  const silent = aSnapshot({ ...ready, session: { tally: { state: 'unknown' }, streamKey: { state: 'ACTIVE' } } })
  for (const html of [draw(ready, 'lost'), draw(silent)]) {
    expect(html.match(/data-testid="state-map" data-value="(key|room)" data-known="false"/g)).toHaveLength(2)
    expect(textOf(html)).toMatch(/Last known at \d\d:\d\d:\d\d\. It may have changed since\./)
    expect(textOf(html)).not.toMatch(/\bNow\b|Possible now|Not now/)
  }
  expect(textOf(draw(ready))).not.toContain('Last known')
})

it('shows a state that it does not know in the service’s own spelling', () => {
  const html = draw(aSnapshot({ session: { streamKey: { state: 'ACTIVE_SOMEHOW' } } }))
  expect(nodesOf(html)['key:ACTIVE_SOMEHOW']).toBe('current')
  expect(textOf(html)).toContain('Now ACTIVE_SOMEHOW FlipFlop Cloud reports a state that this version of Tally does not know.')
})

it('does not break while there is neither a key nor a room', () => {
  const html = draw(aSnapshot({ session: { streamKey: null, room: null } }))
  expect([...new Set(Object.values(nodesOf(html)))]).toEqual(['other'])
  expect(textOf(html)).toContain('Now No video room is chosen.')
})
