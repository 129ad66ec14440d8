import type { Shell, SystemPreferences } from 'electron'
import type { DesktopView, PrivacyKind, PrivacyState } from '#shared/contract'
import { failure } from '#shared/failure'
import { err, ok, type Result } from '#shared/result'

export type PrivacyDeps = {
  readonly platform: NodeJS.Platform
  readonly systemPreferences: Pick<SystemPreferences, 'getMediaAccessStatus' | 'askForMediaAccess'>
  readonly shell: Pick<Shell, 'openExternal'>
  readonly after: (ms: number, act: () => void) => () => void
}

/** The only addresses that open something of the system; a page names a kind, never an address. */
const settingsAddresses: Partial<Readonly<Record<NodeJS.Platform, Partial<Readonly<Record<PrivacyKind, string>>>>>> = {
  darwin: {
    camera: 'x-apple.systempreferences:com.apple.preference.security?Privacy_Camera',
    microphone: 'x-apple.systempreferences:com.apple.preference.security?Privacy_Microphone',
    screen: 'x-apple.systempreferences:com.apple.preference.security?Privacy_ScreenCapture',
  },
  // https://learn.microsoft.com/windows/uwp/launch-resume/launch-settings-app
  win32: { camera: 'ms-settings:privacy-webcam', microphone: 'ms-settings:privacy-microphone' },
}

/** What the system keeps a setting for. */
export const privacyKindsOf = (platform: NodeJS.Platform): readonly PrivacyKind[] =>
  Object.keys(settingsAddresses[platform] ?? {}) as readonly PrivacyKind[]

/** @param status as `systemPreferences.getMediaAccessStatus` spells it */
export function privacyStateOf(status: ReturnType<SystemPreferences['getMediaAccessStatus']>): PrivacyState {
  switch (status) {
    case 'granted':
      return 'allowed'
    case 'denied':
    case 'restricted':
      return 'refused'
    case 'not-determined':
      return 'not-asked'
    default:
      return 'unknown'
  }
}

/** Nobody has to answer the system's question; then the source is opened all the same and macOS gives nothing of it. A page waits for 60 s. */
const askedForMs = 45_000

/** What an id of a source needs of the system. */
const kindOf = (sourceId: string): 'camera' | 'microphone' | null =>
  sourceId.startsWith('camera:') ? 'camera' : sourceId.startsWith('mic:') ? 'microphone' : null

/** What the system lets Tally use, as far as it says. */
export function createPrivacy({ platform, systemPreferences, shell, after }: PrivacyDeps) {
  const read = (): DesktopView['privacy'] =>
    privacyKindsOf(platform).map((kind) => ({ kind, state: privacyStateOf(systemPreferences.getMediaAccessStatus(kind)) }))

  return {
    read,
    /** macOS alone asks, and only once: a no is changed in its settings. True where somebody was asked. */
    permit: async (sourceIds: readonly string[]): Promise<boolean> => {
      if (platform !== 'darwin') return false
      const kinds = new Set(sourceIds.flatMap((id) => kindOf(id) ?? []))
      const unasked = [...kinds].filter((kind) => systemPreferences.getMediaAccessStatus(kind) === 'not-determined')
      if (unasked.length === 0) return false
      let cancel = () => {}
      const late = new Promise<void>((resolve) => {
        cancel = after(askedForMs, resolve)
      })
      const asked = unasked.map((kind) => systemPreferences.askForMediaAccess(kind).catch(() => false))
      await Promise.race([Promise.all(asked), late])
      cancel()
      return true
    },
    open: async (kind: PrivacyKind): Promise<Result<null>> => {
      const address = settingsAddresses[platform]?.[kind]
      if (address === undefined) return err(failure('malformed-request', { params: { command: 'desktop.openPrivacy', fields: 'kind' } }))
      await shell.openExternal(address)
      return ok(null)
    },
  } as const
}
