import type Electron from 'electron'
import type { Desk } from './desk.ts'

const accelerator =
  /^((Command|Control|Alt|Super|Shift)\+)*([A-Z0-9]|num[0-9]|F([1-9]|1\d|2[0-4])|Space|Up|Down|Left|Right|Home|End|PageUp|PageDown|Insert|Delete)$/

export const createGlobalShortcutModule = (desk: Desk, isReady: () => boolean) =>
  ({
    /**
     * “When the accelerator is already taken by other applications, this call will silently fail” and answers with false (Electron, globalShortcut, `register`). What is no
     * accelerator throws, as whatever cannot be converted.
     */
    register: (keys: string, callback: () => void) => {
      // “This module cannot be used before the `ready` event of the app module is emitted” (Electron, globalShortcut)
      if (!isReady()) throw new Error('globalShortcut cannot be used before the app is ready')
      if (!accelerator.test(keys)) throw new TypeError(`Error processing argument at index 0, conversion failure from ${keys}`)
      // “New shortcut registrations will fail while handling is suspended” (Electron, globalShortcut, `setSuspended`)
      if (desk.hotkeysSuspended || desk.takenKeys.has(keys) || desk.hotkeys.has(keys)) return false
      desk.hotkeys.set(keys, callback)
      return true
    },
    unregister: (keys: string) => void desk.hotkeys.delete(keys),
    setSuspended: (suspended: boolean) => {
      desk.hotkeysSuspended = suspended
    },
  }) satisfies Pick<Electron.GlobalShortcut, 'register' | 'unregister' | 'setSuspended'>
