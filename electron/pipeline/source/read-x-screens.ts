import { readFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { homedir, hostname } from 'node:os'
import { join } from 'node:path'
import { type Failure, failure } from '#shared/failure'
import { err, ok, type Result } from '#shared/result'
import { type DisplayName, localSocketPath, parseDisplayName, tcpPort } from './display-name.ts'
import { readXSetup, type XScreen, xSetupRequest } from './x11-setup.ts'
import { findCookie } from './xauthority.ts'

const deadlineMs = 2000
const largestSetup = 512 * 1024

/**
 * The screens of the X display that the environment names, learned from the connection setup alone:
 * nothing is grabbed and no tool is needed. Failure `no-display` with `display` and, where there is one, `session`
 * (`wayland`: a session that shows its screen to no X client).
 */
export const readXScreens = async (
  env: NodeJS.ProcessEnv,
): Promise<Result<{ readonly display: DisplayName; readonly screens: readonly XScreen[] }>> => {
  const text = env.DISPLAY ?? ''
  const session = env.XDG_SESSION_TYPE ?? (env.WAYLAND_DISPLAY ? 'wayland' : '')
  const none = (detail: string): Failure => failure('no-display', { params: { display: text, ...(session === '' ? {} : { session }) }, detail })
  const display = parseDisplayName(text)
  if (display === null) return err(none(text === '' ? 'DISPLAY is not set' : 'DISPLAY names no display'))
  const setup = await shakeHands(display, await cookieFor(display, env))
  return setup.ok ? ok({ display, screens: setup.value }) : err(none(setup.failure))
}

const cookieFor = async (display: DisplayName, env: NodeJS.ProcessEnv) => {
  try {
    return findCookie(await readFile(env.XAUTHORITY || join(homedir(), '.Xauthority')), display, hostname())
  } catch {
    return null // many servers ask for none
  }
}

const shakeHands = (display: DisplayName, cookie: Parameters<typeof xSetupRequest>[0]): Promise<Result<readonly XScreen[], string>> =>
  new Promise((resolve) => {
    const socket = display.host === null ? connect(localSocketPath(display.display)) : connect(tcpPort(display.display), display.host)
    let bytes: Buffer = Buffer.alloc(0)
    const done = (result: Result<readonly XScreen[], string>) => {
      clearTimeout(deadline)
      socket.destroy()
      resolve(result)
    }
    const deadline = setTimeout(() => done(err(`no answer within ${deadlineMs} ms`)), deadlineMs)
    socket.once('connect', () => socket.write(xSetupRequest(cookie)))
    socket.on('data', (chunk: Buffer) => {
      bytes = Buffer.concat([bytes, chunk])
      const setup = readXSetup(bytes)
      if (setup.kind === 'accepted') done(ok(setup.screens))
      else if (setup.kind === 'refused') done(err(`the display refused us: ${setup.reason}`))
      else if (bytes.length > largestSetup) done(err('the display answers nonsense'))
    })
    socket.once('error', (error) => done(err(error.message)))
    socket.once('close', () => done(err('the display closed the connection')))
  })
