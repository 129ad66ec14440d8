import { expect, test } from 'vitest'
import type { ActionName } from '#shared/contract'
import type { RoomId } from '#shared/ids'
import { roomStates, streamKeyStates } from '#shared/states'
import { availabilities } from '../../../electron/broadcast/availability.ts'
import type { LinkState, SessionFacts, ShowState } from '../../../electron/broadcast/facts.ts'
import { isReceiving } from '../../../electron/broadcast/service-facts.ts'
import { tally } from '../../../electron/broadcast/tally.ts'
import { verdict } from '../../../electron/broadcast/verdict.ts'
import { whoSends } from '../../../electron/broadcast/who-sends.ts'
import { someFacts } from './some-facts.ts'

const links: readonly LinkState[] = ['off', 'checking', 'opening', 'open', 'retrying', 'closing', 'failed']
const shows: readonly ShowState[] = [
  'off',
  'going-live',
  'live',
  'interrupted',
  'ending',
  'ending-stuck',
  'force-ending',
  'archiving',
  'done',
  'failed',
]
const elsewhere = [null, '2' as RoomId]
/** What is known of our own sending: never, let go of, just ended, ended long ago, not let in again. */
const ownPasts = [
  { endedAgoMs: null, shutOut: false },
  { endedAgoMs: 100, shutOut: false },
  { endedAgoMs: 60_000, shutOut: false },
  { endedAgoMs: null, shutOut: true },
]

/** Every pair of states of key and room (also words that nobody knows, and none), with everything that we may be doing. */
function* situations(): Generator<SessionFacts> {
  for (const keyState of [...streamKeyStates, 'unknown', null] as const)
    for (const roomState of [...roomStates, 'unknown', null] as const)
      for (const link of links)
        for (const show of shows)
          for (const fresh of [true, false])
            for (const keyRoomId of elsewhere)
              for (const past of ownPasts)
                yield someFacts({
                  link,
                  show,
                  reception: link === 'open' ? 'settled' : null,
                  whoSends: whoSends(keyState, { link, ...past }),
                  service: { keyState, roomState, fresh, keyRoomId, keyRoomState: keyRoomId === null ? null : 'LIVE' },
                })
}

/** Each must hold in every situation. */
const rules: Readonly<Record<string, (facts: SessionFacts) => boolean>> = {
  'going live needs the room waiting, the key ACTIVE, and an answer of just now': (facts) => {
    const { roomState, keyState, fresh } = facts.service
    return !can(facts, 'goLive') || (roomState === 'SCHEDULED' && keyState === 'ACTIVE' && fresh)
  },
  'nobody goes live with what somebody else sends while sending too': (facts) =>
    !(can(facts, 'goLive') && facts.whoSends === 'someone-else' && (facts.link === 'retrying' || facts.link === 'opening')),
  'nothing is sent beside another encoder': (facts) => !(can(facts, 'streamStart') && facts.whoSends === 'someone-else'),
  'nothing is started twice': (facts) => !(can(facts, 'streamStart') && facts.link !== 'off' && facts.link !== 'failed'),
  'an ordinary end is not asked for while another encoder sends': (facts) => !(can(facts, 'endLive') && facts.whoSends === 'someone-else'),
  'the key is changed only while it is INACTIVE, was so just now, and nothing is on its way': (facts) =>
    !(can(facts, 'reissueKey') || can(facts, 'chooseProfile')) ||
    (facts.service.keyState === 'INACTIVE' && facts.service.fresh && (facts.link === 'off' || facts.link === 'failed')),
  'the shape of the picture never changes under a stream': (facts) =>
    !can(facts, 'setOrientation') || facts.link === 'off' || facts.link === 'failed',
  'nothing is ended on an old answer': (facts) => facts.service.fresh || !(can(facts, 'endLive') || can(facts, 'forceEnd')),
  'a stream can be stopped whenever there is one, unless it is being ended': (facts) =>
    facts.link === 'off' || facts.link === 'failed' || facts.link === 'closing' || isEnding(facts) || can(facts, 'streamStop'),
  'somebody else on the key can always be got rid of': (facts) =>
    facts.whoSends !== 'someone-else' ||
    !facts.service.fresh ||
    facts.service.keyRoomId !== null ||
    ['going-live', 'force-ending', 'archiving', 'done', 'failed'].includes(facts.show) ||
    can(facts, 'forceEnd'),
  'the light is live only by room and key, and never by an old answer': (facts) => {
    const { keyState, roomState, keyRoomId, keyRoomState, fresh } = facts.service
    const isLive = tally(facts, 1_000, null).state === 'live'
    return !isLive || (fresh && keyState === 'ACTIVE_LIVE' && (keyRoomId === null ? roomState : keyRoomState) === 'LIVE')
  },
  'whose key is taken hears of it before anything about the connection': (facts) =>
    verdict(facts).code !== 'reconnecting' || facts.whoSends !== 'someone-else',
  'who sends is not told that all is well while viewers wait': (facts) =>
    !isSending(facts) || tally(facts, null, null).state !== 'trouble' || verdict(facts).level !== 'good',
  'that only oneself can see it is not said while viewers see it or wait, and that one is live not before they do': (facts) => {
    const light = tally(facts, null, null).state
    const { code } = verdict(facts)
    return code === 'preview-good' ? light !== 'live' && light !== 'trouble' : code !== 'live-good' || light === 'live' || light === 'unknown'
  },
  'somebody else can only send where something is received': (facts) => facts.whoSends === 'nobody' || isReceiving(facts.service.keyState),
}

const every = [...situations()]
const judged = new Map(every.map((facts) => [facts, availabilities(facts)]))
const can = (facts: SessionFacts, action: ActionName) => judged.get(facts)?.[action].allowed === true
const isEnding = ({ show }: SessionFacts) => show === 'ending' || show === 'ending-stuck' || show === 'force-ending'

const isSending = ({ link, show }: SessionFacts) => link === 'open' && ['off', 'going-live', 'live', 'interrupted'].includes(show)

test.each(Object.entries(rules))('%s', (_rule, holds) => {
  expect(every.find((facts) => !holds(facts))).toBeUndefined()
})
