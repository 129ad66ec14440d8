import { expect, it } from 'vitest'
import { adviseNext } from '../../../renderer/features/session/next-step.ts'
import { allowed, aSnapshot, because } from './a-snapshot.ts'

const shown = { sourceId: 'screen:1', preview: 'on' } as const

it.each([
  ['nothing is connected', aSnapshot({ connection: { state: 'none', currentId: null } }), 'connect'],
  ['connecting', aSnapshot({ connection: { state: 'connecting' } }), 'connecting'],
  ['connecting failed', aSnapshot({ connection: { state: 'failed' } }), 'see-failure'],
  ['nothing is shown yet', aSnapshot(), 'show-screen'],
  ['the picture was released', aSnapshot({ program: { sourceId: 'screen:1', preview: 'off' } }), 'show-screen'],
  ['the picture is being opened', aSnapshot({ program: { sourceId: 'screen:1', preview: 'starting' } }), 'wait-for-picture'],
  ['ffmpeg is missing', aSnapshot({ app: { ffmpeg: { failure: { code: 'ffmpeg-missing' } } } }), 'see-failure'],
  ['there is no room', aSnapshot({ program: shown, session: { actions: { streamStart: because('no-room') } } }), 'choose-room'],
  ['all is there', aSnapshot({ program: shown, session: { actions: { streamStart: allowed } } }), 'start-stream'],
  ['the stream is under way', aSnapshot({ session: { state: 'connecting' } }), 'wait-for-service'],
  ['viewers could see it', aSnapshot({ session: { state: 'ready', actions: { goLive: allowed } } }), 'go-live'],
  ['the room is used up', aSnapshot({ session: { state: 'ready', actions: { goLive: because('room-not-startable') } } }), 'choose-room'],
  ['on air', aSnapshot({ session: { state: 'live' } }), 'on-air'],
  [
    'on air, and the service does not answer',
    aSnapshot({ session: { state: 'live', actions: { endLive: because('state-unknown') } } }),
    'wait-for-answer',
  ],
  ['another encoder sends', aSnapshot({ program: shown, session: { verdict: { level: 'warn', code: 'someone-else-sending' } } }), 'decide'],
  [
    'another encoder’s stream is on air',
    aSnapshot({ session: { state: 'live', verdict: { level: 'warn', code: 'someone-else-sending' } } }),
    'decide',
  ],
  ['interrupted', aSnapshot({ session: { state: 'interrupted', witnesses: { sender: 'reconnecting' } } }), 'wait-for-return'],
  ['paused', aSnapshot({ session: { state: 'interrupted', actions: { streamStart: allowed } } }), 'paused'],
  ['ending', aSnapshot({ session: { state: 'ending-stuck' } }), 'ending'],
  ['the recording is being saved', aSnapshot({ session: { state: 'archiving' } }), 'archiving'],
  ['the recording is there', aSnapshot({ session: { state: 'done' } }), 'watch'],
  ['ending by force', aSnapshot({ session: { state: 'force-ending' } }), 'wait-for-outcome'],
  [
    'nobody knows of a recording',
    aSnapshot({ session: { state: 'archiving', verdict: { level: 'warn', code: 'ended-by-force' } } }),
    'wait-for-outcome',
  ],
  ['there is no recording', aSnapshot({ session: { state: 'done', verdict: { level: 'warn', code: 'done-without-recording' } } }), 'choose-room'],
  [
    'an unfinished broadcast was found',
    aSnapshot({ session: { state: 'interrupted', resume: { roomId: '101', title: 'A', state: 'LIVE', liveStartedAt: null } } }),
    'decide',
  ],
] as const)('when %s', (_when, snapshot, step) => {
  expect(adviseNext(snapshot)).toEqual({ kind: 'step', step })
})

it('gives the core’s reason where the usual way is closed', () => {
  const busy = aSnapshot({ program: shown, session: { actions: { streamStart: because('stream-key-busy') } } })
  expect(adviseNext(busy)).toEqual({ kind: 'reason', reason: 'stream-key-busy' })
})
