import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { CommandInput, CommandName, CommandOutput, Levels, Snapshot, StreamName, StreamValue, Telemetry } from '#shared/contract'
import { ok, type Result } from '#shared/result'
import type { Core } from '../../electron/core/port.ts'
import { silentLogger } from '../../electron/logging/port.ts'
import { listenForPages } from '../../electron/transport/websocket.ts'

/** One call of the page, as it passed the contract's door. */
export type CannedCall = { readonly command: CommandName; readonly input: unknown }

/**
 * The page's host with nothing behind it: the real door, headers and wire of the web host, and a core that says what a
 * test tells it to and writes down what it is asked. No process, no service, no broadcast.
 */
export type CannedHost = {
  /** A further address that opens the page once. */
  readonly newPageUrl: () => string
  /** From now on this is how things stand. Gives the revision that the page's root will carry once it shows it. */
  readonly show: (snapshot: Snapshot) => number
  readonly telemetry: (numbers: Telemetry) => void
  /** The sound from now on, told ten times a second: the page calls sound that is not told again unknown. */
  readonly levels: (levels: Levels) => void
  /** The next picture of the program: the still one where nothing is given. */
  readonly preview: (jpeg?: StreamValue<'preview'>) => Promise<void>
  /** What the page has asked for so far, oldest first. */
  readonly calls: readonly CannedCall[]
  /** How a command is answered from now on; null to all that was not told. */
  readonly answer: <N extends CommandName>(command: N, answer: Answer<N>) => void
  /** Ends the host as a crash would: the page loses its core. */
  readonly stop: () => Promise<void>
}

type Answer<N extends CommandName> = (input: CommandInput<N>) => Result<CommandOutput<N>> | Promise<Result<CommandOutput<N>>>

/** Same-origin paths of a minute of one still picture; fitting for `returnFeed.url` and `vod.playbackPath`. */
export const stillFeed = '/media/still/feed.m3u8'

const stillDir = join('tests', 'fixtures', 'still')
const mediaTypes: Readonly<Record<string, string>> = {
  'feed.m3u8': 'application/vnd.apple.mpegurl',
  'init.mp4': 'video/mp4',
  'segment.m4s': 'video/iso.segment',
}

/** Starts a canned host on any free port of the loopback interface, serving the built page. */
export async function startCannedHost(first: Snapshot, rendererDir = join(process.cwd(), 'out', 'renderer')): Promise<CannedHost> {
  const { core, say, calls, answer } = createCannedCore()
  const listening = await listenForPages({
    port: 0,
    rendererDir,
    gateway: { expose: () => null, respond: respondWithStill },
    logger: silentLogger,
    monotonicMs: () => performance.now(),
    tell: () => {},
  })
  if (!listening.ok) throw new Error(`the canned host cannot listen: ${listening.failure.code}`)
  const web = listening.value
  let revision = 0
  const show = (snapshot: Snapshot) => {
    revision += 1
    const { answeredAtMs } = snapshot.session
    // Each is a new answer of the service: the page calls an old one unknown.
    say('snapshot', { ...snapshot, revision, session: { ...snapshot.session, answeredAtMs: answeredAtMs === null ? null : answeredAtMs + revision } })
    return revision
  }
  show(first)
  web.serve(core)
  let sound: NodeJS.Timeout | undefined
  return {
    newPageUrl: () => web.newPageUrl(),
    show,
    telemetry: (numbers) => say('telemetry', numbers),
    levels: (levels) => {
      clearInterval(sound)
      say('levels', levels)
      sound = setInterval(() => say('levels', levels), 100)
    },
    preview: async (jpeg) => say('preview', jpeg ?? new Uint8Array(await readFile(join(stillDir, 'picture.jpg')))),
    calls,
    answer,
    stop: () => {
      clearInterval(sound)
      return web[Symbol.asyncDispose]()
    },
  }
}

/** A core that is told what to say. Like the real one it delivers the newest value of a stream at once. */
function createCannedCore() {
  const newest = new Map<StreamName, unknown>()
  const listeners = new Map<StreamName, Set<(value: never) => void>>()
  const listenersOf = (stream: StreamName) => {
    const known = listeners.get(stream) ?? new Set()
    listeners.set(stream, known)
    return known
  }
  const say = <N extends StreamName>(stream: N, value: StreamValue<N>) => {
    newest.set(stream, value)
    for (const listener of listenersOf(stream)) listener(value as never)
  }

  const calls: CannedCall[] = []
  const answers = new Map<CommandName, Answer<never>>()
  const core: Core = {
    call: async (command, input) => {
      calls.push({ command, input })
      const told = answers.get(command)
      return (told === undefined ? ok(null) : await told(input as never)) as never
    },
    watch: (stream, listener) => {
      listenersOf(stream).add(listener)
      if (newest.has(stream)) listener(newest.get(stream) as never)
      return () => listenersOf(stream).delete(listener)
    },
    show: () => {},
    enter: () => ({ offer: () => {}, withdraw: () => {}, offered: () => false, feed: async () => {}, place: () => {}, [Symbol.dispose]: () => {} }),
    [Symbol.asyncDispose]: async () => {},
  }
  const answer = <N extends CommandName>(command: N, told: Answer<N>) => {
    answers.set(command, told as Answer<never>)
  }
  return { core, say, calls, answer }
}

async function respondWithStill(request: Request): Promise<Response> {
  const name = new URL(request.url).pathname.replace('/media/still/', '')
  const type = mediaTypes[name]
  if (type === undefined) return new Response(null, { status: 404 })
  return new Response(new Uint8Array(await readFile(join(stillDir, name))), { headers: { 'content-type': type } })
}
