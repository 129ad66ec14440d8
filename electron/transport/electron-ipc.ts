import type { IpcMain, WebContents } from 'electron'
import { binaryHeaderBytes, maxPieceBytes, maxUpMessageBytes } from '#shared/contract'
import { ipcDown, ipcUp } from '#shared/ipc'
import type { Core } from '../core/port.ts'
import type { Logger } from '../logging/port.ts'
import { type PageServer, servePage } from './serve-page.ts'

/**
 * Serves the contract over Electron's IPC to the main frame of our own windows, and to nobody else
 * (Electron security checklist 17: validate the sender of all IPC messages).
 */
export function serveOverIpc(ipcMain: IpcMain, core: Core, isOurPage: (url: string) => boolean, logger: Logger) {
  const pages = new Map<number, PageServer>()
  /** Pages whose end is being watched; one listener each, however often they reload. */
  const known = new WeakSet<WebContents>()

  const drop = (id: number) => {
    pages.get(id)?.[Symbol.dispose]()
    pages.delete(id)
  }

  const watchEnd = (contents: WebContents) => {
    const { id } = contents
    known.add(contents)
    // A reloaded or crashed page starts again from nothing. Electron tells of a navigation before anybody may refuse it, and one away from our
    // page is always refused: then the page stays, and what it watches with it.
    contents.on('did-start-navigation', ({ isMainFrame, isSameDocument, url }) => {
      if (isMainFrame && !isSameDocument && isOurPage(url)) drop(id)
    })
    contents.on('render-process-gone', () => drop(id))
    contents.on('destroyed', () => drop(id))
  }

  const attach = (contents: WebContents): PageServer => {
    if (!known.has(contents)) watchEnd(contents)
    const send = (data: string | Uint8Array) => {
      if (!contents.isDestroyed()) contents.send(ipcDown, data)
    }
    const refuse = (reason: string) => {
      logger.warn('the page was refused and is loaded again', { reason })
      drop(contents.id)
      contents.reload()
    }
    const page = servePage(core, { send, refuse }, logger)
    pages.set(contents.id, page)
    return page
  }

  const onMessage = (event: Electron.IpcMainEvent, data: unknown) => {
    const frame = event.senderFrame
    if (frame === null || frame !== event.sender.mainFrame || !isOurPage(frame.url)) {
      logger.warn('a message from a foreign frame was dropped')
      return
    }
    const isText = typeof data === 'string' && data.length <= maxUpMessageBytes
    const isPiece = data instanceof Uint8Array && data.byteLength <= binaryHeaderBytes + maxPieceBytes
    if (!isText && !isPiece) {
      logger.warn('an oversized or malformed message was dropped')
      return
    }
    ;(pages.get(event.sender.id) ?? attach(event.sender)).receive(data)
  }

  ipcMain.on(ipcUp, onMessage)
  return {
    [Symbol.dispose]: () => {
      ipcMain.removeListener(ipcUp, onMessage)
      for (const id of [...pages.keys()]) drop(id)
    },
  }
}
