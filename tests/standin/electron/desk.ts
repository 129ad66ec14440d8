/** A line of a menu, as a person sees it. */
export type MenuLine = {
  readonly id: string | null
  readonly label: string
  readonly enabled: boolean
  readonly checked: boolean
  readonly role: string | null
  readonly submenu: readonly MenuLine[]
  readonly choose: () => void
}

export type Message = { readonly title: string; readonly body: string; readonly click: () => void }

/** What a person sees of the app, and does to it, outside of its pages. The test holds it against what was expected. */
export type Desk = {
  tray: { image: string; toolTip: string; menu: readonly MenuLine[]; readonly click: () => void } | null
  menuBar: readonly MenuLine[]
  /** Those that are shown, oldest first; a message that is closed is gone. */
  messages: Message[]
  /** In the Dock of macOS. */
  badge: string
  /** On the taskbar of Windows. */
  overlay: { readonly image: string; readonly description: string } | null
  flashing: boolean
  /** Folders and addresses that were handed to the system. */
  readonly opened: string[]
  readonly hotkeys: Map<string, () => void>
  /** They are pressed without effect. */
  hotkeysSuspended: boolean
  /** Keys that another program has. */
  readonly takenKeys: Set<string>
  /** Whether this desktop has a tray, and messages. */
  readonly has: { readonly tray: boolean; readonly messages: boolean }
  /** By the system’s own settings; an answer to its question changes it. */
  readonly mediaAccess: Map<string, string>
  /** What a person answers when macOS asks. */
  grants: boolean
  readonly asked: string[]
}

export const createDesk = (without: readonly string[]): Desk => ({
  tray: null,
  menuBar: [],
  messages: [],
  badge: '',
  overlay: null,
  flashing: false,
  opened: [],
  hotkeys: new Map(),
  hotkeysSuspended: false,
  takenKeys: new Set(),
  has: { tray: !without.includes('tray'), messages: !without.includes('messages') },
  mediaAccess: new Map(),
  grants: true,
  asked: [],
})
