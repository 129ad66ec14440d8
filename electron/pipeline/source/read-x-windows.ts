import { ok, type Result } from '#shared/result'
import type { DisplayName } from './display-name.ts'
import { openXConnection, type XConnection } from './x-connection.ts'
import { readAtoms, type TextAtoms, titleOf, wordsOf, type XAtoms } from './x-properties.ts'
import { askAttributes, askGeometry, askPlace, askTree, readIsViewable, readPlace, readSize, readTree } from './x-requests.ts'
import type { XScreen } from './x11-setup.ts'

/** A window that can be seen now, at its place on its X screen; in pixels, and without its frame. */
export type XWindow = {
  readonly id: number
  readonly screen: number
  readonly title: string
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

const deadlineMs = 4000
/** Nobody chooses from more; each costs five questions. */
const mostWindows = 500

/**
 * The windows of the X display that the environment names: those that the window manager lists, or, where there is none, the children of the root.
 * Desktops and panels are left out, and so are windows without a title. The lowest, or with a window manager the oldest, comes first. Failure `no-display`, as `openXConnection`.
 */
export const readXWindows = async (
  env: NodeJS.ProcessEnv,
): Promise<Result<{ readonly display: DisplayName; readonly screens: readonly XScreen[]; readonly windows: readonly XWindow[] }>> => {
  const opened = await openXConnection(env, deadlineMs)
  if (!opened.ok) return opened
  const connection = opened.value
  try {
    const atoms = await readAtoms(connection, atomNames)
    const windows = connection.screens.map(async ({ root }, screen) => {
      const ids = await windowsOf(connection, atoms, root)
      return Promise.all(ids.slice(0, mostWindows).map((id) => readWindow(connection, atoms, { id, root, screen })))
    })
    const found = (await Promise.all(windows)).flat().filter((window) => window !== null)
    return ok({ display: connection.display, screens: connection.screens, windows: found })
  } finally {
    connection[Symbol.dispose]()
  }
}

const atomNames = ['_NET_CLIENT_LIST', '_NET_WM_WINDOW_TYPE', '_NET_WM_WINDOW_TYPE_DESKTOP', '_NET_WM_WINDOW_TYPE_DOCK'] as const
type Atoms = XAtoms<(typeof atomNames)[number]> & TextAtoms

const windowsOf = async (connection: XConnection, atoms: Atoms, root: number): Promise<readonly number[]> => {
  const managed = await wordsOf(connection, root, atoms._NET_CLIENT_LIST)
  if (managed.length > 0) return managed
  const tree = await connection.ask(askTree(root))
  return tree === null ? [] : readTree(tree)
}

const readWindow = async (
  connection: XConnection,
  atoms: Atoms,
  { id, root, screen }: { readonly id: number; readonly root: number; readonly screen: number },
): Promise<XWindow | null> => {
  const [attributes, geometry, place, types, title] = await Promise.all([
    connection.ask(askAttributes(id)),
    connection.ask(askGeometry(id)),
    connection.ask(askPlace(id, root)),
    wordsOf(connection, id, atoms._NET_WM_WINDOW_TYPE),
    titleOf(connection, atoms, id),
  ])
  // closed in the meantime
  if (attributes === null || geometry === null || place === null) return null
  const isFurniture = types.includes(atoms._NET_WM_WINDOW_TYPE_DESKTOP) || types.includes(atoms._NET_WM_WINDOW_TYPE_DOCK)
  if (!readIsViewable(attributes) || isFurniture || title === '') return null
  return { id, screen, title, ...readPlace(place), ...readSize(geometry) }
}
