import type { CommandInput, CommandName, CommandOutput, Levels, Snapshot, StreamName, StreamValue, Telemetry, WantedPage } from '#shared/contract'
import type { Failure } from '#shared/failure'
import type { RoomId } from '#shared/ids'
import type { Result } from '#shared/result'
import { quitMs } from '../broadcast/deadlines.ts'
import { createSession } from '../broadcast/session.ts'
import { createTimeline } from '../broadcast/timeline.ts'
import type { Clock } from '../clock.ts'
import type { SaveMedia } from '../cloud/media-download-port.ts'
import type { MediaGateway } from '../cloud/media-gateway-port.ts'
import type { CredentialsStore } from '../credentials/port.ts'
import type { Logger } from '../logging/port.ts'
import type { Pipeline } from '../pipeline/port.ts'
import type { SettingsStore } from '../settings/port.ts'
import { systemTimers, type Timers } from '../timers.ts'
import { createCommands } from './commands.ts'
import { type Connection, createConnection, type LocalCloud } from './connection.ts'
import { type DesktopHost, desktopView } from './desktop-host.ts'
import { createDownloads } from './downloads.ts'
import { type HostUpdates, noUpdates } from './host-updates.ts'
import { createLatestValue } from './latest-value.ts'
import { createMembers } from './members.ts'
import type { HostWindow } from './own-windows.ts'
import { pageLanguage } from './page-language.ts'
import type { PageVisit } from './page-visit.ts'
import type { Core } from './port.ts'
import { createProgram } from './program.ts'
import { redactFailure, type ShownFailure } from './redact-failure.ts'
import { rehearsalTitle } from './rehearsal-title.ts'
import { createRooms } from './rooms.ts'
import { localConnectionId, savedConnections } from './saved-connections.ts'
import { createSecretsHome } from './secrets-home.ts'
import { createShowRequests } from './show-requests.ts'
import { slatePath } from './slate-path.ts'
import { createSnapshotStore } from './snapshot-store.ts'
import type { OpenCloud } from './test-connection.ts'
import { systemNetworkAddresses, watchComputer } from './watch-computer.ts'
import { within } from './within.ts'

/** What a host hands to the core. The host made it, and disposes it after the core. */
export type CoreDeps = {
  readonly pipeline: Pipeline
  readonly credentials: CredentialsStore
  /** Why the keychain is not used, where it was wanted. */
  readonly credentialsNote: Failure | null
  readonly settings: SettingsStore
  readonly clock: Clock
  readonly timers?: Timers
  /** The addresses of this computer as one text, empty without a network. Default: the system’s. */
  readonly networkAddresses?: () => string
  readonly logger: Logger
  readonly gateway: Pick<MediaGateway, 'expose'>
  readonly saveMedia: SaveMedia
  /** Where recordings that a person saves are put. */
  readonly recordingsDir: string
  /** The newest log; older ones lie beside it. */
  readonly logFile: string
  /** Where the built-in pictures lie. */
  readonly slatesDir: string
  readonly showFile: (path: string) => Promise<Result<null>>
  readonly openCloud: OpenCloud
  /** Starts the local FlipFlop Cloud, or answers with the one that runs. A new one begins with a room of this title. */
  readonly startLocalCloud: (firstRoomTitle: string) => Promise<Result<LocalCloud>>
  readonly host: 'desktop' | 'web'
  /** Of a host that has a window of its own; default: what pages say of theirs, and what the system says to that. */
  readonly hostWindow?: HostWindow
  /** Of a host that can replace itself. Default: it cannot. */
  readonly updates?: HostUpdates
  /** Of the desktop app; default: a page in a browser, which knows nothing of the computer. */
  readonly desktop?: DesktopHost
  readonly version: string
  readonly platform: string
  /** Calls back when this computer wakes up, where the system tells. It is noticed by the clocks as well. */
  readonly onSystemWake?: (listener: () => void) => () => void
  /** The system's language, BCP 47. Default: as this process was started. */
  readonly systemLocale?: string
  /** A one-time address for a further page. */
  readonly newPageUrl: () => Promise<Result<{ url: string }>> | Result<{ url: string }>
}

/**
 * The program behind every window. Answers at once; ffmpeg, the sources and the connection used last are looked for in the
 * background and appear in the snapshots. Opens no device. Disposing stops what is sent, in order and within 5 s.
 */
export async function createCore(deps: CoreDeps): Promise<Core> {
  const { pipeline, settings, clock, timers = systemTimers, networkAddresses = systemNetworkAddresses } = deps
  const { updates = noUpdates, desktop = null, systemLocale = Intl.DateTimeFormat().resolvedOptions().locale } = deps
  const hidden = new Set<string>()
  const hideSecret = (secret: string) => {
    if (hidden.has(secret)) return
    hidden.add(secret)
    deps.logger.hide(secret)
  }
  // Session, program and connection each need to know of the others. The session looks around once before there is a connection.
  let connection: Connection | null = null
  const changed = () => snapshots.changed()

  const timeline = createTimeline(clock, deps.logger.child('timeline'), changed)
  const isSending = () => session.view().witnesses.sender !== 'off'
  /** Something is sent, on air or waits to be resumed. */
  const isBusy = () => isSending() || session.view().resume !== null || !['idle', 'done', 'failed'].includes(session.view().state)
  const program = createProgram({
    pipeline,
    hostWindow: deps.hostWindow ?? null,
    settings,
    timers,
    environment: () => connection?.environment() ?? null,
    isSending,
    sentMode: () => session.sentMode(),
    profileOrientation: () => session.view().streamKey?.profile?.orientation ?? null,
    slatePath: (orientation) => slatePath(deps.slatesDir, pageLanguage(settings.current().language, systemLocale), orientation),
    tell: timeline.add,
    onChange: () => session.reconsider(),
  })
  const titleOf = (number: number) => rehearsalTitle(number, settings.current().language, systemLocale)
  const rooms = createRooms(clock, titleOf, changed)
  const members = createMembers(changed)
  const secrets = createSecretsHome(deps.credentials, hideSecret)
  const saved = savedConnections({ settings, secrets, openCloud: deps.openCloud, probeIngest: pipeline.probeIngest, clock })
  const session = createSession({
    pipeline,
    ensureProgram: program.ensureRunning,
    outputMode: () => settings.current().outputMode,
    orientation: program.orientation,
    hideSecret,
    logger: deps.logger.child('session'),
    clock,
    timers,
    gateway: deps.gateway,
    timeline,
    surroundings: () => ({
      ...(connection?.way() ?? { connection: 'connecting', mode: null }),
      ffmpegUsable: program.ffmpeg().failure === null,
      source: program.source(),
      orientation: program.orientation(),
      warnings: program.warnings(),
    }),
    fps: () => program.encoding().fps,
    onChange: () => {
      keepRooms()
      updates.setBusy(isBusy())
      changed()
    },
  })
  const line = createConnection({
    saved,
    settings,
    startLocalCloud: () => deps.startLocalCloud(titleOf(1)),
    openCloud: deps.openCloud,
    session,
    rooms,
    members,
    tell: timeline.add,
  })
  connection = line
  const downloads = createDownloads({ save: deps.saveMedia, folder: deps.recordingsDir, timers, logger: deps.logger, onChange: changed })

  const computer = watchComputer({
    clock,
    timers,
    networkAddresses,
    isSending,
    onAddresses: line.networkChanged,
    onNetwork: () => {
      timeline.add({ kind: 'note', code: 'network-changed' })
      session.networkChanged()
    },
    onSystemWake: deps.onSystemWake ?? null,
    onWake: () => {
      line.wokeUp()
      timeline.add({ kind: 'note', code: 'woke-up' })
      session.wokeUp()
    },
  })

  let lastVerdict = session.view().verdict.code
  /** The list shows what is known of the followed room, and after a broadcast the rooms for the next one. */
  function keepRooms(): void {
    const { room, failure } = session.observation()
    if (room) rooms.update(room)
    const followed = session.followed()
    if (failure?.code === 'room-not-found' && followed !== null) {
      loseRoom(followed)
      return
    }
    const { code } = session.view().verdict
    const isOver = code !== lastVerdict && (code === 'done' || code === 'archive-failed')
    lastVerdict = code
    if (isOver) rooms.refresh().catch((error: unknown) => deps.logger.error('listing the rooms threw', { error: String(error) }))
  }

  /** Deleted elsewhere. No other is chosen in its place: that is for the person to say. */
  function loseRoom(roomId: RoomId): void {
    rooms.lose(roomId)
    timeline.add({ kind: 'trouble', code: 'room-gone', params: { title: rooms.gone()?.title ?? '' } })
    session.follow(null)
  }

  function build(): Omit<Snapshot, 'revision'> {
    const { language, theme, guide, countdownSeconds, shortcuts } = settings.current()
    const { version, platform, host, credentials, credentialsNote } = deps
    const redacted = <F extends ShownFailure | null>(failure: F) => redactFailure(failure, deps.logger.redact)
    const withRedacted = <T extends { readonly failure: ShownFailure | null }>(part: T): T => ({ ...part, failure: redacted(part.failure) })
    const withRedactedToken = (view: Snapshot['connection']) => ({ ...view, token: view.token && withRedacted(view.token) })
    const found = program.ffmpeg()
    const ffmpeg = { ...withRedacted(found), warning: redacted(found.warning), passedOver: found.passedOver.map(withRedacted) }
    const programView = program.view()
    return {
      app: {
        ...{ version, platform, host, language, theme, guide, countdownSeconds, shortcuts, ffmpeg },
        desktop: desktop === null ? null : desktopView(desktop.facts(), settings.current()),
        credentials: credentials.kind,
        update: updates.view(),
        credentialsNote: redacted(credentialsNote),
      },
      connection: withRedactedToken(withRedacted(line.view())),
      member: line.member(),
      members: members.view(),
      rooms: [...rooms.views()],
      roomGone: rooms.gone(),
      program: withRedacted({ ...programView, open: programView.open.map(withRedacted) }),
      session: withRedacted(session.view()),
      downloads: downloads.views().map(withRedacted),
      timeline: [...timeline.entries()],
    }
  }

  const snapshots = createSnapshotStore(build)
  const telemetry = createLatestValue<Telemetry>()
  const levels = createLatestValue<Levels>()
  const preview = createLatestValue<StreamValue<'preview'>>()
  const wantedPages = createLatestValue<WantedPage[]>()
  const shows = createShowRequests()
  const watches: { readonly [N in StreamName]: (listener: (value: StreamValue<N>) => void) => () => void } = {
    snapshot: snapshots.watch,
    telemetry: telemetry.watch,
    levels: levels.watch,
    preview: preview.watch,
    'page.wanted': wantedPages.watch,
    'page.show': shows.watch,
  }
  const stopListening = [
    updates.onChange(changed),
    pipeline.onTelemetry(telemetry.set),
    pipeline.onLevels(levels.set),
    pipeline.onWantedPages((wanted) => wantedPages.set([...wanted])),
    desktop?.onFacts(changed) ?? (() => {}),
    pipeline.onPreview((jpeg) => preview.set(jpeg as StreamValue<'preview'>)),
    pipeline.onEvent((event) => {
      // A picture of a program that is over must not greet the next page.
      if (event.type === 'encoder' && (event.state === 'off' || event.state === 'failed'))
        for (const { clear } of [telemetry, levels, preview]) clear()
    }),
  ]

  updates.setBusy(isBusy())
  const commands = createCommands({
    ...{ ...deps, session, program, rooms, members, saved, connection: line, timeline, downloads, shows, updates, isBusy, desktop },
  })
  async function call<N extends CommandName>(command: N, input: CommandInput<N>, visit?: PageVisit): Promise<Result<CommandOutput<N>>> {
    const result = await commands[command](input, visit ?? null)
    // Who hears the answer has the state that goes with it.
    snapshots.flush()
    return result.ok ? result : { ok: false, failure: redactFailure(result.failure, deps.logger.redact) }
  }

  async function begin(): Promise<void> {
    const { currentConnectionId } = settings.current()
    const known = saved.views().some(({ id }) => id === currentConnectionId)
    await Promise.all([saved.load(), program.discover(), line.connect(known ? currentConnectionId : localConnectionId)])
  }
  begin().catch((error: unknown) => deps.logger.error('starting the core threw', { error: String(error) }))

  return {
    call,
    watch: (stream, listener) => watches[stream](listener),
    enter: program.enter,
    show: shows.ask,
    [Symbol.asyncDispose]: async () => {
      computer[Symbol.dispose]()
      const stopAll = async () => {
        await session[Symbol.asyncDispose]()
        await program.closePreview()
      }
      await within(quitMs, timers, Promise.all([stopAll(), program.writeChoices()]))
      downloads[Symbol.dispose]()
      line.close()
      program[Symbol.dispose]()
      for (const stop of stopListening) stop()
    },
  }
}
