import {
  arriveMs,
  asked,
  bad,
  broken,
  clear,
  clearAndDismiss,
  type FaultRow,
  faults,
  goLiveRoute,
  good,
  idle,
  live,
  longestRetryMs,
  preview,
  refusedStart,
  shownMs,
  tooMany,
  unauthorized,
  warn,
} from './fault-row.ts'

/** What the service does wrong before a broadcast and as it begins. The rows of each list run one after another in one core. */
export const startFaults: readonly FaultRow[] = [
  {
    // First: soon after a broadcast of ours a refusal is taken for a service that still holds it.
    name: 'the key that the service hands out is refused by its ingest',
    from: ['key refused at the start'],
    when: 'at the start',
    set: async ({ handOut }) => handOut({ streamKey: 'not-the-key-at-all' }),
    says: { ...bad, code: 'start-failed', failure: 'ingest-rejected', tally: 'off' },
    saidMs: 2_000,
    heal: async ({ handOut, on }) => {
      handOut({})
      await on.call('session.streamStart', null)
    },
    back: preview,
    backMs: arriveMs,
  },
  refusedStart('401', unauthorized, 'credentials-rejected'),
  refusedStart('429', tooMany, 'cloud-rate-limited'),
  refusedStart('503', broken, 'cloud-server-error'),
  refusedStart('a cut connection', { cut: true }, 'cloud-unreachable'),
  {
    name: '401 to who goes live',
    from: ['apiStatus'],
    when: 'at go-live',
    set: faults({ apiStatus: { [goLiveRoute]: unauthorized } }),
    says: { ...good, code: 'preview-good', failure: 'credentials-rejected', tally: 'preview' },
    saidMs: 1_000,
    heal: clearAndDismiss,
    back: preview,
    backMs: shownMs,
  },
  {
    name: '429 to who goes live',
    from: ['apiStatus'],
    when: 'at go-live',
    set: faults({ apiStatus: { [goLiveRoute]: tooMany } }),
    says: { ...good, code: 'preview-good', failure: 'cloud-rate-limited', tally: 'preview' },
    saidMs: 1_000,
    heal: clearAndDismiss,
    back: preview,
    backMs: shownMs,
  },
  {
    name: 'going live is done, but its answer is lost; and the play URLs come late',
    from: ['apiStatus', 'playUrlsDelayMs'],
    when: 'at go-live',
    set: faults({ apiStatus: { [goLiveRoute]: { cut: 'after' } }, playUrlsDelayMs: 4_000 }),
    says: { ...good, code: 'no-address-yet', tally: 'live' },
    with: ({ session: { returnFeed, share } }) => returnFeed === null && share.hls === null,
    saidMs: 1_000 + shownMs,
    back: live,
    backMs: 4_000 + 1_000 + 2 * shownMs,
  },
]

/** What it does wrong during a broadcast and after it. */
export const serviceFaults: readonly FaultRow[] = [
  {
    // The first one, while the bitrate is still the one that was chosen: after other troubles it could be low enough.
    // On loopback the system passes on 64 KB at a time: at 600 kbit/s that is a rest of 0.9 s, which nobody can take for the end.
    name: 'the ingest reads too slowly',
    from: ['ingestSlowKbps'],
    when: 'live',
    set: faults({ ingestSlowKbps: 600 }),
    says: { ...warn, code: 'network-slow', tally: 'live' },
    saidMs: 8_000,
    heal: clear,
    back: live,
    backMs: 6_000,
    looksLike: 'a slow way',
  },
  {
    name: 'the clock of the service is an hour ahead',
    from: ['clockOffsetMs'],
    when: 'live',
    set: faults({ clockOffsetMs: 3_600_000 }),
    says: { ...good, code: 'live-good', tally: 'live' },
    with: ({ session: { clockOffsetMs } }) => Math.abs((clockOffsetMs ?? 0) - 3_600_000) < 5_000,
    saidMs: 10_000,
    heal: clear,
    back: live,
    backMs: shownMs,
  },
  {
    name: 'the ingest resets connections, and takes none',
    from: ['ingestReset', 'ingestRefuse'],
    when: 'live',
    set: faults({ ingestReset: true, ingestRefuse: true }),
    says: { ...bad, code: 'reconnecting', cause: 'ingest-reset', failure: 'ingest-reset', tally: 'trouble' },
    saidMs: 1_000 + shownMs,
    heal: clear,
    back: live,
    backMs: longestRetryMs + arriveMs,
    newFeed: true,
  },
  {
    name: 'the conversion fails',
    from: ['convertFail'],
    when: 'live',
    set: faults({ convertFail: true }),
    says: { ...bad, code: 'conversion-failed', failure: 'service-does-not-convert', tally: 'trouble' },
    saidMs: 2 * shownMs,
    heal: clear,
    back: live,
    backMs: longestRetryMs + arriveMs,
    newFeed: true,
  },
  {
    name: 'the service does not notice that our connection has gone',
    from: ['ingestHold'],
    when: 'live',
    set: faults({ ingestHold: 600_000, ingestReset: true }),
    says: { ...bad, code: 'still-held', cause: 'ingest-rejected', tally: 'live' },
    saidMs: 1_000,
    heal: clear,
    back: live,
    backMs: longestRetryMs + arriveMs,
    newFeed: true,
  },
  {
    name: 'the ingest reads nothing any more',
    from: ['ingestStall'],
    when: 'live',
    set: faults({ ingestStall: true }),
    says: { ...bad, code: 'nothing-leaves', tally: 'live' },
    // What the system of the service takes in before it stops comes on top.
    saidMs: 12_000,
    heal: clear,
    back: live,
    backMs: longestRetryMs + arriveMs,
    looksLike: 'a connection that stands still',
  },
  {
    name: 'the recording is begun late',
    from: ['archiveDelayMs'],
    when: 'at the end',
    set: faults({ archiveDelayMs: 3_000 }),
    says: { ...good, code: 'archiving', tally: 'off' },
    with: ({ session: { vod } }) => vod?.state === 'NOT_ARCHIVED',
    saidMs: 2 * shownMs,
    back: { code: 'done', tally: 'off' },
    backMs: 3_000 + 5_000,
  },
  {
    name: 'the recording cannot be made',
    from: ['archiveFail'],
    when: 'at the end',
    set: faults({ archiveFail: true }),
    says: { ...bad, code: 'archive-failed', failure: 'archive-failed', tally: 'off' },
    saidMs: 5_000,
    heal: async (world) => {
      await clear(world)
      await world.createRoom('The next one')
    },
    back: idle,
    backMs: shownMs,
  },
]

/** Starts that take long, so they have a core of their own. */
export const slowStarts: readonly FaultRow[] = [
  {
    name: 'the name of the ingest is unknown',
    from: ['ingest host unknown'],
    when: 'at the start',
    set: async ({ handOut }) => handOut({ ingestUrl: 'rtmp://no-such-host.invalid/live' }),
    says: { ...bad, code: 'not-reached', cause: 'ingest-host-unknown', failure: 'ingest-host-unknown', tally: 'off' },
    saidMs: 2_000,
    heal: async ({ handOut, on }) => {
      handOut({})
      await on.call('session.streamStop', null)
      await on.seen('stopped', ({ session }) => session.actions.streamStart.allowed)
      await on.call('session.streamStart', null)
    },
    back: preview,
    backMs: arriveMs,
  },
  {
    name: 'the ingest takes no connection',
    from: ['ingestRefuse'],
    when: 'at the start',
    set: faults({ ingestRefuse: true }),
    says: { ...bad, code: 'not-reached', cause: 'ingest-reset', failure: 'ingest-reset', tally: 'off' },
    saidMs: 2_000,
    heal: clear,
    back: preview,
    backMs: longestRetryMs + arriveMs,
  },
  {
    name: 'the ingest never answers the handshake',
    from: ['ingestSilent'],
    when: 'at the start',
    set: faults({ ingestSilent: true }),
    says: { ...bad, code: 'not-reached', cause: 'ingest-timeout', failure: 'ingest-timeout', tally: 'off' },
    saidMs: 9_000,
    heal: clear,
    back: preview,
    backMs: 9_000 + arriveMs,
  },
  {
    name: 'the service takes long to convert',
    from: ['convertDelayMs'],
    when: 'at the start',
    set: faults({ convertDelayMs: 12_000 }),
    says: { ...warn, code: 'service-slow-to-convert', tally: 'preview' },
    saidMs: 12_000,
    back: preview,
    backMs: 12_000 + arriveMs,
  },
  {
    name: 'the service cuts every question off, live',
    from: ['apiStatus', 'service silent'],
    when: 'live',
    set: faults({ apiStatus: { 'GET /v2/*': { cut: true } } }),
    says: { ...warn, code: 'service-silent', asking: 'cloud-unreachable', tally: 'unknown' },
    saidMs: 10_000 + shownMs,
    heal: clear,
    back: live,
    backMs: 10_000 + shownMs,
  },
]

/** Each needs the ten seconds after which an answer is too old. */
export const silences: readonly FaultRow[] = [
  asked(
    '401 to every question',
    { apiStatus: { 'GET /v2/*': unauthorized } },
    { level: 'bad', code: 'service-refuses', asking: 'credentials-rejected' },
  ),
  asked('429 to every question', { apiStatus: { 'GET /v2/*': tooMany } }, { level: 'warn', code: 'service-busy', asking: 'cloud-rate-limited' }),
  asked('503 to every question', { apiStatus: { 'GET /v2/*': broken } }, { level: 'warn', code: 'service-failing', asking: 'cloud-server-error' }),
  asked(
    'every question is cut off',
    { apiStatus: { 'GET /v2/*': { cut: true } } },
    { level: 'warn', code: 'state-unknown', asking: 'cloud-unreachable' },
  ),
  asked('every answer takes longer than is waited', { apiDelayMs: 20_000 }, { level: 'warn', code: 'state-unknown', asking: 'cloud-timeout' }),
]
