import type Electron from 'electron'
import type { Desk } from './desk.ts'

export const createSystemPreferences = (desk: Desk) =>
  ({
    /** “macOS 10.13 High Sierra or lower … always `granted`”, Windows answers for its own settings (Electron, systemPreferences, `getMediaAccessStatus`). */
    getMediaAccessStatus: (kind) => (desk.mediaAccess.get(kind) ?? 'granted') as ReturnType<Electron.SystemPreferences['getMediaAccessStatus']>,
    /** “If an access request was denied and later is changed … a restart of the app will be required” (Electron, systemPreferences, `askForMediaAccess`): it asks once. */
    askForMediaAccess: async (kind) => {
      if (desk.mediaAccess.get(kind) === 'not-determined') {
        desk.asked.push(kind)
        desk.mediaAccess.set(kind, desk.grants ? 'granted' : 'denied')
      }
      return desk.mediaAccess.get(kind) === 'granted'
    },
  }) satisfies Pick<Electron.SystemPreferences, 'getMediaAccessStatus' | 'askForMediaAccess'>
