import type { DesktopView, HotkeyState, PrivacyKind } from '#shared/contract'
import { type HotkeyAct, hotkeyActs } from '#shared/hotkeys'
import type { Result } from '#shared/result'
import type { Settings } from '../settings/port.ts'

/** What a desktop host found out about its system, and what became of what the settings ask of it. */
export type DesktopFacts = Pick<DesktopView, 'privacy' | 'hotkeysDoubtful'> & {
  readonly canNotify: boolean
  readonly canHide: boolean
  /** Of those that were tried. */
  readonly hotkeys: Partial<Readonly<Record<HotkeyAct, HotkeyState>>>
}

/** A host with windows of its own, as far as the core and its pages need to know. */
export type DesktopHost = {
  readonly facts: () => DesktopFacts
  readonly onFacts: (listener: () => void) => () => void
  /** Has the system ask the person, once, for what these sources need, before they are opened. Answers when nothing is left to ask; a no is met when they are. */
  readonly permit: (sourceIds: readonly string[]) => Promise<void>
  readonly openPrivacy: (kind: PrivacyKind) => Promise<Result<null>>
  /** While a person chooses keys, those that are chosen already do nothing; they are back after half a minute at the latest. */
  readonly restHotkeys: (rest: boolean) => void
}

const switched = (can: boolean, on: boolean): 'on' | 'off' | 'unsupported' => (can ? (on ? 'on' : 'off') : 'unsupported')

/** What pages are told of the host. */
export function desktopView(facts: DesktopFacts, settings: Pick<Settings, 'notices' | 'hideWindow' | 'hotkeys'>): DesktopView {
  return {
    notices: switched(facts.canNotify, settings.notices),
    hidden: switched(facts.canHide, settings.hideWindow),
    hotkeys: hotkeyActs.map((act) => {
      const keys = settings.hotkeys[act] ?? null
      return { act, keys, state: keys === null ? 'unset' : (facts.hotkeys[act] ?? 'unset') }
    }),
    hotkeysDoubtful: facts.hotkeysDoubtful,
    privacy: [...facts.privacy],
  }
}
