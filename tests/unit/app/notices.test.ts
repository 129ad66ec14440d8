import { EventEmitter } from 'node:events'
import { describe, expect, it } from 'vitest'
import type { Snapshot } from '#shared/contract'
import { noMemory, noticeStep } from '../../../electron/app/notices.ts'
import { noticeText, tellNotices } from '../../../electron/app/tell-notices.ts'
import { wordsIn } from '../../../electron/app/words/words.ts'
import { createManualClock } from '../../fakes/manual-clock.ts'
import { aSnapshot } from '../renderer/a-snapshot.ts'
import { createFakeWatch } from './fake-watch.ts'

type Part = NonNullable<Parameters<typeof aSnapshot>[0]>['session']
const at = (session: NonNullable<Part>, environment: 'production' | 'rehearsal' = 'production') => aSnapshot({ session, connection: { environment } })
const off = at({})
const onAir = at({ state: 'live', tally: { state: 'live' }, verdict: { level: 'good', code: 'live-good' } })
const verdict = (code: Snapshot['session']['verdict']['code'], tally: 'live' | 'trouble' | 'unknown' = 'live') =>
  at({ state: 'live', tally: { state: tally }, verdict: { level: 'bad', code } })

/** What is told of one snapshot after another, each at its second. */
function told(steps: readonly (readonly [second: number, snapshot: Snapshot])[]): readonly string[] {
  let memory = noMemory
  return steps.flatMap(([second, snapshot]) => {
    const step = noticeStep(memory, snapshot, second * 1000)
    memory = step.memory
    return step.notices.map((notice) => `${second}: ${notice.kind === 'trouble' ? notice.code : notice.kind}`)
  })
}

describe('what is worth a message', () => {
  it('is going live, once, and not what was so before anybody looked', () => {
    expect(
      told([
        [0, off],
        [1, onAir],
        [2, onAir],
      ]),
    ).toEqual(['1: went-live'])
    expect(
      told([
        [0, onAir],
        [1, onAir],
      ]),
    ).toEqual([])
    expect(
      told([
        [0, off],
        [1, at({ state: 'live', tally: { state: 'live' } }, 'rehearsal')],
      ]),
    ).toEqual(['1: rehearsal-live'])
  })

  it('is no return from not knowing, nor from an interruption', () => {
    const unknown = at({ state: 'live', tally: { state: 'unknown' } })
    expect(
      told([
        [0, off],
        [1, onAir],
        [2, unknown],
        [3, onAir],
        [4, verdict('reconnecting', 'trouble')],
        [6, onAir],
      ]),
    ).toEqual(['1: went-live'])
  })

  it('is trouble that lasts, and the same one again only after a while', () => {
    const lost = verdict('reconnecting', 'trouble')
    expect(
      told([
        [0, onAir],
        [1, lost],
        [5, lost],
        [11, lost],
        [20, lost],
        [21, onAir],
        [22, lost],
        [40, lost],
      ]),
    ).toEqual(['11: reconnecting'])
    expect(
      told([
        [0, onAir],
        [1, lost],
        [11, lost],
        [21, onAir],
        [80, lost],
        [90, lost],
      ]),
    ).toEqual(['11: reconnecting', '90: reconnecting'])
    expect(
      told([
        [0, onAir],
        [1, verdict('picture-black')],
        [2, verdict('network-slow')],
      ]),
    ).toEqual(['1: picture-black'])
  })

  it('is a recording that came while Tally ran', () => {
    const done = at({ state: 'done', vod: { state: 'ARCHIVED', url: null, playbackPath: null, videoPostId: null, videoPostState: null, files: [] } })
    expect(
      told([
        [0, onAir],
        [1, off],
        [9, done],
        [10, done],
      ]),
    ).toEqual(['9: recording'])
    expect(
      told([
        [0, done],
        [1, done],
      ]),
    ).toEqual([])
  })

  it('says when to look again', () => {
    expect(noticeStep(noMemory, verdict('nothing-leaves'), 1000).againMs).toBe(5000)
    expect(noticeStep(noMemory, verdict('failed'), 1000).againMs).toBeNull()
  })

  it('is said in both languages, in the words of the page', () => {
    const trouble = {
      kind: 'trouble',
      code: 'mode-differs',
      params: { asked: 'CMAF', reported: 'RTMP' },
      show: { kind: 'tab', tab: 'health' },
    } as const
    expect([noticeText(trouble, wordsIn('en')), noticeText(trouble, wordsIn('ko'))]).toEqual([
      { title: 'Your broadcast needs you', body: 'FlipFlop Cloud delivers another output mode than the one chosen: RTMP instead of CMAF.' },
      { title: '방송을 확인하세요', body: '플립플랍 클라우드의 출력 방식이 고른 것과 다릅니다: CMAF 대신 RTMP.' },
    ])
  })
})

describe('messages', () => {
  function aDesk(notices: 'on' | 'off' = 'on') {
    const clock = createManualClock()
    const { core, publish } = createFakeWatch()
    const done: string[] = []
    const clicks: (() => void)[] = []
    const state = { looked: false }
    const kept = tellNotices({
      core,
      createMessage: ({ title }) => {
        const message = Object.assign(new EventEmitter(), { show: () => done.push(`shown ${title}`), close: () => done.push(`closed ${title}`) })
        clicks.push(() => message.emit('click'))
        return message as never
      },
      isLookedAt: () => state.looked,
      words: () => wordsIn('en'),
      acts: { show: (what) => done.push(JSON.stringify(what)) },
      monotonicMs: clock.monotonicMs,
      after: clock.after,
    })
    const desktop = { notices, hidden: 'off', hotkeys: [], hotkeysDoubtful: false, privacy: [] } as const
    return {
      clock,
      clicks,
      state,
      kept,
      drain: () => done.splice(0),
      publish: (snapshot: Snapshot) => publish({ ...snapshot, app: { ...snapshot.app, desktop: { ...desktop, hotkeys: [], privacy: [] } } }),
    }
  }

  it('come while nobody looks, lead to their place, and give way to newer ones', async () => {
    const { publish, drain, clicks, clock, kept } = aDesk()
    publish(off)
    publish(onAir)
    clicks[0]?.()
    expect(drain()).toEqual(['shown You are live', '{"kind":"tab","tab":"health"}'])
    publish(verdict('nothing-leaves', 'trouble'))
    await clock.advance(5000)
    publish(verdict('failed'))
    expect(drain()).toEqual(['shown Your broadcast needs you', 'closed Your broadcast needs you', 'shown Your broadcast needs you'])
    kept[Symbol.dispose]()
    expect(drain()).toEqual(['closed You are live', 'closed Your broadcast needs you'])
  })

  it('do not come to who looks, or wants none, and are not made up for', () => {
    const watching = aDesk()
    watching.state.looked = true
    watching.publish(off)
    watching.publish(onAir)
    watching.state.looked = false
    watching.publish(onAir)
    const unwanted = aDesk('off')
    unwanted.publish(off)
    unwanted.publish(onAir)
    expect([watching.drain(), unwanted.drain()]).toEqual([[], []])
  })
})
