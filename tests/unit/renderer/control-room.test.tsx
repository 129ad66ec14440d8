import i18next from 'i18next'
import { renderToStaticMarkup } from 'react-dom/server'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Snapshot } from '#shared/contract'
import { type Failure, failureCodes } from '#shared/failure'
import { ControlRoom } from '../../../renderer/app.tsx'
import type { Bridge, ConnectionState } from '../../../renderer/bridge.ts'
import { type Remedy, remedies } from '../../../renderer/features/failures/remedy.ts'
import { addTexts, startTexts } from '../../../renderer/i18n/setup.ts'
import { PageProvider } from '../../../renderer/page-context.tsx'
import { allowed, aSnapshot, because, localView } from './a-snapshot.ts'

const bridge: Bridge = {
  call: async () => ({ ok: false, failure: { code: 'core-not-answering' } }),
  watch: () => () => {},
  connectionState: () => 'open',
  onConnectionState: () => () => {},
  upload: () => ({ send: async () => false, end: () => {} }),
  dispose: () => {},
}

/** The page as it is first drawn for a snapshot. */
function draw(snapshot: Snapshot, { connection = 'open' as ConnectionState, refused = null as Failure | null } = {}): string {
  const state = { connection, snapshot, stale: false, refused }
  const store = { get: () => state, subscribe: () => () => {}, refuse: () => {}, dispose: () => {} }
  return renderToStaticMarkup(
    <PageProvider page={{ bridge, store, numbers: { get: () => null, subscribe: () => () => {} } }}>
      <ControlRoom />
    </PageProvider>,
  )
}

/** The opening tag of a test id, or undefined where it is not on the page. */
const tagOf = (html: string, testId: string) => html.match(new RegExp(`<[^>]*data-testid="${testId}"[^>]*>`))?.[0]

const live = aSnapshot({
  program: { sourceId: 'screen:1', preview: 'on' },
  session: {
    state: 'live',
    tally: { state: 'live' },
    actions: { streamStart: because('already-sending'), streamStop: allowed, goLive: because('already-live'), endLive: allowed },
    share: { hls: 'http://127.0.0.1:9/a.m3u8', dash: 'http://127.0.0.1:9/a.mpd' },
  },
})

beforeAll(async () => {
  await startTexts('en')
  await addTexts('ko')
})

describe('the page', () => {
  it('tells why a control is closed, in the control’s own description', () => {
    const html = draw(aSnapshot())
    const tag = tagOf(html, 'stream-start') ?? ''
    const describedBy = tag.match(/aria-describedby="([^"]+)"/)?.[1]
    expect(tag).toContain('disabled=""')
    expect(html).toContain(`<span id="${describedBy}" hidden="">Show your screen first.</span>`)
  })

  it('opens exactly the controls that the core allows', () => {
    const html = draw(live)
    const closed = ['stream-start', 'stream-stop', 'go-live', 'end-live', 'reconnect-now'].filter((id) => tagOf(html, id)?.includes('disabled=""'))
    expect(closed).toEqual(['stream-start', 'go-live', 'reconnect-now'])
  })

  it('says rehearsal where only this computer can watch', () => {
    const lamp = /data-testid="tally" data-state="live" data-environment="rehearsal"[^>]*><strong>Rehearsal<\/strong>/
    expect(draw(live)).toMatch(lamp)
    expect(draw(live)).toContain('these work only on this computer')
    expect(draw(aSnapshot({ ...live, connection: { environment: 'production' } }))).toMatch(
      /data-testid="tally" data-state="live" data-environment="production"[^>]*><strong>On air<\/strong>/,
    )
  })

  it('says of a connection that is being opened, or failed, that nothing is known, and of neither that it is not on air', () => {
    const unanswered = { tally: { state: 'unknown' }, answeredAtMs: null } as const
    const lampOf = (html: string) => html.match(/data-testid="tally"[^>]*><strong>([^<]*)<\/strong><span>([^<]*)</)?.slice(1)
    const opening = draw(
      aSnapshot({ connection: { state: 'connecting' }, session: { ...unanswered, verdict: { level: 'good', code: 'connecting' } } }),
    )
    const failed = draw(aSnapshot({ connection: { state: 'failed' }, session: { ...unanswered, verdict: { level: 'warn', code: 'not-connected' } } }))
    expect(lampOf(opening)).toEqual(['Not known', 'Connecting…'])
    expect(lampOf(failed)).toEqual(['Not known', 'Not connected'])
    expect([opening, failed].filter((html) => html.includes('Not on air') || html.includes('Nobody sees you'))).toEqual([])
  })

  it('claims nothing and closes every control when the core does not answer', () => {
    const html = draw(live, { connection: 'lost' })
    const open = ['stream-start', 'stream-stop', 'go-live', 'end-live', 'room-row', 'source-screen', 'stream-key-reveal'].filter(
      (id) => !tagOf(html, id)?.includes('disabled=""'),
    )
    expect(open).toEqual([])
    expect(html).toMatch(/data-testid="tally" data-state="unknown"/)
    expect([...html.matchAll(/data-testid="witness"[^>]*data-state="(\w+)"/g)].map(([, state]) => state)).toEqual(['unknown', 'unknown', 'unknown'])
    expect(html).toMatch(/data-testid="failure" data-code="core-not-answering"/)
  })

  it('shows a failure once, in words, with the technical part folded', () => {
    const failure = { code: 'cloud-not-an-api', serviceCode: 'ODD', params: { host: 'portal.test' }, detail: 'answered text/html' } as const
    const html = draw(aSnapshot({ connection: { state: 'failed', failure } }), { refused: failure })
    expect(html.match(/data-testid="failure"/g)).toHaveLength(1)
    expect(html).toContain('The address answers, but not as FlipFlop Cloud.')
    expect(html).toMatch(
      /<details><summary>Technical details<\/summary><pre[^>]*>cloud-not-an-api\nhost: portal.test\nCode of the service: ODD\nanswered text\/html<\/pre>/,
    )
    expect(html).toContain('Connect again')
  })

  describe('a failure that is mended in the connection', () => {
    const mends = (remedy: Remedy) => failureCodes.filter((code) => remedies[code] === remedy)
    const own = (mode: 'operator' | 'member') => ({ ...localView, id: 'hall', mode, builtIn: false })
    const shown = (mode: 'operator' | 'member', part: Parameters<typeof aSnapshot>[0]) =>
      tagOf(draw(aSnapshot({ ...part, connection: { list: [own(mode)], currentId: 'hall', mode, ...part?.connection } })), 'failure-remedy')

    it.each([
      ['edit-connection', 'operator'],
      ['edit-connection', 'member'],
      ['renew-token', 'member'],
    ] as const)('has its button: %s, of a connection as %s', (remedy, mode) => {
      expect(mends(remedy).length).toBeGreaterThan(1)
      for (const code of mends(remedy)) {
        const failure = { code }
        const token = { expiresAtMs: null, renewable: false, failure }
        const parts = [
          { connection: { state: 'failed', failure } },
          { connection: { state: 'connected', failure } },
          { connection: { state: 'connected', token } },
          { session: { failure } },
        ] as const
        for (const part of parts) expect([code, shown(mode, part)]).toEqual([code, expect.stringContaining(`data-value="${remedy}"`)])
      }
    })

    it('is opened anew where the connection is the built-in one, which nobody can edit', () => {
      const at = (state: 'connected' | 'failed') =>
        tagOf(draw(aSnapshot({ connection: { state, failure: { code: 'credentials-rejected' } } })), 'failure-remedy')
      expect(at('failed')).toContain('data-value="retry-connection"')
      expect(at('connected')).toBeUndefined()
    })
  })

  it('asks for a token while the connection stands, and to connect again where it never did', () => {
    const failure = { code: 'token-url-failed' } as const
    const member = { ...localView, id: 'hall', mode: 'member', builtIn: false } as const
    const at = (state: 'connected' | 'failed') => ({ list: [member], currentId: 'hall', mode: 'member' as const, state })
    const token = { expiresAtMs: null, renewable: true, failure }
    const shown = (connection: Parameters<typeof aSnapshot>[0]) => tagOf(draw(aSnapshot(connection)), 'failure-remedy')
    expect(shown({ connection: { ...at('connected'), token } })).toContain('data-value="renew-token"')
    expect(shown({ connection: { ...at('failed'), failure } })).toContain('data-value="retry-connection"')
  })

  it('offers to look for ffmpeg again, whatever it was that missed it, and to give up one’s own choice of it', () => {
    const missing = { code: 'ffmpeg-missing', params: { path: '/opt/mine' } } as const
    const unfound = draw(
      aSnapshot({ app: { ffmpeg: { path: null, origin: null, failure: missing } }, connection: { state: 'failed', failure: missing } }),
    )
    expect(unfound.match(/data-testid="failure"/g)).toHaveLength(1)
    expect(tagOf(unfound, 'failure-remedy')).toContain('data-value="find-ffmpeg"')
    expect(tagOf(unfound, 'ffmpeg-built-in')).toBeUndefined()
    expect(draw(aSnapshot({ app: { ffmpeg: { own: '/x', failure: missing } } }))).toContain('Use the built-in one')
  })

  it('shows that a broadcast will be resumed by itself, and how to call that off', () => {
    const resume = { roomId: '101', title: 'Show', state: 'LIVE', liveStartedAt: null }
    const offered = draw(aSnapshot({ session: { resume: { ...resume, waiting: false } } }))
    const waiting = draw(aSnapshot({ session: { resume: { ...resume, waiting: true } } }))
    const controls = (html: string) => ['resume-accept', 'resume-dismiss'].filter((id) => tagOf(html, id) !== undefined)
    expect([controls(offered), controls(waiting)]).toEqual([['resume-accept', 'resume-dismiss'], ['resume-dismiss']])
    expect(waiting).toContain('Sending starts by itself')
  })

  it('names pictures in the language of the page, whatever the system calls them', () => {
    const screens = [
      { id: 'screen:0', label: 'Screen 1' },
      { id: 'screen:1', label: 'Screen 2' },
    ]
    const testPattern = { id: 'test-pattern', label: 'Test pattern' }
    const optionsOf = (sources: Snapshot['program']['sources']) =>
      [...draw(aSnapshot({ program: { sources, sourceId: 'test-pattern' } })).matchAll(/<option value="(?:screen:|test-)[^>]*>([^<]*)/g)].map(
        ([, name]) => name,
      )
    void i18next.changeLanguage('ko')
    expect(optionsOf([...screens, testPattern])).toEqual(['모니터 1', '모니터 2', '테스트 화면'])
    expect(optionsOf([...screens.slice(0, 1), testPattern])).toEqual(['모니터', '테스트 화면'])
    void i18next.changeLanguage('en')
    expect(optionsOf([...screens, testPattern])).toEqual(['Screen 1', 'Screen 2', 'Test picture'])
  })

  it('tells the reason of a refused action instead of a general sentence', () => {
    expect(draw(aSnapshot(), { refused: { code: 'not-allowed', params: { reason: 'room-live-elsewhere' } } })).toContain(
      '<p>Another video room of this member is live.</p>',
    )
  })

  it('never shows a number that was not measured', () => {
    const cells = [...draw(live).matchAll(/data-testid="(stat-[\w-]+)" data-value=""[^>]*>.*?<dd>(.*?)<\/dd>/g)].map(([, id, words]) => [id, words])
    const words = '<span aria-hidden="true">–</span><span class="unseen">Not measured yet</span>'
    expect(cells).toEqual(['stat-bitrate', 'stat-fps', 'stat-queue-ms', 'stat-dropped', 'stat-delay-ms'].map((id) => [id, words]))
  })

  it('keeps a state that it does not know as the service spells it', () => {
    const html = draw(aSnapshot({ session: { streamKey: { state: 'ACTIVE_SOMEHOW' } } }))
    expect(html).toMatch(/data-testid="stream-key-state" data-state="ACTIVE_SOMEHOW"><dt>Stream key<\/dt><dd[^>]*><strong>ACTIVE_SOMEHOW</)
  })

  it('plays the recording where viewers’ picture was, once it is there', () => {
    const vod = {
      state: 'ARCHIVED',
      url: 'http://127.0.0.1:9/v.mp4',
      playbackPath: '/media/v.mp4',
      videoPostId: '7',
      videoPostState: 'PROCESSED',
      files: [],
    }
    const html = draw(aSnapshot({ session: { state: 'done', vod } }))
    expect(tagOf(html, 'vod-player')).toMatch(/^<video/)
    expect(tagOf(html, 'vod-link')).toContain('data-value="http://127.0.0.1:9/v.mp4"')
  })
})
