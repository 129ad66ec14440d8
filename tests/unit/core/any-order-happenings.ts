import * as fc from 'fast-check'
import { failure } from '#shared/failure'
import { assertNever } from '#shared/result'
import { type CoreOnFakes, startConnected } from '../../fakes/start-core.ts'

/** The core, and what its fakes do not hold: the computer's own network, empty while it has none. */
export type World = { readonly on: CoreOnFakes; readonly network: { addresses: string }; readonly answers: unknown[]; readonly bugs: unknown[] }

export const stranger = 'another encoder'

const refusals = ['cloud-refused', 'stream-key-not-active'] as const
/** After these nobody knows what was done. */
const doubts = ['request-locked', 'cloud-timeout', 'cloud-unreachable', 'cloud-server-error', 'cloud-malformed-answer'] as const
const requests = ['startRoom', 'endRoom', 'forceTerminate', 'reissueKey', 'chooseProfile'] as const
const losses = ['ingest-reset', 'ingest-black-hole', 'sender-failed', 'ingest-unreachable'] as const

/** Buttons that need nothing but a click, and how much they are liked. */
const clicks = {
  'session.streamStart': 60,
  'session.streamStop': 20,
  'session.goLive': 60,
  'session.endLive': 30,
  'session.forceEnd': 10,
  'session.reconnectNow': 10,
  'session.resume': 10,
  'session.dismissResume': 5,
  'session.dismissFailure': 10,
  'room.refresh': 5,
  'streamKey.reissue': 10,
  'program.closePreview': 10,
} as const

/** What a person, the network, the computer and the service may do at any moment. */
type Event =
  | { readonly what: keyof typeof clicks }
  | { readonly what: 'room.create' }
  | { readonly what: 'room.select'; readonly nth: number }
  | { readonly what: 'program.setSource'; readonly sourceId: string }
  | { readonly what: 'program.setCamera'; readonly sourceId: string }
  | { readonly what: 'program.setScene'; readonly sceneId: string }
  | { readonly what: 'program.setCameraPlace'; readonly x: number }
  | { readonly what: 'program.setOrientation'; readonly orientation: 'horizontal' | 'vertical' }
  | { readonly what: 'program.setOutputMode'; readonly outputMode: 'RTMP' | 'CMAF' | 'RTMP_CMAF' }
  | { readonly what: 'streamKey.chooseProfile'; readonly profileId: string }
  | { readonly what: 'connection.select' }
  | { readonly what: 'the connection breaks'; readonly loss: (typeof losses)[number]; readonly publishedForMs: number }
  | { readonly what: 'the connection stalls' }
  | { readonly what: 'the way to the ingest'; readonly blocked: boolean }
  | { readonly what: 'the screen'; readonly gone: boolean }
  | { readonly what: 'the encoder restarts' }
  | { readonly what: 'the encoder gives up' }
  | { readonly what: 'the service'; readonly silent: boolean }
  | { readonly what: 'the next request is refused'; readonly request: (typeof requests)[number]; readonly code: (typeof refusals)[number] }
  | {
      readonly what: 'the answer to the next request is lost'
      readonly request: (typeof requests)[number]
      readonly code: (typeof doubts)[number]
      readonly done: boolean
      /** So long the service answers nothing else after that. */
      readonly silentMs: number
    }
  | { readonly what: 'another encoder connects' }
  | { readonly what: 'another encoder leaves' }
  | { readonly what: 'another encoder throws us out' }
  | { readonly what: 'somebody goes live from the console'; readonly nth: number }
  | { readonly what: 'somebody ends it by force' }
  | { readonly what: 'somebody reissues the key' }
  | { readonly what: 'the wall clock jumps'; readonly aheadMs: number }
  | { readonly what: 'the network'; readonly addresses: string }
  | { readonly what: 'the service takes its time'; readonly delays: CoreOnFakes['cloud']['delays'] }

/** Something that happens, and how long the next thing takes to happen. */
export type Happening = Event & { readonly waitMs: number }

const usualWait = fc.oneof(
  { weight: 65, arbitrary: fc.nat(1_499) },
  { weight: 30, arbitrary: fc.nat(11_999) },
  // Two things in the same moment.
  { weight: 5, arbitrary: fc.constant(0) },
)

/** `noticedMs`: so long it may take until it is noticed. */
function of<E extends Event>(weight: number, what: E['what'], given: { [K in Exclude<keyof E, 'what'>]: fc.Arbitrary<E[K]> }, noticedMs = 0) {
  const waitMs = noticedMs === 0 ? usualWait : fc.integer({ min: noticedMs, max: noticedMs + 4_999 })
  return { weight, arbitrary: fc.record({ what: fc.constant(what), ...given, waitMs }) as fc.Arbitrary<unknown> as fc.Arbitrary<Happening> }
}

type Named<W extends Event['what']> = Extract<Event, { readonly what: W }>
const chance = (percent: number): fc.Arbitrary<boolean> =>
  fc.oneof({ weight: 100 - percent, arbitrary: fc.constant(false) }, { weight: percent, arbitrary: fc.constant(true) })

export const anyHappening: fc.Arbitrary<Happening> = fc.oneof(
  ...Object.entries(clicks).map(([what, weight]) => of(weight, what as keyof typeof clicks, {})),
  of<Named<'room.create'>>(20, 'room.create', {}),
  of<Named<'room.select'>>(20, 'room.select', { nth: fc.nat(9) }),
  of<Named<'program.setSource'>>(10, 'program.setSource', { sourceId: fc.constantFrom('test-pattern', 'test-pattern', 'screen:0', 'none') }),
  of<Named<'program.setCamera'>>(5, 'program.setCamera', { sourceId: fc.constantFrom('camera:front', 'camera:front', 'camera:gone', 'none') }),
  of<Named<'program.setScene'>>(10, 'program.setScene', {
    sceneId: fc.constantFrom('screen', 'screen', 'screen-camera', 'camera', 'side-by-side', 'slate'),
  }),
  of<Named<'program.setCameraPlace'>>(10, 'program.setCameraPlace', { x: fc.constantFrom(0, 0.5, 1) }),
  of<Named<'program.setOrientation'>>(10, 'program.setOrientation', { orientation: fc.constantFrom('horizontal', 'horizontal', 'vertical') }),
  of<Named<'program.setOutputMode'>>(10, 'program.setOutputMode', { outputMode: fc.constantFrom('RTMP', 'CMAF', 'RTMP_CMAF') }),
  of<Named<'streamKey.chooseProfile'>>(10, 'streamKey.chooseProfile', { profileId: fc.constantFrom('1', '1', '2') }),
  of<Named<'connection.select'>>(10, 'connection.select', {}),
  of<Named<'the connection breaks'>>(30, 'the connection breaks', { loss: fc.constantFrom(...losses), publishedForMs: fc.nat(19_999) }),
  of<Named<'the connection stalls'>>(10, 'the connection stalls', {}),
  of<Named<'the way to the ingest'>>(20, 'the way to the ingest', { blocked: chance(40) }),
  of<Named<'the screen'>>(20, 'the screen', { gone: chance(30) }),
  of<Named<'the encoder restarts'>>(10, 'the encoder restarts', {}),
  of<Named<'the encoder gives up'>>(10, 'the encoder gives up', {}),
  of<Named<'the service'>>(20, 'the service', { silent: chance(30) }),
  of<Named<'the next request is refused'>>(8, 'the next request is refused', {
    request: fc.constantFrom(...requests),
    code: fc.constantFrom(...refusals),
  }),
  of<Named<'the answer to the next request is lost'>>(22, 'the answer to the next request is lost', {
    request: fc.constantFrom(...requests),
    code: fc.constantFrom(...doubts),
    done: fc.boolean(),
    silentMs: fc.oneof({ weight: 60, arbitrary: fc.constant(0) }, { weight: 40, arbitrary: fc.nat(29_999) }),
  }),
  of<Named<'another encoder connects'>>(10, 'another encoder connects', {}),
  of<Named<'another encoder leaves'>>(40, 'another encoder leaves', {}),
  of<Named<'another encoder throws us out'>>(10, 'another encoder throws us out', {}),
  of<Named<'somebody goes live from the console'>>(5, 'somebody goes live from the console', { nth: fc.nat(9) }),
  of<Named<'somebody ends it by force'>>(3, 'somebody ends it by force', {}),
  of<Named<'somebody reissues the key'>>(5, 'somebody reissues the key', {}),
  of<Named<'the wall clock jumps'>>(5, 'the wall clock jumps', { aheadMs: fc.integer({ min: 20_000, max: 7_219_999 }) }, 1_001),
  of<Named<'the network'>>(10, 'the network', { addresses: fc.constantFrom('10.0.0.2', '192.168.7.2', '') }),
  of<Named<'the service takes its time'>>(10, 'the service takes its time', {
    delays: fc.record({ see: fc.nat(2_999), convert: fc.nat(4_999), release: fc.nat(3_999), archive: fc.nat(4_999), network: fc.nat(399) }),
  }),
)

/** The first of two without the second, but with its time. */
export const wait = (first: Happening, second: Happening): Happening => ({ ...first, waitMs: first.waitMs + second.waitMs })

/** In plain words, as they can be written down again. */
export function tell({ what, waitMs, ...given }: Happening): string {
  const more = Object.entries(given).map(([name, value]) => `${name} ${JSON.stringify(value)}`)
  return `${[what, ...more].join(', ')}; ${waitMs} ms`
}

/** Connected, with something to send. */
export async function startWorld(): Promise<World> {
  const network = { addresses: '10.0.0.2' }
  const on = await startConnected({ networkAddresses: () => network.addresses })
  const world: World = { on, network, answers: [], bugs: [] }
  ask(world, on.core.call('program.setSource', { sourceId: 'test-pattern' }))
  return world
}

function ask({ answers, bugs }: World, asked: Promise<unknown>): void {
  answers.push(asked.catch((bug: unknown) => bugs.push(bug)))
}

export async function happen(world: World, happening: Happening): Promise<void> {
  begin(world, happening)
  await world.on.wait(happening.waitMs)
}

/** Begins it; what comes of it takes its time. */
function begin(world: World, event: Event): unknown {
  const { on, network } = world
  const { core, cloud, pipeline, clock } = on
  switch (event.what) {
    case 'room.create':
      return ask(world, core.call('room.create', { title: 'Another show' }))
    case 'room.select':
      return ask(world, core.call('room.select', { roomId: String(1 + (event.nth % (cloud.rooms.length + 1))) }))
    case 'program.setSource':
      return ask(world, core.call('program.setSource', { sourceId: event.sourceId }))
    case 'program.setCamera':
      return ask(world, core.call('program.setCamera', { sourceId: event.sourceId }))
    case 'program.setScene':
      return ask(world, core.call('program.setScene', { sceneId: event.sceneId }))
    case 'program.setCameraPlace':
      return ask(world, core.call('program.setCameraPlace', { x: event.x }))
    case 'program.setOrientation':
      return ask(world, core.call('program.setOrientation', { orientation: event.orientation }))
    case 'program.setOutputMode':
      return ask(world, core.call('program.setOutputMode', { outputMode: event.outputMode }))
    case 'streamKey.chooseProfile':
      return ask(world, core.call('streamKey.chooseProfile', { profileId: event.profileId }))
    case 'connection.select':
      return ask(world, core.call('connection.select', { connectionId: 'local' }))
    case 'the connection breaks':
      return pipeline.lose(failure(event.loss), event.publishedForMs)
    case 'the connection stalls':
      return pipeline.publishing && pipeline.emit({ type: 'sender', state: 'stalled' })
    case 'the way to the ingest':
      pipeline.network = event.blocked ? failure('ingest-unreachable') : null
      return null
    case 'the screen':
      pipeline.programFailure = event.gone ? failure('screen-unavailable') : null
      return null
    case 'the encoder restarts':
      return pipeline.emit({ type: 'encoder', state: 'restarting', failure: failure('encoder-stalled') })
    case 'the encoder gives up':
      if (pipeline.program === null) return null
      pipeline.program = null
      return pipeline.emit({ type: 'encoder', state: 'failed', failure: failure('encoder-failed') })
    case 'the service':
      cloud.down = event.silent
      return null
    case 'the next request is refused':
      return cloud.failNext(event.request, failure(event.code))
    case 'the answer to the next request is lost':
      return cloud.failNext(event.request, failure(event.code), event)
    case 'another encoder connects':
      return cloud.publish(cloud.streamKey, stranger)
    case 'another encoder leaves':
      return cloud.unpublish(stranger)
    case 'another encoder throws us out':
      return cloud.takeOver(stranger)
    case 'somebody goes live from the console': {
      const { rooms } = cloud
      return cloud.startFromConsole([rooms[0], ...rooms][event.nth % (rooms.length + 1)] ?? cloud.addRoom('Console'))
    }
    case 'somebody ends it by force':
      return cloud.forceTerminate()
    case 'somebody reissues the key':
      return cloud.keyState === 'INACTIVE' && cloud.rotateKey()
    case 'the wall clock jumps':
      return clock.jumpWall(event.aheadMs)
    case 'the network':
      network.addresses = event.addresses
      return null
    case 'the service takes its time':
      cloud.delays = event.delays
      return null
    case 'session.streamStart':
    case 'session.streamStop':
    case 'session.goLive':
    case 'session.endLive':
    case 'session.forceEnd':
    case 'session.reconnectNow':
    case 'session.resume':
    case 'session.dismissResume':
    case 'session.dismissFailure':
    case 'room.refresh':
    case 'streamKey.reissue':
    case 'program.closePreview':
      return ask(world, core.call(event.what, null))
    default:
      return assertNever(event)
  }
}

/** Nothing stands in the way any more, and a minute passes. */
export async function heal({ on, network }: World): Promise<void> {
  on.cloud.down = false
  on.cloud.delays = { see: 100, convert: 800, release: 200, archive: 2_000, network: 5 }
  on.cloud.unpublish(stranger)
  on.pipeline.network = null
  on.pipeline.programFailure = null
  network.addresses = '10.0.0.2'
  await on.wait(60_000)
}
