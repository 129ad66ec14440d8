import { describe, expect, it } from 'vitest'
import type { SessionView } from '#shared/contract'
import { findCause, hearWitnesses } from '../../../renderer/features/health/witnesses.ts'
import { aSnapshot } from './a-snapshot.ts'

type Said = Partial<SessionView['witnesses']>

/** A session that is on air and well, except for what is given. */
function session(witnesses: Said = {}, verdict: SessionView['verdict'] = { level: 'good', code: 'live-good' }, streamKey = 'ACTIVE_LIVE') {
  return aSnapshot({
    session: {
      witnesses: { encoder: 'running', sender: 'publishing', service: 'answering', ...witnesses },
      verdict,
      streamKey: { state: streamKey },
    },
  }).session
}
const levels = (...heard: Parameters<typeof hearWitnesses>) => Object.values(hearWitnesses(...heard)).map(({ level }) => level)

describe('the witnesses', () => {
  it('are all well while on air', () => {
    expect(levels(session(), false)).toEqual(['good', 'good', 'good'])
    expect(findCause(session(), false)).toBeNull()
  })

  it('are at rest, not in trouble, while nothing is sent', () => {
    const resting = session({ encoder: 'off', sender: 'off' }, { level: 'good', code: 'idle' }, 'INACTIVE')
    expect(levels(resting, false)).toEqual(['off', 'off', 'off'])
    expect(findCause(resting, false)).toBeNull()
  })

  it('take an answer that is too old for silence', () => {
    expect(hearWitnesses(session(), true).service).toEqual({ state: 'silent', level: 'warn' })
  })

  it.each([
    ['INACTIVE', 'nothing', 'busy'],
    ['ACTIVE_PREP', 'converting', 'busy'],
    ['ACTIVE', 'receiving', 'good'],
    ['ACTIVE_LIVE', 'passing', 'good'],
    ['INACTIVE_LIVE', 'viewersWait', 'bad'],
    ['ACTIVE_SOMEHOW', 'answering', 'good'],
  ])('hear of a stream key that is %s: %s', (streamKey, state, level) => {
    expect(hearWitnesses(session({}, undefined, streamKey), false).service).toEqual({ state, level })
  })
})

describe('the cause', () => {
  const slowNetwork = { level: 'warn', code: 'network-slow' } as const
  it.each([
    ['the encoder broke', session({ encoder: 'restarting' }), 'encoder', 'picture'],
    ['the encoder broke and the network too', session({ encoder: 'failed', sender: 'reconnecting' }), 'encoder', 'picture'],
    ['too few pictures are made', session({}, { level: 'warn', code: 'encoder-slow' }), 'encoder', 'computer'],
    ['only the stream does not get through', session({ sender: 'stalled' }), 'sender', 'way'],
    ['the stream gets through too slowly', session({}, slowNetwork), 'sender', 'way'],
    ['nothing gets through', session({ sender: 'reconnecting', service: 'silent' }), 'sender', 'network'],
    ['only the answers are missing', session({ service: 'silent' }, { level: 'warn', code: 'service-silent' }), 'service', 'answers'],
    ['the service is away and nothing is sent', session({ sender: 'off', service: 'silent' }), 'service', 'serviceAway'],
    ['what was sent is not seen', session({}, { level: 'bad', code: 'service-slow-to-see' }, 'INACTIVE'), 'service', 'unseen'],
    ['converting takes long', session({}, { level: 'warn', code: 'service-slow-to-convert' }, 'ACTIVE_PREP'), 'service', 'slowService'],
    [
      'what was received cannot be converted',
      session({ sender: 'reconnecting' }, { level: 'bad', code: 'conversion-failed' }),
      'service',
      'unconverted',
    ],
    ['our old connection is still held', session({ sender: 'reconnecting' }, { level: 'bad', code: 'still-held' }), 'service', 'stillSeen'],
    ['the end is not noticed', session({ sender: 'off' }, { level: 'bad', code: 'ending-stuck' }), 'service', 'stillSeen'],
    ['another encoder sends', session({ sender: 'off' }, { level: 'warn', code: 'someone-else-sending' }, 'ACTIVE'), 'service', 'someoneElse'],
    ['viewers wait and nothing is sent', session({ sender: 'off' }, { level: 'bad', code: 'interrupted' }, 'INACTIVE_LIVE'), 'sender', 'notSending'],
  ] as const)('is found where %s', (_what, facts, witness, code) => {
    expect(findCause(facts, false)).toEqual({ witness, code })
  })

  it('shows in the level of the one that is named', () => {
    expect(levels(session({}, slowNetwork), false)).toEqual(['good', 'warn', 'good'])
    expect(levels(session({}, { level: 'bad', code: 'service-slow-to-see' }, 'INACTIVE'), false)).toEqual(['good', 'good', 'bad'])
  })
})
