import { expect, test } from 'vitest'
import { verdictCodes } from '#shared/contract'
import type { SessionFacts } from '../../../electron/broadcast/facts.ts'
import { verdict } from '../../../electron/broadcast/verdict.ts'
import { interrupted, live, sending, someFacts } from './some-facts.ts'

const again = { link: 'open', reception: 'settled', encoder: 'running' } as const
const silent = { ...live.service, fresh: false }
const cases: readonly (readonly [string, SessionFacts, string])[] = [
  ['nothing going on', someFacts(), 'good idle'],
  ['no connection wanted', someFacts({ connection: 'none', service: { fresh: false } }), 'good idle'],
  ['a connection is being opened', someFacts({ connection: 'connecting', service: { fresh: false } }), 'good connecting'],
  ['the connection could not be opened', someFacts({ connection: 'failed', service: { fresh: false } }), 'warn not-connected'],
  ['checking', someFacts({ link: 'checking' }), 'good starting'],
  ['first connection', someFacts({ link: 'opening' }), 'good starting'],
  ['the service has not seen it yet', someFacts({ ...sending, reception: 'waiting' }), 'good waiting-for-service'],
  ['the service takes long to see it', someFacts({ ...sending, reception: 'slow-to-see' }), 'warn service-slow-to-see'],
  ['the service does not see it', someFacts({ ...sending, reception: 'not-seen' }), 'bad service-slow-to-see'],
  ['the service converts', someFacts({ ...sending, reception: 'converting' }), 'good waiting-for-service'],
  ['the service takes long to convert', someFacts({ ...sending, reception: 'slow-to-convert' }), 'warn service-slow-to-convert'],
  ['the service does not convert', someFacts({ ...sending, reception: 'not-converting' }), 'bad service-slow-to-convert'],
  ['ready', someFacts(sending), 'good preview-good'],
  ['live', someFacts(live), 'good live-good'],
  [
    'on air, and the service has not seen our new connection',
    someFacts({ ...interrupted, ...again, reception: 'waiting' }),
    'warn waiting-for-service',
  ],
  [
    'on air, the key tells of our stream, and the room does not',
    someFacts({ ...interrupted, ...again, service: { ...live.service, roomState: 'LIVE_INACTIVE' } }),
    'warn waiting-for-service',
  ],
  [
    'on air, and the service takes long to convert',
    someFacts({ ...interrupted, ...again, reception: 'slow-to-convert' }),
    'warn service-slow-to-convert',
  ],
  ['live with a slow network', someFacts({ ...live, health: 'network-slow' }), 'warn network-slow'],
  ['live and nothing leaves', someFacts({ ...live, stalled: true }), 'bad nothing-leaves'],
  ['live before there are addresses', someFacts({ ...live, service: { ...live.service, addressed: false } }), 'good no-address-yet'],
  ['live with a slow computer', someFacts({ ...live, health: 'encoder-slow' }), 'warn encoder-slow'],
  ['live, and the picture is black', someFacts({ ...live, warnings: ['black', 'silent'] }), 'warn picture-black'],
  ['live, and nothing is heard', someFacts({ ...live, warnings: ['frozen', 'silent'] }), 'warn sound-silent'],
  ['live, and too loud', someFacts({ ...live, warnings: ['clipping', 'too-dark'] }), 'good live-good'],
  ['black before anybody sees it', someFacts({ ...sending, warnings: ['black'] }), 'good preview-good'],
  ['black, and nothing leaves', someFacts({ ...live, stalled: true, warnings: ['black'] }), 'bad nothing-leaves'],
  ['live while the encoder is replaced', someFacts({ ...live, encoder: 'restarting' }), 'warn encoder-restarting'],
  ['live and the encoder is given up', someFacts({ ...live, encoder: 'failed' }), 'bad failed'],
  ['live and reconnecting', someFacts({ ...live, link: 'retrying', attempt: 3 }), 'bad reconnecting 3'],
  ['lost to a reset', someFacts({ ...live, link: 'retrying', attempt: 1, loss: 'ingest-reset' }), 'bad reconnecting 1 ingest-reset'],
  [
    'the encoder stood still',
    someFacts({ ...live, encoder: 'restarting', encoderFailure: 'encoder-stalled' }),
    'warn encoder-restarting encoder-stalled',
  ],
  ['the first connection is not made', someFacts({ link: 'retrying', attempt: 2, published: false }), 'bad not-reached 2'],
  ['not let in again', someFacts({ ...live, link: 'retrying', attempt: 3, shutOut: true }), 'bad still-held 3'],
  [
    'broken off by the service',
    someFacts({ ...live, link: 'retrying', attempt: 3, loss: 'ingest-reset', service: { ...live.service, conversionFailed: true } }),
    'bad conversion-failed 3 ingest-reset',
  ],
  [
    'not reached, and an earlier stream was not converted',
    someFacts({ link: 'retrying', attempt: 3, published: false, loss: 'ingest-unreachable', service: { conversionFailed: true } }),
    'bad not-reached 3 ingest-unreachable',
  ],
  ['live and the key pair is refused', someFacts({ ...live, service: { ...silent, failure: 'credentials-rejected' } }), 'bad service-refuses'],
  ['live and asked for patience', someFacts({ ...live, service: { ...silent, failure: 'cloud-rate-limited' } }), 'warn service-busy'],
  ['live and the service answers with errors', someFacts({ ...live, service: { ...silent, failure: 'cloud-server-error' } }), 'warn service-failing'],
  ['live and the service says nothing in time', someFacts({ ...live, service: { ...silent, failure: 'cloud-timeout' } }), 'warn service-silent'],
  [
    'one failed question, and an answer that is still good',
    someFacts({ ...live, service: { ...live.service, failure: 'cloud-timeout' } }),
    'good live-good',
  ],
  ['not sending, and the key pair is refused', someFacts({ service: { fresh: false, failure: 'credentials-rejected' } }), 'bad service-refuses'],
  ['live and the service says nothing', someFacts({ ...live, service: silent }), 'warn service-silent'],
  ['lost while the service says nothing either', someFacts({ ...live, link: 'retrying', attempt: 1, service: silent }), 'bad reconnecting 1'],
  ['interrupted', someFacts(interrupted), 'warn interrupted'],
  ['pausing', someFacts({ ...live, link: 'closing' }), 'warn interrupted'],
  ['another encoder', someFacts({ whoSends: 'someone-else', service: { keyState: 'ACTIVE' } }), 'warn someone-else-sending'],
  ['another encoder instead of ours', someFacts({ ...live, link: 'retrying', attempt: 3, whoSends: 'someone-else' }), 'bad key-in-use-elsewhere'],
  [
    'live in another mode than asked for',
    someFacts({ ...live, sentMode: 'RTMP', service: { ...live.service, mode: 'CMAF' } }),
    'warn mode-differs RTMP CMAF',
  ],
  ['live in the mode asked for', someFacts({ ...live, sentMode: 'RTMP', service: { ...live.service, mode: 'RTMP' } }), 'good live-good'],
  ['the mode is not told yet', someFacts({ ...sending, sentMode: 'RTMP' }), 'good preview-good'],
  [
    'another mode, not settled yet',
    someFacts({ ...sending, reception: 'converting', sentMode: 'RTMP', service: { mode: 'CMAF' } }),
    'good waiting-for-service',
  ],
  ['resuming while the service holds a connection', someFacts({ ...interrupted, resuming: true, whoSends: 'someone-else' }), 'warn resuming'],
  ['given up', someFacts({ link: 'failed' }), 'bad failed'],
  ['not even started', someFacts({ link: 'failed', published: false }), 'bad start-failed'],
  ['ending', someFacts({ ...live, show: 'ending' }), 'good ending'],
  ['stuck', someFacts({ ...live, show: 'ending-stuck' }), 'bad ending-stuck'],
  ['nothing is sent and the service says nothing', someFacts({ service: { fresh: false } }), 'warn state-unknown'],
  ['ending by force', someFacts({ ...live, show: 'force-ending' }), 'warn force-ending'],
  ['archiving', someFacts({ show: 'archiving' }), 'good archiving'],
  ['archiving, and the service says nothing', someFacts({ show: 'archiving', service: { fresh: false } }), 'warn state-unknown'],
  ['ended by force, nothing told of a recording', someFacts({ show: 'archiving', forced: true }), 'warn ended-by-force'],
  ['ended by force, and recorded all the same', someFacts({ show: 'archiving', forced: true, service: { vodState: 'ARCHIVING' } }), 'good archiving'],
  ['done', someFacts({ show: 'done' }), 'good done'],
  ['done by force', someFacts({ show: 'done', forced: true, service: { vodState: 'NOT_ARCHIVED' } }), 'warn done-without-recording'],
  ['done by force, with a recording', someFacts({ show: 'done', forced: true, service: { vodState: 'ARCHIVED' } }), 'good done'],
  ['no archive', someFacts({ show: 'failed' }), 'bad archive-failed'],
]

test.each(cases)('%s', (_when, facts, said) => {
  const { level, code, params } = verdict(facts)
  expect([level, code, ...Object.values(params ?? {})].join(' ')).toBe(said)
})

test('every verdict that the page has a sentence for is said sometimes', () => {
  expect(new Set(cases.map(([, facts]) => verdict(facts).code))).toEqual(new Set(verdictCodes))
})
