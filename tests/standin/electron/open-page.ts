import type { Cdp, Chromium } from '../chromium.ts'

export type OpenPage = {
  readonly cdp: Cdp
  /** Of the page, and of its main frame. */
  readonly targetId: string
  readonly browserContextId: string | undefined
  /** It waits until everything is set up. */
  readonly resume: () => Promise<unknown>
  readonly close: () => void
}

export type PageRequest = {
  readonly chromium: Chromium
  readonly partition: string | null
  readonly size: { readonly width: number; readonly height: number }
  readonly onClosed: () => void
}

const longestResumeMs = 5000

type Attached = { readonly sessionId: string; readonly isPage: boolean }
type TargetInfo = { readonly targetId: string; readonly type: string }

/** Which page belongs to whom in one Chromium. Every new page waits until somebody says what it is. */
class Pages {
  private readonly attached = new Map<string, Attached>()
  private readonly claims = new Map<string, (attached: Attached) => void>()
  private readonly requests = new Map<string, PageRequest>()
  private readonly contexts = new Map<string, Promise<string>>()
  private readonly chromium: Chromium
  private beingMade = 0

  constructor(chromium: Chromium) {
    this.chromium = chromium
    const { browser } = chromium
    browser.on('Target.attachedToTarget', (event) => this.came(event))
    browser.on('Target.targetDestroyed', ({ targetId }) => this.went(targetId))
    void browser.send('Target.setDiscoverTargets', { discover: true })
    void browser.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: true, flatten: true })
  }

  async open(request: PageRequest): Promise<OpenPage> {
    const { browser, pageOf } = this.chromium
    const browserContextId = request.partition === null ? undefined : await this.contextOf(request.partition)
    this.beingMade += 1
    const { targetId } = await browser.send('Target.createTarget', {
      url: 'about:blank',
      newWindow: true,
      ...request.size,
      ...(browserContextId === undefined ? {} : { browserContextId }),
    })
    this.requests.set(targetId, request)
    const { sessionId } = this.attached.get(targetId) ?? (await new Promise<Attached>((resolve) => this.claims.set(targetId, resolve)))
    this.beingMade -= 1
    if (this.beingMade === 0) this.judgeOthers()
    const cdp = pageOf(sessionId)
    return {
      cdp,
      targetId,
      browserContextId,
      resume: () => cdp.send('Runtime.runIfWaitingForDebugger'),
      close: () => void browser.send('Target.closeTarget', { targetId }).catch(() => {}),
    }
  }

  /** A session of its own is a context of its own, that nothing else in Chromium shares. */
  private contextOf(partition: string): Promise<string> {
    const known =
      this.contexts.get(partition) ?? this.chromium.browser.send('Target.createBrowserContext').then(({ browserContextId }) => browserContextId)
    this.contexts.set(partition, known)
    return known
  }

  private came({ sessionId, targetInfo }: { sessionId: string; targetInfo: TargetInfo }): void {
    const { targetId, type } = targetInfo
    const attached = { sessionId, isPage: type === 'page' }
    this.attached.set(targetId, attached)
    this.claims.get(targetId)?.(attached)
    if (this.beingMade === 0) this.judgeOthers()
  }

  /** A page that was not made for the app was opened by a page. Its requests are held, and it is closed. */
  private judgeOthers(): void {
    const { browser, pageOf } = this.chromium
    for (const [targetId, { sessionId, isPage }] of this.attached) {
      if (this.requests.has(targetId)) continue
      this.attached.delete(targetId)
      const page = pageOf(sessionId)
      // whoever else looks on may let it go on before it is closed
      if (isPage) void page.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] }).catch(() => {})
      const goesOn = page.send('Runtime.runIfWaitingForDebugger').catch(() => {})
      if (!isPage) continue
      // its opener may live in the same process, and would wait with it for ever; one without an opener may have no process that could answer
      const late = new Promise<void>((resolve) => void setTimeout(resolve, longestResumeMs).unref())
      void Promise.race([goesOn, late])
        .then(() => browser.send('Target.closeTarget', { targetId }))
        .catch(() => {})
    }
  }

  private went(targetId: string): void {
    this.attached.delete(targetId)
    this.requests.get(targetId)?.onClosed()
    this.requests.delete(targetId)
  }
}

const ofChromium = new WeakMap<Chromium, Pages>()

export function openPage(request: PageRequest): Promise<OpenPage> {
  const pages = ofChromium.get(request.chromium) ?? new Pages(request.chromium)
  ofChromium.set(request.chromium, pages)
  return pages.open(request)
}
