import { expect, test } from 'vitest'
import type { Snapshot } from '#shared/contract'
import { failure } from '#shared/failure'
import { maskKey } from '../../../electron/broadcast/mask-key.ts'
import type { CallName } from '../../fakes/fake-cloud.ts'
import { type SeededRandom, seededRandom } from '../../fakes/seeded-random.ts'
import { type CoreOnFakes, startConnected } from '../../fakes/start-core.ts'

const stranger = 'another encoder'
const requestFailures = [
  failure('request-locked'),
  failure('cloud-timeout'),
  failure('cloud-server-error'),
  failure('cloud-refused'),
  failure('stream-key-not-active'),
] as const
const losses = [failure('ingest-reset'), failure('ingest-black-hole'), failure('sender-failed'), failure('ingest-unreachable')] as const

/** The computer's own network; empty while it has none. */
type Network = { addresses: string }

type Happening = {
  readonly weight: number
  readonly happen: (on: CoreOnFakes, random: SeededRandom, network: Network) => unknown
  /** How long it may take until it is noticed. */
  readonly noticedMs?: number
}

/** What a person, the network and the service may do at any moment. */
const happenings: readonly Happening[] = [
  { weight: 6, happen: ({ core }) => core.call('session.streamStart', null) },
  { weight: 2, happen: ({ core }) => core.call('session.streamStop', null) },
  { weight: 6, happen: ({ core }) => core.call('session.goLive', null) },
  { weight: 3, happen: ({ core }) => core.call('session.endLive', null) },
  { weight: 1, happen: ({ core }) => core.call('session.forceEnd', null) },
  { weight: 1, happen: ({ core }) => core.call('session.reconnectNow', null) },
  { weight: 1, happen: ({ core }) => core.call('session.resume', null) },
  { weight: 1, happen: ({ core }) => core.call('session.dismissFailure', null) },
  { weight: 2, happen: ({ core }) => core.call('room.create', { title: 'Another show' }) },
  { weight: 2, happen: ({ core, cloud }, random) => core.call('room.select', { roomId: String(1 + random.below(cloud.rooms.length + 1)) }) },
  {
    weight: 1,
    happen: ({ core }, random) => core.call('program.setSource', { sourceId: random.pick(['screen:0', 'test-pattern', 'test-pattern', 'none']) }),
  },
  {
    weight: 1,
    happen: ({ core }, random) => core.call('program.setOrientation', { orientation: random.pick(['horizontal', 'horizontal', 'vertical']) }),
  },
  { weight: 1, happen: ({ core }, random) => core.call('program.setOutputMode', { outputMode: random.pick(['RTMP', 'CMAF', 'RTMP_CMAF']) }) },
  { weight: 1, happen: ({ core }) => core.call('streamKey.reissue', null) },
  { weight: 1, happen: ({ core }, random) => core.call('streamKey.chooseProfile', { profileId: random.pick(['1', '1', '2']) }) },
  { weight: 1, happen: ({ core }) => core.call('program.closePreview', null) },
  { weight: 1, happen: ({ core }) => core.call('connection.select', { connectionId: 'local' }) },
  { weight: 3, happen: ({ pipeline }, random) => pipeline.lose(random.pick(losses), random.below(20_000)) },
  {
    weight: 2,
    happen: ({ pipeline }, random) => {
      pipeline.network = random.chance(0.4) ? failure('ingest-unreachable') : null
    },
  },
  {
    weight: 2,
    happen: ({ pipeline }, random) => {
      pipeline.programFailure = random.chance(0.3) ? failure('screen-unavailable') : null
    },
  },
  { weight: 1, happen: ({ pipeline }) => pipeline.emit({ type: 'encoder', state: 'restarting', failure: failure('encoder-stalled') }) },
  {
    weight: 1,
    happen: ({ pipeline }) => {
      if (pipeline.program === null) return
      pipeline.program = null
      pipeline.emit({ type: 'encoder', state: 'failed', failure: failure('encoder-failed') })
    },
  },
  { weight: 1, happen: ({ pipeline }) => pipeline.publishing && pipeline.emit({ type: 'sender', state: 'stalled' }) },
  {
    weight: 2,
    happen: ({ cloud }, random) => {
      cloud.down = random.chance(0.3)
    },
  },
  {
    weight: 2,
    happen: ({ cloud }, random) =>
      cloud.failNext(random.pick(['startRoom', 'endRoom', 'forceTerminate', 'reissueKey', 'chooseProfile']), random.pick(requestFailures), {
        done: random.chance(0.3),
      }),
  },
  { weight: 1, happen: ({ cloud }) => cloud.publish(cloud.streamKey, stranger) },
  { weight: 4, happen: ({ cloud }) => cloud.unpublish(stranger) },
  {
    weight: 1,
    happen: ({ cloud }) => cloud.takeOver(stranger),
  },
  { weight: 0.5, happen: ({ cloud }, random) => cloud.startFromConsole(random.pick([cloud.rooms[0], ...cloud.rooms]) ?? cloud.addRoom('Console')) },
  { weight: 0.5, noticedMs: 1_001, happen: ({ clock }, random) => clock.jumpWall(20_000 + random.below(7_200_000)) },
  {
    weight: 1,
    happen: (_on, random, network) => {
      network.addresses = random.pick(['10.0.0.2', '192.168.7.2', ''])
    },
  },
  { weight: 0.3, happen: ({ cloud }) => cloud.forceTerminate() },
  { weight: 0.5, happen: ({ cloud }) => cloud.keyState === 'INACTIVE' && cloud.rotateKey() },
  {
    weight: 1,
    happen: ({ cloud }, random) => {
      cloud.delays = {
        see: random.below(3_000),
        convert: random.below(5_000),
        release: random.below(4_000),
        archive: random.below(5_000),
        network: random.below(400),
      }
    },
  },
]

const totalWeight = happenings.reduce((sum, { weight }) => sum + weight, 0)

function pickHappening(random: SeededRandom) {
  let at = random.next() * totalWeight
  return happenings.find(({ weight }) => {
    at -= weight
    return at < 0
  })
}

/** What the light may say by the newest answer alone, written down once more from `qa-handles.md`. */
function lightBy({ connection, session: { room, streamKey, answeredAtMs } }: Snapshot, nowMs: number): RegExp {
  if (connection.state === 'none') return /^off$/
  if (connection.state !== 'connected') return /^unknown$/
  if (answeredAtMs === null || nowMs - answeredAtMs > 10_000) return /^unknown$/
  if (room?.state === 'LIVE' && streamKey?.state === 'ACTIVE_LIVE') return /^live$/
  if (room?.state === 'LIVE_INACTIVE' || streamKey?.state === 'ACTIVE_LIVE_PREP' || streamKey?.state === 'INACTIVE_LIVE') return /^trouble$/
  // On air for another room than the one chosen, or two answers from before and after a change.
  if (streamKey?.state === 'ACTIVE_LIVE') return /^(live|trouble|unknown)$/
  if (room?.state === 'LIVE') return /^unknown$/
  return streamKey?.state === 'ACTIVE' || streamKey?.state === 'ACTIVE_PREP' ? /^preview$/ : /^off$/
}

function checkWorld({ cloud, pipeline, snapshot, clock }: CoreOnFakes): void {
  expect(pipeline.overlapped, 'two starts of one thing at once').toBe(false)
  const state = snapshot()
  expect(state.session.tally.state).toMatch(lightBy(state, clock.wallMs()))
  for (const { name, keyState, publisher, roomId, roomState, othersUnderWay } of cloud.arrived.splice(0)) {
    if (!aboutTheRoom.includes(name) && !aboutTheKey.includes(name) && name !== 'createRoom') continue
    expect([name, othersUnderWay.filter((other) => (aboutTheRoom.includes(other) && aboutTheRoom.includes(name)) || other === name)]).toEqual([
      name,
      [],
    ])
    if (name === 'startRoom' && (roomState === 'LIVE' || roomState === 'LIVE_INACTIVE'))
      expect(cloud.startedFromConsole, 'started twice').toContain(roomId)
    if (name === 'reissueKey' && publisher === null) expect(keyState).toBe('INACTIVE')
    // Nobody can know of an encoder that connects while the request travels.
    if (name === 'endRoom' && publisher !== stranger) expect(keyState).toBe('INACTIVE_LIVE')
  }
}

const aboutTheRoom: readonly CallName[] = ['startRoom', 'endRoom', 'forceTerminate']
const aboutTheKey: readonly CallName[] = ['reissueKey', 'chooseProfile']

const settled = ['idle', 'ready', 'live', 'interrupted', 'done', 'failed']

test.each(Array.from({ length: 40 }, (_, index) => index + 1))(
  'whatever happens, the light is right and nothing is done twice (seed %i)',
  async (seed) => {
    const random = seededRandom(seed)
    const network: Network = { addresses: '10.0.0.2' }
    const on = await startConnected({ networkAddresses: () => network.addresses })
    const calls: unknown[] = []
    calls.push(on.core.call('program.setSource', { sourceId: 'test-pattern' }))
    for (let step = 0; step < 120; step++) {
      const picked = pickHappening(random)
      calls.push(picked?.happen(on, random, network))
      await on.wait((picked?.noticedMs ?? 0) + (random.chance(0.3) ? random.below(12_000) : random.below(1_500)))
      checkWorld(on)
    }

    // Everything heals: then it must not stand still in any step between.
    on.cloud.down = false
    on.cloud.delays = { see: 100, convert: 800, release: 200, archive: 2_000, network: 5 }
    on.cloud.unpublish(stranger)
    on.pipeline.network = null
    on.pipeline.programFailure = null
    network.addresses = '10.0.0.2'
    await on.wait(60_000)
    checkWorld(on)
    expect(settled).toContain(on.session().state)
    if (on.snapshot().connection.state === 'connected') {
      expect(on.session().streamKey?.masked, 'the key that counts now').toBe(maskKey(on.cloud.streamKey))
      expect(on.hidden).toContain(on.cloud.streamKey)
    }
    if (on.pipeline.publishing) expect(on.pipeline.attempts.at(-1)?.streamKey).toBe(on.cloud.streamKey)
    await on.wait(1_000)
    await Promise.all(calls)
  },
)
