import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import type { CDPSession } from '@playwright/test'

/** One end of Chromium's DevTools protocol: of the browser, or of a page. */
export type Cdp = Pick<CDPSession, 'send' | 'on'>

export type Chromium = {
  readonly browser: Cdp
  readonly pageOf: (sessionId: string) => Cdp
  /** Where a test connects, as `ws://…`. */
  readonly endpoint: string
  readonly close: () => Promise<void>
}

export type ChromiumOptions = { readonly userDataDir: string; readonly switches: readonly string[]; readonly env: NodeJS.ProcessEnv }

const systemChromium = '/usr/bin/chromium'
const startWithinMs = 30_000
const closeWithinMs = 5_000

/** A browser that asks nobody, updates nothing, plays without a click, and draws as it does in every other test. */
const quiet = [
  '--headless',
  '--no-sandbox',
  '--no-startup-window',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-field-trial-config',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-back-forward-cache',
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
  '--disable-breakpad',
  '--disable-popup-blocking',
  '--password-store=basic',
  '--use-mock-keychain',
  '--mute-audio',
  '--autoplay-policy=no-user-gesture-required',
  '--font-render-hinting=none',
  '--force-color-profile=srgb',
]

/** Starts Chromium on a pipe, so that it ends with whoever started it, and on a free port for the test beside. */
export async function startChromium({ userDataDir, switches, env }: ChromiumOptions): Promise<Chromium> {
  const { TALLY_STAND_IN_CHROMIUM: own } = process.env
  const path = own ?? systemChromium
  if (!existsSync(path)) throw new Error(`the stand-in needs Chromium at ${path}`)
  const child = spawn(path, [...quiet, `--user-data-dir=${userDataDir}`, '--remote-debugging-pipe', '--remote-debugging-port=0', ...switches], {
    env,
    stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
  })
  const endpoint = await endpointOf(child)
  const wire = openWire(child)
  return {
    browser: wire.at(undefined),
    pageOf: wire.at,
    endpoint,
    close: async () => {
      const gone = new Promise<void>((resolve) => void child.once('exit', () => resolve()))
      if (child.exitCode !== null || child.signalCode !== null) return
      wire
        .at(undefined)
        .send('Browser.close')
        .catch(() => {})
      const timer = setTimeout(() => child.kill('SIGKILL'), closeWithinMs)
      await gone
      clearTimeout(timer)
    },
  }
}

function endpointOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    const fail = (why: string) => {
      child.kill('SIGKILL')
      reject(new Error(`Chromium ${why}: ${said}`))
    }
    const timer = setTimeout(() => fail('did not start'), startWithinMs)
    child.once('error', (error) => fail(String(error)))
    child.once('exit', (code) => fail(`ended with ${code}`))
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-4000)
      const [, found] = /DevTools listening on (ws:\S+)/.exec(said) ?? []
      if (found === undefined) return
      clearTimeout(timer)
      resolve(found)
    })
  })
}

type Message = {
  readonly id?: number
  readonly sessionId?: string
  readonly method?: string
  readonly params?: unknown
  readonly result?: unknown
  readonly error?: { readonly message: string }
}

/** Messages of JSON with a NUL after each, out by descriptor 3 and in by 4, as `--remote-debugging-pipe` wants them. */
function openWire(child: ChildProcess) {
  const [, , , up, down] = child.stdio as [unknown, unknown, unknown, NodeJS.WritableStream, NodeJS.ReadableStream]
  const waiting = new Map<number, { readonly method: string; readonly resolve: (value: never) => void; readonly reject: (error: Error) => void }>()
  const listeners = new Map<string, ((payload: never) => void)[]>()
  const keyOf = (sessionId: string | undefined, event: string) => `${sessionId ?? ''} ${event}`
  let lastId = 0
  let gone = false
  let rest = ''

  const take = (message: Message) => {
    if (message.id === undefined) {
      for (const listener of listeners.get(keyOf(message.sessionId, message.method ?? '')) ?? []) listener(message.params as never)
      return
    }
    const call = waiting.get(message.id)
    waiting.delete(message.id)
    if (message.error === undefined) call?.resolve(message.result as never)
    else call?.reject(new Error(`${call.method}: ${message.error.message}`))
  }
  down.setEncoding('utf8')
  down.on('data', (text: string) => {
    const parts = (rest + text).split('\0')
    rest = parts.pop() ?? ''
    for (const part of parts) take(JSON.parse(part) as Message)
  })
  const end = () => {
    gone = true
    for (const { method, reject } of waiting.values()) reject(new Error(`${method}: Chromium is gone`))
    waiting.clear()
  }
  child.once('exit', end)
  up.on('error', end)

  const send = (sessionId: string | undefined, method: string, params: unknown) =>
    new Promise<never>((resolve, reject) => {
      if (gone) return reject(new Error(`${method}: Chromium is gone`))
      lastId += 1
      waiting.set(lastId, { method, resolve, reject })
      up.write(`${JSON.stringify({ id: lastId, method, params, ...(sessionId === undefined ? {} : { sessionId }) })}\0`)
    })

  return {
    at: (sessionId: string | undefined): Cdp => {
      const cdp = {
        send: (method: string, params?: unknown) => send(sessionId, method, params),
        on: (event: string, listener: (payload: never) => void) => {
          const key = keyOf(sessionId, event)
          listeners.set(key, [...(listeners.get(key) ?? []), listener])
          return cdp
        },
      }
      return cdp as unknown as Cdp
    },
  }
}
