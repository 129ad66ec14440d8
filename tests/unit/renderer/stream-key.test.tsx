import { beforeAll, describe, expect, it } from 'vitest'
import {
  hiddenKey,
  type RevealEvent,
  type RevealedKey,
  revealedKey,
  revealSeconds,
  secondsLeft,
} from '../../../renderer/features/stream-key/revealed-key.ts'
import { StreamKeyCard } from '../../../renderer/features/stream-key/stream-key-card.tsx'
import { startTexts } from '../../../renderer/i18n/setup.ts'
import { aSnapshot, because } from './a-snapshot.ts'
import { drawPart, wordsOf } from './draw-part.tsx'

const following = (...events: readonly RevealEvent[]): RevealedKey => events.reduce(revealedKey, hiddenKey)
const ask = (request: number): RevealEvent => ({ type: 'ask', request })
const answer = (request: number, key: string | null = 'clear'): RevealEvent => ({ type: 'answer', request, key, nowMs: 1000 })
const hide: RevealEvent = { type: 'hide' }
const endMs = 1000 + revealSeconds * 1000

describe('a revealed key', () => {
  it('is shown when it was asked for, and for ten seconds', () => {
    const shown = following(ask(1), answer(1))
    expect(shown).toEqual({ state: 'shown', key: 'clear', untilMs: endMs })
    expect([1000, 1001, 5500, endMs - 1, endMs, endMs + 5000].map((nowMs) => secondsLeft(shown, nowMs))).toEqual([10, 10, 6, 1, 0, 0])
    expect(following(ask(1), answer(1), { type: 'tick', nowMs: endMs - 1 })).toEqual(shown)
    expect(following(ask(1), answer(1), { type: 'tick', nowMs: endMs })).toEqual(hiddenKey)
  })

  it('is gone at once when it is hidden', () => {
    expect(following(ask(1), answer(1), hide)).toEqual(hiddenKey)
  })

  it('never appears late: not after it was called off, and not for an older request', () => {
    expect(following(ask(1), hide, answer(1))).toEqual(hiddenKey)
    expect(following(answer(1))).toEqual(hiddenKey)
    expect(following(ask(1), hide, ask(2), answer(1))).toEqual({ state: 'asking', request: 2 })
  })

  it('stays hidden when the core refuses', () => {
    expect(following(ask(1), answer(1, null))).toEqual(hiddenKey)
  })
})

describe('the card', () => {
  beforeAll(() => startTexts('en'))

  it('shows the mask, the danger and the ingest, each to be copied', () => {
    const html = drawPart(<StreamKeyCard />, aSnapshot())
    expect(html).toMatch(/data-testid="stream-key" data-shown="false"[^>]*>••••3f9a</)
    expect(html).toMatch(/data-testid="ingest-url" data-value="rtmp:\/\/127.0.0.1\/live"/)
    expect(wordsOf(html)).toContain('Whoever has this key can stream in your name.')
    expect(['stream-key-copy', 'stream-key-reveal', 'ingest-url-copy'].filter((id) => !html.includes(`data-testid="${id}"`))).toEqual([])
  })

  it('is exchanged only where the core allows it, and else says why not', () => {
    const tagOf = (part: Parameters<typeof aSnapshot>[0]) =>
      drawPart(<StreamKeyCard />, aSnapshot(part)).match(/<button[^>]*data-testid="stream-key-reissue"[^>]*>/)?.[0]
    expect(tagOf({})).not.toContain('disabled')
    expect(tagOf({ session: { actions: { reissueKey: because('while-sending') } } })).toMatch(/disabled=""[^>]*title="Not while you are streaming."/)
  })

  it('has nothing to reveal before there is a key', () => {
    const html = drawPart(<StreamKeyCard />, aSnapshot({ session: { streamKey: null, actions: { reissueKey: because('not-connected') } } }))
    expect(html.match(/<button/g)).toHaveLength(html.match(/disabled=""/g)?.length ?? 0)
    expect(wordsOf(html)).toContain('Known once you are connected.')
  })
})
