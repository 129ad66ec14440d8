import { ok, type Result } from '#shared/result'
import type { XWindow } from './read-x-windows.ts'
import { openXConnection, type XConnection } from './x-connection.ts'
import { readAtoms, type TextAtoms, titleOf, wordsOf, type XAtoms } from './x-properties.ts'
import { askAttributes, askGeometry, askPlace, askTree, readIsViewable, readPlace, readSize, readTree } from './x-requests.ts'

/** One of those that are shown now. Its title is empty where it has none. */
export type XStackedWindow = XWindow

const deadlineMs = 2000
/** Those above are kept: what covers something lies there. */
const mostWindows = 200

/**
 * The windows of the X display that the environment names as they lie on one another, the lowest first: by the word of the window manager, or, where
 * there is none, the children of the root. Left out is what nobody sees: minimised windows, and those of other desktops. Failure `no-display`, as `openXConnection`.
 */
export const readXStack = async (env: NodeJS.ProcessEnv): Promise<Result<readonly XStackedWindow[]>> => {
  const opened = await openXConnection(env, deadlineMs)
  if (!opened.ok) return opened
  const connection = opened.value
  try {
    const atoms = await readAtoms(connection, atomNames)
    const stacks = connection.screens.map(async ({ root }, screen) => {
      const [ids, [desktop = null]] = await Promise.all([stackOf(connection, atoms, root), wordsOf(connection, root, atoms._NET_CURRENT_DESKTOP)])
      return Promise.all(ids.slice(-mostWindows).map((id) => readWindow(connection, atoms, { id, root, screen, desktop })))
    })
    return ok((await Promise.all(stacks)).flat().filter((window) => window !== null))
  } finally {
    connection[Symbol.dispose]()
  }
}

/** As the Extended Window Manager Hints spell them (version 1.5, freedesktop.org). */
const atomNames = ['_NET_CLIENT_LIST_STACKING', '_NET_CURRENT_DESKTOP', '_NET_WM_DESKTOP', '_NET_WM_STATE', '_NET_WM_STATE_HIDDEN'] as const
type Atoms = XAtoms<(typeof atomNames)[number]> & TextAtoms

/** `_NET_WM_DESKTOP` of a window that is on all of them. */
const allDesktops = 0xffff_ffff

const stackOf = async (connection: XConnection, atoms: Atoms, root: number): Promise<readonly number[]> => {
  const managed = await wordsOf(connection, root, atoms._NET_CLIENT_LIST_STACKING)
  if (managed.length > 0) return managed
  const tree = await connection.ask(askTree(root))
  return tree === null ? [] : readTree(tree)
}

type Asked = { readonly id: number; readonly root: number; readonly screen: number; readonly desktop: number | null }

const readWindow = async (connection: XConnection, atoms: Atoms, { id, root, screen, desktop }: Asked): Promise<XStackedWindow | null> => {
  const [attributes, geometry, place, states, [ownDesktop = allDesktops], title] = await Promise.all([
    connection.ask(askAttributes(id)),
    connection.ask(askGeometry(id)),
    connection.ask(askPlace(id, root)),
    wordsOf(connection, id, atoms._NET_WM_STATE),
    wordsOf(connection, id, atoms._NET_WM_DESKTOP),
    titleOf(connection, atoms, id),
  ])
  // closed in the meantime
  if (attributes === null || geometry === null || place === null) return null
  const isHidden = atoms._NET_WM_STATE_HIDDEN !== 0 && states.includes(atoms._NET_WM_STATE_HIDDEN)
  const isElsewhere = desktop !== null && ownDesktop !== allDesktops && ownDesktop !== desktop
  if (!readIsViewable(attributes) || isHidden || isElsewhere) return null
  return { id, screen, title, ...readPlace(place), ...readSize(geometry) }
}
