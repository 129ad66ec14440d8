import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type Electron from 'electron'
import type { Cdp, Chromium } from '../chromium.ts'
import { decodeClone, encodeClone } from '../clone-text.ts'
import { type DownCall, downFunction, isolatedWorld, type UpCall, upBinding, worldScripts } from '../page-worlds.ts'
import { fromChromium, toChromium } from './addresses.ts'
import { createFrames, type Frame, type Frames } from './frames.ts'
import { judgeDisplayMedia } from './judge-display-media.ts'
import { isNavigationRefused } from './judge-navigation.ts'
import { LoudEmitter, loud, NotImitated, preventable } from './loud.ts'
import { type OpenPage, openPage } from './open-page.ts'
import { settlePermissions } from './permissions.ts'
import { answerPaused, type PausedRequest } from './serve-request.ts'
import type { SessionParts } from './session.ts'

type Imitated = Pick<
  Electron.WebContents,
  | 'id'
  | 'session'
  | 'mainFrame'
  | 'loadURL'
  | 'getURL'
  | 'reload'
  | 'send'
  | 'isDestroyed'
  | 'isCrashed'
  | 'setWindowOpenHandler'
  | 'forcefullyCrashRenderer'
  | 'executeJavaScript'
>

export type ContentsOptions = {
  readonly chromium: Chromium
  readonly parts: SessionParts
  readonly preload: string | null
  readonly inSubFrames: boolean
  readonly size: { readonly width: number; readonly height: number }
  readonly preferences: Electron.WebPreferences
  readonly onMessage: (event: Electron.IpcMainEvent, channel: string, args: readonly unknown[]) => void
  /** The page is gone without having been told to. */
  readonly onGone: () => void
}

const events = [
  'did-start-navigation',
  'will-frame-navigate',
  'will-navigate',
  'will-redirect',
  'did-navigate',
  'did-finish-load',
  'did-fail-load',
  'render-process-gone',
  'will-attach-webview',
  'destroyed',
]

let lastId = 0

/** A page of Chromium as a `WebContents`; after a crash it is another page. */
export class StandInContents extends LoudEmitter implements Imitated {
  readonly id: number
  readonly session: Electron.Session
  /** What the app holds: throws at whatever is not imitated. */
  readonly told: Electron.WebContents
  private readonly options: ContentsOptions
  private page: Promise<OpenPage>
  private cdp: Cdp | null = null
  private frames: Frames = createFrames('')
  private destroyed = false
  private crashed = false
  /** What the app itself loads, as long as it has not begun. */
  private loading: string | null = null
  private openHandler: Parameters<Electron.WebContents['setWindowOpenHandler']>[0] = () => ({ action: 'allow' })

  constructor(options: ContentsOptions) {
    super('webContents', events)
    lastId += 1
    this.id = lastId
    this.options = options
    this.session = options.parts.session
    this.told = loud('webContents', this) as unknown as Electron.WebContents
    this.page = this.open()
    this.page.catch(() => {})
  }

  get mainFrame(): Electron.WebFrameMain {
    return this.frames.main().told
  }

  getURL = () => this.frames.main().url
  /** Not documented, and there: Electron's own guest views ask it of their embedder (electron/electron, lib/browser/guest-view-manager.ts). */
  getLastWebPreferences = (): Electron.WebPreferences => this.options.preferences
  isDestroyed = () => this.destroyed
  isCrashed = () => this.crashed
  setWindowOpenHandler: Electron.WebContents['setWindowOpenHandler'] = (handler) => {
    this.openHandler = handler
  }

  /** “The promise will resolve when the page has finished loading (see `did-finish-load`), and rejects if the page fails to load” (Electron, webContents, `loadURL`). */
  loadURL = async (url: string): Promise<void> => {
    const { cdp, browserContextId } = await this.page
    await settlePermissions(this.options.chromium.browser, this.options.parts, this.told, url, browserContextId)
    this.loading = url
    const finished = new Promise<void>((resolve) => super.once('did-finish-load', () => resolve()))
    const { errorText } = await cdp.send('Page.navigate', { url: toChromium(url) })
    if (errorText !== undefined) {
      this.emit('did-fail-load', {}, -2, errorText, url, true)
      throw Object.assign(new Error(`${errorText} loading '${url}'`), { code: errorText, url })
    }
    await finished
  }

  reload = (): void => {
    const url = this.getURL()
    if (this.crashed) {
      this.crashed = false
      const old = this.page
      // what becomes of it is no matter of this window any more
      this.cdp = null
      this.page = this.open()
      void Promise.all([old, this.page])
        .then(([{ close }]) => close())
        .catch(() => {})
    }
    this.loadURL(url).catch((error: unknown) => this.complain(error))
  }

  send = (channel: string, ...args: readonly unknown[]): void => {
    // thrown where it is called, as in Electron
    const text = encodeClone({ kind: 'send', channel, args } satisfies DownCall)
    this.down(this.frames.main(), text)
  }

  forcefullyCrashRenderer = (): void => {
    // never answered: there is nobody left to
    void this.page.then(({ cdp }) => cdp.send('Page.crash')).catch(() => {})
  }

  executeJavaScript = async (code: string, userGesture = false): Promise<unknown> => {
    const { cdp } = await this.page
    const { result, exceptionDetails } = await cdp.send('Runtime.evaluate', {
      expression: code,
      userGesture,
      awaitPromise: true,
      returnByValue: true,
    })
    if (exceptionDetails !== undefined) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text)
    return result.value
  }

  destroy(): void {
    if (this.destroyed) return
    this.destroyed = true
    void this.page.then(({ close }) => close()).catch(() => {})
    this.emit('destroyed')
  }

  private complain(error: unknown): void {
    if (!this.destroyed) process.stderr.write(`the stand-in for Electron: ${String(error)}\n`)
  }

  private down({ contextId }: Frame, text: string): void {
    if (this.cdp === null || contextId === null) return
    const functionDeclaration = `function (text) { ${downFunction}(text) }`
    this.cdp
      .send('Runtime.callFunctionOn', { functionDeclaration, executionContextId: contextId, arguments: [{ value: text }] })
      // a document that is just leaving
      .catch(() => {})
  }

  private async open(): Promise<OpenPage> {
    const { chromium, parts, size } = this.options
    let mine: Cdp | null = null
    const page = await openPage({
      chromium,
      partition: parts.partition,
      size,
      onClosed: () => {
        if (!this.destroyed && !this.crashed && this.cdp === mine) this.options.onGone()
      },
    })
    const { cdp } = page
    mine = cdp
    this.cdp = cdp
    this.frames = createFrames(page.targetId)
    this.listen(cdp)
    const meeting = `stand-in-${randomUUID()}`
    const preload = this.options.preload === null ? null : readFileSync(this.options.preload, 'utf8')
    const scripts = worldScripts(meeting, preload, this.options.inSubFrames)
    await Promise.all([
      cdp.send('Page.enable'),
      cdp.send('Runtime.enable'),
      cdp.send('Inspector.enable'),
      cdp.send('Runtime.addBinding', { name: upBinding, executionContextName: isolatedWorld }),
      cdp.send('Page.addScriptToEvaluateOnNewDocument', { source: scripts.main }),
      cdp.send('Page.addScriptToEvaluateOnNewDocument', { source: scripts.isolated, worldName: isolatedWorld }),
      cdp.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] }),
      page.resume(),
    ])
    return page
  }

  private listen(cdp: Cdp): void {
    // a page that was replaced is not heard any more
    const heard =
      <T>(act: (payload: T) => void) =>
      (payload: T) => {
        if (this.cdp === cdp && !this.destroyed) act(payload)
      }
    cdp.on(
      'Page.frameNavigated',
      heard(({ frame }) => {
        this.frames.navigated(frame.id, fromChromium(frame.url))
        if (frame.parentId === undefined && frame.url !== 'about:blank') this.emit('did-navigate', {}, this.getURL(), 200, 'OK')
      }),
    )
    cdp.on(
      'Page.frameDetached',
      heard(({ frameId }) => this.frames.detached(frameId)),
    )
    cdp.on(
      'Runtime.executionContextCreated',
      heard(({ context: { id, name, auxData } }) => {
        const { frameId } = (auxData ?? {}) as { readonly frameId?: string }
        if (name === isolatedWorld && frameId !== undefined) this.frames.entered(frameId, id)
      }),
    )
    cdp.on(
      'Runtime.executionContextsCleared',
      heard(() => this.frames.left()),
    )
    cdp.on(
      'Runtime.bindingCalled',
      heard(({ name, payload, executionContextId }) => {
        if (name === upBinding) this.up(decodeClone(payload) as UpCall, this.frames.of(executionContextId))
      }),
    )
    cdp.on(
      'Page.windowOpen',
      heard(({ url }) => this.judgePopup(url)),
    )
    cdp.on(
      'Page.loadEventFired',
      // the first document of a new page is nobody’s
      heard(() => {
        if (!['', 'about:blank'].includes(this.getURL())) this.emit('did-finish-load')
      }),
    )
    cdp.on(
      'Inspector.targetCrashed',
      heard(() => this.crash()),
    )
    cdp.on(
      'Fetch.requestPaused',
      heard((request) => this.paused(cdp, request)),
    )
  }

  private crash(): void {
    this.crashed = true
    this.frames.left()
    this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 } satisfies Electron.RenderProcessGoneDetails)
  }

  private up(call: UpCall, frame: Frame | null): void {
    if (call.kind === 'display-media') {
      const settle = (granted: boolean) => {
        if (frame !== null) this.down(frame, encodeClone({ kind: 'display-media', id: call.id, granted } satisfies DownCall))
      }
      judgeDisplayMedia(this.options.parts.handlers.displayMedia, call, frame, settle)
      return
    }
    const event = {
      sender: this.told,
      senderFrame: frame?.told ?? null,
      frameId: frame?.number ?? -1,
      processId: this.id,
      ports: [],
      type: 'frame',
      reply: () => {
        throw new NotImitated('event.reply')
      },
    }
    this.options.onMessage(preventable(event) as unknown as Electron.IpcMainEvent, call.channel, call.args)
  }

  private paused(cdp: Cdp, request: PausedRequest): void {
    const isRefused = request.resourceType === 'Document' && this.isRefused(request)
    answerPaused(cdp, this.options.parts, request, isRefused).catch((error: unknown) => this.complain(error))
  }

  private isRefused({ frameId, redirectedRequestId, request }: PausedRequest): boolean {
    const url = fromChromium(request.url)
    const isMainFrame = frameId === this.frames.main().id
    const isOurs = isMainFrame && this.loading === url && redirectedRequestId === undefined
    if (isOurs) this.loading = null
    const by = redirectedRequestId !== undefined ? 'redirect' : isOurs ? 'app' : 'page'
    const emit = (event: string, details: object) => void this.emit(event, details, url, false, isMainFrame)
    return isNavigationRefused({ url, isMainFrame, frame: this.frames.named(frameId)?.told ?? null, by }, emit)
  }

  private judgePopup(url: string): void {
    const answer = this.openHandler({
      url: fromChromium(url),
      frameName: '',
      features: '',
      disposition: 'new-window',
      referrer: { url: '', policy: 'default' },
    })
    if (answer.action !== 'deny') throw new NotImitated('window that a page opens')
  }
}
