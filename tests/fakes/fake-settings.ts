import { type Failure, failure } from '#shared/failure'
import { err, ok } from '#shared/result'
import { type Settings, type SettingsStore, settingsSchema } from '../../electron/settings/port.ts'

export type FakeSettings = SettingsStore & { readOnly: Failure | null }

export const readOnly = failure('data-dir-read-only', { params: { path: '/data' } })

/** Settings in memory; `readOnly` makes every change hold for this run only, as on a disk that cannot be written. */
export function createFakeSettings(initial: Partial<Settings> = {}): FakeSettings {
  let settings = settingsSchema.parse({ version: 1, ...initial })
  const store: FakeSettings = {
    readOnly: null,
    current: () => settings,
    readOnlyReason: () => (store.readOnly ? err(store.readOnly) : null),
    update: async (change) => {
      settings = settingsSchema.parse({ ...settings, ...change })
      return store.readOnly ? err(store.readOnly) : ok(undefined)
    },
  }
  return store
}
