import type { IpcMain, WebContents } from 'electron'
import { maxUpMessageBytes } from '#shared/contract'
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

  const drop = (id: number) => {
    pages.get(id)?.[Symbol.dispose]()
    pages.delete(id)
  }

  const attach = (contents: WebContents): PageServer => {
    const { id } = contents
    const page = servePage(
      core,
      {
        send: (data) => {
          if (!contents.isDestroyed()) contents.send(ipcDown, data)
        },
        refuse: (reason) => {
          logger.warn('the page was refused', { reason })
          drop(id)
        },
      },
      logger,
    )
    pages.set(id, page)
    // A reloaded or crashed page starts again from nothing.
    contents.on('did-start-navigation', (details) => {
      if (details.isMainFrame && !details.isSameDocument) drop(id)
    })
    contents.on('render-process-gone', () => drop(id))
    contents.on('destroyed', () => drop(id))
    return page
  }

  const onMessage = (event: Electron.IpcMainEvent, data: unknown) => {
    const frame = event.senderFrame
    if (frame === null || frame !== event.sender.mainFrame || !isOurPage(frame.url)) {
      logger.warn('a message from a foreign frame was dropped')
      return
    }
    if (typeof data !== 'string' || data.length > maxUpMessageBytes) {
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
