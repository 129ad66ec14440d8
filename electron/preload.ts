import { contextBridge, ipcRenderer } from 'electron'
import { ipcDown, ipcUp, type TallyBridge } from '#shared/ipc'

const bridge: TallyBridge = {
  send: (message) => {
    if (typeof message === 'string' || message instanceof Uint8Array) ipcRenderer.send(ipcUp, message)
  },
  onMessage: (listener) => {
    // The event object never reaches the page: it carries the sender.
    const forward = (_event: unknown, data: string | Uint8Array) => listener(data)
    ipcRenderer.on(ipcDown, forward)
    return () => ipcRenderer.removeListener(ipcDown, forward)
  },
}

contextBridge.exposeInMainWorld('tally', bridge)
