import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from '@playwright/test'
import type Electron from 'electron'
import { until } from '../../rig/until.ts'
import { anySystem } from '../launchers.ts'
import { test as base, type Desktop, expect } from './fixtures.ts'

type Stranger = { readonly url: string; readonly asked: readonly string[] }

const test = base.extend<{ readonly stranger: Stranger }>({
  /** A site that nobody may be led to. */
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the parameter's pattern
  stranger: async ({}, use) => {
    const asked: string[] = []
    const server = createServer((request, response) => {
      asked.push(request.url ?? '')
      response.setHeader('content-type', 'text/html').end('<!doctype html><title>Elsewhere</title>')
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    await use({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked })
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  },
})

const addresses = (app: Desktop) => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((window) => window.webContents.getURL()))

/** From now on writes down what the app would open outside of itself. */
const noteOpened = (app: Desktop) =>
  app.evaluate(({ shell }) => {
    const notes = globalThis as { opened?: string[] }
    notes.opened = []
    shell.openExternal = async (url) => void notes.opened?.push(url)
  })
const opened = (app: Desktop) => app.evaluate(() => (globalThis as { opened?: string[] }).opened ?? [])

/** A session of Wayland without X, so that a hidden window captures, and a Chromium that pretends devices and asks nobody. */
const withHiddenWindow = {
  display: null,
  env: { XDG_SESSION_TYPE: 'wayland', WAYLAND_DISPLAY: 'wayland-of-nobody' },
  switches: ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'],
}

/** What a page finds of itself. It runs in the page, of which a test may hold nothing else. */
async function lookAround() {
  const empty = document.createElement('iframe')
  document.body.append(empty)
  const common = new Set(Object.getOwnPropertyNames(empty.contentWindow ?? {}))
  empty.remove()
  const { tally } = window as unknown as { readonly tally: Record<string, unknown> }
  const nodeNames = ['require', 'module', 'process', 'Buffer', 'global', '__dirname', 'electron', 'ipcRenderer', 'setImmediate']
  const headers = Object.fromEntries((await fetch(location.pathname)).headers)
  const isHeld = [tally.send, tally.onMessage].every(
    (each) => Object.isFrozen(each) || Object.getOwnPropertyDescriptor(tally, 'send')?.writable === false,
  )
  const names = ['geolocation', 'notifications', 'midi', 'local-fonts', 'camera', 'microphone']
  const states = await Promise.all(names.map((name) => navigator.permissions.query({ name: name as PermissionName })))
  return {
    node: nodeNames.filter((name) => name in window),
    own: Object.getOwnPropertyNames(window).filter(
      (name) => !common.has(name) && !/^\d+$/.test(name) && !/^(tallyRig$|heard|__pw|__playwright)/.test(name),
    ),
    bridge: Object.entries(tally).map(([name, value]) => `${name}: ${typeof value}`),
    fixed: Object.isFrozen(tally) && isHeld && Object.getOwnPropertyDescriptor(window, 'tally')?.configurable === false,
    policy: headers['content-security-policy']?.split('; ').slice(0, 2),
    devices: headers['permissions-policy']?.match(/(?:camera|microphone|display-capture)=\([^)]*\)/g),
    denied: names.filter((_name, index) => states[index]?.state === 'denied'),
  }
}

type Preferences = { readonly getLastWebPreferences: () => Electron.WebPreferences | null }

test('every window, the hidden one too, is shut in the same way', async ({ startDesktop, stranger }) => {
  const app = await startDesktop(withHiddenWindow)
  const control = await app.controlRoom()
  await control.seesConnected('rehearsal')
  await control.choosePicture('page:desktop-screen')
  await noteOpened(app)
  const windows = await app.evaluate(
    ({ BrowserWindow }, look) =>
      Promise.all(
        BrowserWindow.getAllWindows().map(async ({ webContents }) => {
          const { sandbox, contextIsolation, nodeIntegration, webSecurity, ...others } =
            (webContents as unknown as Preferences).getLastWebPreferences() ?? {}
          return {
            url: webContents.getURL(),
            flags: { sandbox, contextIsolation, nodeIntegration, webSecurity },
            opened: [
              'nodeIntegrationInWorker',
              'nodeIntegrationInSubFrames',
              'allowRunningInsecureContent',
              'experimentalFeatures',
              'webviewTag',
            ].filter((name) => (others as Readonly<Record<string, unknown>>)[name] === true),
            page: await webContents.executeJavaScript(look),
          }
        }),
      ),
    `(${lookAround})()`,
  )
  const shut = {
    flags: { sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true },
    opened: [],
    page: {
      node: [],
      own: ['tally'],
      bridge: ['send: function', 'onMessage: function'],
      fixed: true,
      policy: ["default-src 'none'", "script-src 'self'"],
    },
  }
  const never = ['geolocation', 'notifications', 'midi', 'local-fonts']
  expect(windows).toEqual([
    {
      url: 'app://tally/',
      ...shut,
      page: { ...shut.page, devices: ['camera=()', 'microphone=()', 'display-capture=()'], denied: [...never, 'camera', 'microphone'] },
    },
    {
      url: 'app://tally/capture.html',
      ...shut,
      page: {
        ...shut.page,
        own: ['tally', 'tallyCapture'],
        devices: ['camera=(self)', 'microphone=(self)', 'display-capture=(self)'],
        denied: expect.arrayContaining(never),
      },
    },
  ])

  await test.step('and none is led away, or opens another', async () => {
    const before = await addresses(app)
    await app.evaluate(
      ({ BrowserWindow }, url) =>
        Promise.all(
          BrowserWindow.getAllWindows().map(({ webContents }) =>
            webContents.executeJavaScript(`void window.open('file:///etc/passwd'); location.href = ${JSON.stringify(`${url}/by-script`)}; null`),
          ),
        ),
      stranger.url,
    )
    await control.chooseLanguage('ko')
    await expect.poll(() => addresses(app)).toEqual(before)
    expect({ asked: stranger.asked, opened: await opened(app) }).toEqual({ asked: [], opened: [] })
  })
})

test('the page comes under its policy, which refuses what was not built into it', { tag: anySystem }, async ({ startDesktop, stranger }) => {
  const app = await startDesktop()
  const { page } = await app.controlRoom()
  const headers = await page.evaluate(async () => Object.fromEntries((await fetch('/')).headers))
  expect(headers['content-security-policy']).toContain("default-src 'none'; script-src 'self'")
  expect(headers['permissions-policy']).toContain('camera=(), microphone=(), display-capture=()')
  const refused = await page.evaluate(async (elsewhere) => {
    const seen: string[] = []
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => seen.push(effectiveDirective))
    const script = document.createElement('script')
    script.textContent = 'window.wasRun = true'
    document.body.append(script)
    const frame = document.createElement('iframe')
    frame.src = elsewhere
    const frameSettled = new Promise((resolve) => {
      frame.onload = resolve
    })
    document.body.append(frame)
    await frameSettled
    const asked = await fetch(elsewhere).then(
      () => 'answered',
      () => 'refused',
    )
    const pictureGone = new Promise((resolve) => {
      const picture = new Image()
      picture.onload = () => resolve('shown')
      picture.onerror = () => resolve('refused')
      picture.src = `${elsewhere}/picture.png`
    })
    return { asked, picture: await pictureGone, wasRun: 'wasRun' in window, seen: [...new Set(seen)].sort() }
  }, stranger.url)
  expect(refused).toEqual({
    asked: 'refused',
    picture: 'refused',
    wasRun: false,
    seen: ['connect-src', 'frame-src', 'img-src', 'script-src-elem'],
  })
  expect(stranger.asked).toEqual([])
})

test('nobody leads the window away, and it goes on showing what is true', { tag: anySystem }, async ({ startDesktop, stranger }) => {
  const app = await startDesktop()
  const control = await app.controlRoom()
  await noteOpened(app)
  const before = await addresses(app)
  const { page } = control
  await page.evaluate((url) => {
    location.href = `${url}/by-script`
  }, stranger.url)
  await page.evaluate((url) => {
    const link = Object.assign(document.createElement('a'), { href: `${url}/by-link`, textContent: 'elsewhere' })
    document.body.append(link)
    link.click()
  }, stranger.url)
  await control.chooseLanguage('ko')
  await control.seesConnected('rehearsal')
  expect({ addresses: await addresses(app), asked: stranger.asked, opened: await opened(app) }).toEqual({ addresses: before, asked: [], opened: [] })
})

test('a link for viewers opens in the browser, and no page opens a window', { tag: anySystem }, async ({ startDesktop, stranger }) => {
  const app = await startDesktop()
  const { page } = await app.controlRoom()
  await noteOpened(app)
  const before = await addresses(app)
  await page.evaluate((url) => void window.open(`${url}/by-script`), stranger.url)
  await page.evaluate((url) => {
    const link = Object.assign(document.createElement('a'), { href: `${url}/by-link`, target: '_blank', rel: 'noopener' })
    document.body.append(link)
    link.click()
  }, stranger.url)
  await page.evaluate(() => void window.open('file:///etc/passwd'))
  await expect.poll(() => opened(app)).toEqual([`${stranger.url}/by-script`, `${stranger.url}/by-link`])
  // The stand-in closes a window that Electron would never open; what that window asked for in the meantime proves nothing.
  await expect.poll(() => addresses(app)).toEqual(before)
})

test('devices, places and messages are refused without a question', { tag: anySystem }, async ({ startDesktop }) => {
  const app = await startDesktop({ switches: ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'] })
  const { page } = await app.controlRoom()
  const answers = await page.evaluate(async () => {
    const fate = (asked: Promise<unknown>) =>
      asked.then(
        () => 'granted',
        (error: Error) => error.name,
      )
    const state = (name: string) => navigator.permissions.query({ name: name as PermissionName }).then((status) => status.state)
    return {
      camera: await fate(navigator.mediaDevices.getUserMedia({ video: true })),
      microphone: await fate(navigator.mediaDevices.getUserMedia({ audio: true })),
      screen: await fate(navigator.mediaDevices.getDisplayMedia({ video: true })),
      place: await fate(
        new Promise((resolve, reject) => navigator.geolocation.getCurrentPosition(resolve, () => reject(new DOMException('', 'NotAllowedError')))),
      ),
      message: await Notification.requestPermission(),
      states: await Promise.all(['geolocation', 'notifications', 'midi', 'local-fonts'].map(state)),
    }
  })
  expect(answers).toEqual({
    camera: 'NotAllowedError',
    microphone: 'NotAllowedError',
    screen: 'NotAllowedError',
    place: 'NotAllowedError',
    message: 'denied',
    states: ['denied', 'denied', 'denied', 'denied'],
  })
})

test('the core answers the main frame of our own page, and no other', { tag: anySystem }, async ({ startDesktop, stranger }) => {
  const app = await startDesktop()
  const { page } = await app.controlRoom()
  // a number that the page itself never comes to
  const asks = JSON.stringify({ type: 'watch', id: 1_000_000, stream: 'snapshot' })
  /** Whether a frame hears something after it asked for all that there is to know. */
  const hears = (frame: { readonly evaluate: Page['evaluate'] }, withinMs = 1500) =>
    frame.evaluate(
      ([message, silentMs]) => {
        const { tally } = window as unknown as { readonly tally: { send: (data: string) => void; onMessage: (heard: () => void) => void } }
        return new Promise<boolean>((resolve) => {
          tally.onMessage(() => resolve(true))
          setTimeout(() => resolve(false), silentMs)
          tally.send(message)
        })
      },
      [asks, withinMs] as const,
    )
  expect(await hears(page, 20_000)).toBe(true)

  const openWith = (url: string, inSubFrames: boolean) =>
    app.evaluate(
      ({ app: electronApp, BrowserWindow }, asked) => {
        const preload = `${electronApp.getAppPath()}/out/preload/preload.cjs`
        const webPreferences = { preload, sandbox: true, contextIsolation: true, nodeIntegrationInSubFrames: asked.inSubFrames }
        void new BrowserWindow({ webPreferences }).loadURL(asked.url)
      },
      { url, inSubFrames },
    )
  const pageAt = async (mark: (page: Page) => boolean) => {
    await until('the other window', async () => app.context.pages().some(mark), 30_000)
    return app.context.pages().find(mark) as Page
  }

  // the bridge of our preload in a window that shows something else
  await openWith(`${stranger.url}/window`, false)
  const elsewhere = await pageAt((other) => other.url().startsWith(stranger.url))
  await elsewhere.waitForFunction(() => 'tally' in window)
  expect(await hears(elsewhere)).toBe(false)

  // a frame inside of our own page
  await openWith('app://tally/', true)
  const second = await pageAt((other) => other !== page && !other.url().startsWith(stranger.url) && other.url() === page.url())
  await second.locator('[data-revision]').first().waitFor({ state: 'attached' })
  await second.evaluate(() => document.body.append(document.createElement('iframe')))
  await until('the frame', async () => second.frames().length > 1, 15_000)
  const [, inner] = second.frames()
  if (inner === undefined) throw new Error('there is no frame')
  await inner.waitForFunction(() => 'tally' in window)
  expect(await hears(inner)).toBe(false)
  await expect.poll(() => app.process.stderr().match(/a message from a foreign frame was dropped/g)?.length).toBe(2)
})
