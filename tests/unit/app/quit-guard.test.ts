import { describe, expect, test } from 'vitest'
import { failure } from '#shared/failure'
import { err, ok } from '#shared/result'
import { quitQuestion } from '../../../electron/app/ask-before-quit.ts'
import { type CutOff, createQuitGuard, cutOffBy, type GuardedSession, outcomeOfEnd, type QuitAnswer } from '../../../electron/app/quit-guard.ts'
import { wordsIn } from '../../../electron/app/words/words.ts'
import { createManualClock } from '../../fakes/manual-clock.ts'

const session = (state: GuardedSession['state'], more: { sender?: 'off'; cannotEnd?: true; roomState?: string } = {}): GuardedSession => ({
  state,
  witnesses: { encoder: 'running', sender: more.sender ?? 'publishing', service: 'answering' },
  room: more.roomState === undefined ? null : ({ state: more.roomState } as GuardedSession['room']),
  actions: { endLive: more.cannotEnd ? { allowed: false, reason: 'state-unknown' } : { allowed: true } },
})
const idle = session('idle', { sender: 'off' })

test('what quitting would cut off, and what can be done instead', () => {
  const off = { sender: 'off' } as const
  expect([null, idle, session('failed', off), session('done', off), session('archiving', off)].map(cutOffBy)).toEqual(Array(5).fill(null))
  expect(['connecting', 'ready', 'checking'].map((state) => cutOffBy(session(state as 'ready')))).toEqual(
    Array(3).fill({ what: 'preview', answers: ['stay', 'leave'] }),
  )
  const onAir = { what: 'on-air', answers: ['stay', 'end', 'leave'] }
  expect([session('live'), session('interrupted'), session('live', off), session('ending-stuck', { cannotEnd: true })].map(cutOffBy)).toEqual(
    Array(4).fill(onAir),
  )
  expect(cutOffBy(session('live', { cannotEnd: true }))).toEqual({ what: 'on-air', answers: ['stay', 'leave'] })
})

test('what became of an end', () => {
  const seen = (state: GuardedSession['state'], begun = true, roomState?: string) =>
    outcomeOfEnd(session(state, roomState === undefined ? {} : { roomState }), begun)
  expect([seen('live', false), seen('ending'), seen('force-ending'), seen('interrupted', false)]).toEqual([null, null, null, null])
  expect([seen('archiving'), seen('done'), seen('failed', true, 'ENDED')]).toEqual(['over', 'over', 'over'])
  expect([seen('live'), seen('ending-stuck'), seen('failed', true, 'LIVE')]).toEqual(['not-over', 'not-over', 'not-over'])
})

test('the question has staying first, as its default and as what Escape means', () => {
  const about: CutOff = { what: 'on-air', answers: ['stay', 'end', 'leave'] }
  expect(quitQuestion(about, wordsIn('en').quit)).toMatchObject({
    buttons: ['Stay on air', 'End safely and quit', 'Quit and leave the room open'],
    defaultId: 0,
    cancelId: 0,
  })
  expect(quitQuestion({ what: 'preview', answers: ['stay', 'leave'] }, wordsIn('ko').quit)).toMatchObject({
    message: '스트리밍 중입니다',
    buttons: ['스트리밍 계속하기', '스트리밍 중지 후 끝내기'],
  })
})

function start(first: GuardedSession, end: 'taken' | 'refused' = 'taken') {
  const clock = createManualClock()
  const listeners = new Set<(now: GuardedSession) => void>()
  const said: string[] = []
  let now = first
  let answer: (answer: QuitAnswer) => void = () => {}
  const guard = createQuitGuard({
    session: () => now,
    onSession: (listener) => {
      listeners.add(listener)
      listener(now)
      return () => listeners.delete(listener)
    },
    ask: ({ what }) => {
      said.push(`asks ${what}`)
      const asked = new Promise<QuitAnswer>((resolve) => {
        answer = resolve
      })
      return { answer: asked, focus: () => said.push('focuses'), withdraw: () => answer('stay') }
    },
    end: async () => {
      said.push('ends')
      return end === 'taken' ? ok(null) : err(failure('not-allowed'))
    },
    showEnding: () => said.push('shows'),
    tellNotEnded: () => said.push('tells'),
    leave: () => said.push('leaves'),
    after: clock.after,
  })
  return {
    guard,
    said,
    clock,
    say: async (what: QuitAnswer) => {
      answer(what)
      await clock.settle()
    },
    become: async (next: GuardedSession) => {
      now = next
      for (const listener of [...listeners]) listener(next)
      await clock.settle()
    },
    isQuiet: () => listeners.size === 0 && clock.pending() === 0,
  }
}

describe('a wish to quit', () => {
  test('goes at once while nothing is sent', () => {
    const { guard, said } = start(idle)
    expect([guard.holds(), guard.wish(), said]).toEqual([false, 'go', []])
  })

  test('is held on air and asked about once; a further one brings the question to the front', async () => {
    const { guard, said, say } = start(session('live'))
    expect([guard.holds(), guard.wish(), guard.wish()]).toEqual([true, 'held', 'held'])
    await say('stay')
    expect(said).toEqual(['asks on-air', 'focuses'])
    expect(guard.wish()).toBe('held')
    expect(said).toEqual(['asks on-air', 'focuses', 'asks on-air'])
  })

  test('leaves the room open at the word', async () => {
    const { guard, said, say } = start(session('live'))
    guard.wish()
    await say('leave')
    expect(said).toEqual(['asks on-air', 'leaves'])
    expect([guard.holds(), guard.wish(), said.length]).toEqual([false, 'held', 2])
  })

  test('ends safely first, and leaves once that is over', async () => {
    const { guard, said, say, become, isQuiet } = start(session('live'))
    guard.wish()
    await say('end')
    await become(session('ending'))
    expect(said).toEqual(['asks on-air', 'shows', 'ends'])
    await become(session('archiving', { sender: 'off' }))
    expect(said).toEqual(['asks on-air', 'shows', 'ends', 'leaves'])
    expect(isQuiet()).toBe(true)
  })

  test.each([
    ['is refused', 'refused', null],
    ['sticks', 'taken', session('ending-stuck')],
    ['does not come about', 'taken', null],
  ] as const)('stays and says so where the end %s', async (_how, end, next) => {
    const { guard, said, say, become, clock, isQuiet } = start(session('live'), end)
    guard.wish()
    await say('end')
    if (next !== null) await become(next)
    await clock.advance(30_000)
    expect(said).toEqual(['asks on-air', 'shows', 'ends', 'tells'])
    expect([isQuiet(), guard.holds()]).toEqual([true, true])
  })

  test('waits for an end that is under way already, and can be taken back meanwhile', async () => {
    const { guard, said, say, become, isQuiet } = start(session('ending'))
    guard.wish()
    await say('end')
    expect(said).toEqual(['asks on-air', 'shows'])
    guard.wish()
    await say('stay')
    await become(session('done', { sender: 'off' }))
    expect(said).toEqual(['asks on-air', 'shows', 'asks on-air'])
    expect(isQuiet()).toBe(true)
  })

  test('leaves without an end where the broadcast ended while the question stood', async () => {
    const { guard, said, say, become } = start(session('live'))
    guard.wish()
    await become(session('done', { sender: 'off' }))
    await say('end')
    expect(said).toEqual(['asks on-air', 'leaves'])
  })
})

test('where the system ends, nobody is asked and what is asked is taken back', async () => {
  const asked = start(session('live'))
  asked.guard.wish()
  asked.guard.leaveNow()
  await asked.clock.settle()
  asked.guard.leaveNow()
  expect(asked.said).toEqual(['asks on-air', 'leaves'])
  const ending = start(session('live'))
  ending.guard.wish()
  await ending.say('end')
  ending.guard.leaveNow()
  expect([ending.said, ending.isQuiet()]).toEqual([['asks on-air', 'shows', 'ends', 'leaves'], true])
})
