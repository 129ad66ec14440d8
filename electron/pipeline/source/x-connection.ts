import { readFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { homedir, hostname } from 'node:os'
import { join } from 'node:path'
import { type Failure, failure } from '#shared/failure'
import { err, ok, type Result } from '#shared/result'
import { type DisplayName, localSocketPath, parseDisplayName, tcpPort } from './display-name.ts'
import { splitXReplies } from './split-x-replies.ts'
import { readXSetup, type XScreen, xSetupRequest } from './x11-setup.ts'
import { findCookie } from './xauthority.ts'

/** A connection that asks an X server and changes nothing there. */
export type XConnection = {
  readonly display: DisplayName
  readonly screens: readonly XScreen[]
  /** The whole answer; null where the server refuses (a window that has just been closed), or is gone. Many can be asked at once. */
  readonly ask: (request: Buffer) => Promise<Buffer | null>
  readonly [Symbol.dispose]: () => void
}

const largestSetup = 512 * 1024
const mostSequences = 0x1_0000

/**
 * Connects to the X display that the environment names. The connection ends by itself after `deadlineMs`; what was not answered by then is null.
 * Failure `no-display` with `display` and, where there is one, `session` (`wayland`: a session that shows its screen to no X client).
 */
export const openXConnection = async (env: NodeJS.ProcessEnv, deadlineMs: number): Promise<Result<XConnection>> => {
  const text = env.DISPLAY ?? ''
  const session = env.XDG_SESSION_TYPE ?? (env.WAYLAND_DISPLAY ? 'wayland' : '')
  const none = (detail: string): Failure => failure('no-display', { params: { display: text, ...(session === '' ? {} : { session }) }, detail })
  const display = parseDisplayName(text)
  if (display === null) return err(none(text === '' ? 'DISPLAY is not set' : 'DISPLAY names no display'))
  const opened = await converse(display, await cookieFor(display, env), deadlineMs)
  return opened.ok ? opened : err(none(opened.failure))
}

const cookieFor = async (display: DisplayName, env: NodeJS.ProcessEnv) => {
  try {
    return findCookie(await readFile(env.XAUTHORITY || join(homedir(), '.Xauthority')), display, hostname())
  } catch {
    return null // many servers ask for none
  }
}

const converse = (display: DisplayName, cookie: Parameters<typeof xSetupRequest>[0], deadlineMs: number): Promise<Result<XConnection, string>> =>
  new Promise((resolve) => {
    const socket = display.host === null ? connect(localSocketPath(display.display)) : connect(tcpPort(display.display), display.host)
    const waiting = new Map<number, (reply: Buffer | null) => void>()
    let bytes: Buffer = Buffer.alloc(0)
    let greeted = false
    let closed = false
    let asked = 0

    const close = (why: string) => {
      closed = true
      clearTimeout(deadline)
      socket.destroy()
      for (const answer of waiting.values()) answer(null)
      waiting.clear()
      resolve(err(why))
    }
    const deadline = setTimeout(() => close(`no answer within ${deadlineMs} ms`), deadlineMs)

    const ask = (request: Buffer): Promise<Buffer | null> =>
      new Promise((answer) => {
        asked = (asked + 1) % mostSequences
        if (closed || waiting.has(asked)) return answer(null)
        waiting.set(asked, answer)
        socket.write(request)
      })

    const greet = () => {
      const setup = readXSetup(bytes)
      if (setup.kind === 'refused') close(`the display refused us: ${setup.reason}`)
      else if (setup.kind === 'incomplete' && bytes.length > largestSetup) close('the display answers nonsense')
      else if (setup.kind === 'accepted') {
        greeted = true
        bytes = bytes.subarray(setup.size)
        resolve(ok({ display, screens: setup.screens, ask, [Symbol.dispose]: () => close('closed') }))
      }
    }

    const listen = () => {
      const { answers, rest, broken } = splitXReplies(bytes)
      bytes = rest
      for (const { sequence, bytes: reply, isError } of answers) {
        waiting.get(sequence)?.(isError ? null : reply)
        waiting.delete(sequence)
      }
      if (broken) close('the display answers nonsense')
    }

    socket.once('connect', () => socket.write(xSetupRequest(cookie)))
    socket.on('data', (chunk: Buffer) => {
      if (closed) return
      bytes = Buffer.concat([bytes, chunk])
      if (!greeted) greet()
      if (greeted && !closed) listen()
    })
    socket.on('error', (error) => close(error.message))
    socket.once('close', () => close('the display closed the connection'))
  })
