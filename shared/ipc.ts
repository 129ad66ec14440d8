/** The two channels of Electron's IPC that carry the contract between preload and main process. */
export const ipcUp = 'tally:up'
export const ipcDown = 'tally:down'

/** What the preload gives to the page, and nothing else. */
export type TallyBridge = {
  readonly send: (message: string | Uint8Array) => void
  readonly onMessage: (listener: (data: string | Uint8Array) => void) => () => void
}
