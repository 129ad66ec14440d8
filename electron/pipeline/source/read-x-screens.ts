import { ok, type Result } from '#shared/result'
import type { DisplayName } from './display-name.ts'
import { openXConnection, type XConnection } from './x-connection.ts'
import {
  askAtomName,
  askExtension,
  askMonitors,
  askRandrVersion,
  readAtomName,
  readExtension,
  readKnowsMonitors,
  readMonitors,
} from './x-requests.ts'
import type { XScreen } from './x11-setup.ts'

/** A monitor at its place on its X screen, in pixels. `name`: of the output, such as `HDMI-1`. */
export type XMonitor = {
  readonly name: string
  readonly primary: boolean
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** `monitors` are none where the server does not know them. */
export type XScreenWithMonitors = XScreen & { readonly monitors: readonly XMonitor[] }

const deadlineMs = 2000

/** The screens of the X display that the environment names, and their monitors: nothing is grabbed and no tool is needed. Failure `no-display`, as `openXConnection`. */
export const readXScreens = async (
  env: NodeJS.ProcessEnv,
): Promise<Result<{ readonly display: DisplayName; readonly screens: readonly XScreenWithMonitors[] }>> => {
  const opened = await openXConnection(env, deadlineMs)
  if (!opened.ok) return opened
  const connection = opened.value
  try {
    const randr = await randrOpcode(connection)
    const screens = connection.screens.map(async (screen) => ({
      ...screen,
      monitors: randr === null ? [] : await monitorsOf(connection, randr, screen.root),
    }))
    return ok({ display: connection.display, screens: await Promise.all(screens) })
  } finally {
    connection[Symbol.dispose]()
  }
}

/** Null where the server has no RandR, or one before 1.5. */
const randrOpcode = async (connection: XConnection): Promise<number | null> => {
  const extension = await connection.ask(askExtension('RANDR'))
  const opcode = extension === null ? null : readExtension(extension)
  if (opcode === null) return null
  const version = await connection.ask(askRandrVersion(opcode))
  return version !== null && readKnowsMonitors(version) ? opcode : null
}

const monitorsOf = async (connection: XConnection, randr: number, root: number): Promise<readonly XMonitor[]> => {
  const reply = await connection.ask(askMonitors(randr, root))
  if (reply === null) return []
  return Promise.all(
    readMonitors(reply).map(async ({ name: atom, ...monitor }) => {
      const name = await connection.ask(askAtomName(atom))
      return { ...monitor, name: name === null ? '' : readAtomName(name) }
    }),
  )
}
