import { z } from 'zod'
import { hotkeyActs } from '../hotkeys.ts'

/** What the system can be asked to let an app use. */
export const privacyKinds = ['camera', 'microphone', 'screen'] as const
export type PrivacyKind = (typeof privacyKinds)[number]

export const privacyStates = ['allowed', 'refused', 'not-asked', 'unknown'] as const
export type PrivacyState = (typeof privacyStates)[number]

export const hotkeySchema = z.string().min(1).max(60)

/**
 * What became of the keys that a person chose: `taken` by another program or the system, `duplicate` of one above it, `invalid` where they are no keys for
 * every program.
 */
export const hotkeyStates = ['unset', 'set', 'taken', 'duplicate', 'invalid'] as const
export type HotkeyState = (typeof hotkeyStates)[number]

/** What only a host with windows of its own knows and does: null for the web host. */
export const desktopViewSchema = z.object({
  notices: z.enum(['on', 'off', 'unsupported']).describe('messages of the system while no window of Tally has the focus'),
  hidden: z.enum(['on', 'off', 'unsupported']).describe('the windows of Tally are missing from every capture of the screen'),
  hotkeys: z.array(
    z.object({
      act: z.enum(hotkeyActs),
      keys: hotkeySchema.nullable().describe('an accelerator as Electron spells it, `Control+Alt+M`; null: none'),
      state: z.enum(hotkeyStates),
    }),
  ),
  hotkeysDoubtful: z.boolean().describe('Wayland keeps keys from programs that do not have the focus: they may not work'),
  privacy: z
    .array(z.object({ kind: z.enum(privacyKinds), state: z.enum(privacyStates) }))
    .describe('what the system says of its own settings; empty where it keeps none'),
})
export type DesktopView = z.output<typeof desktopViewSchema>

/** The calls about the computer that Tally runs on. */
export const desktopCommands = {
  'desktop.openPrivacy': {
    input: z.strictObject({ kind: z.enum(privacyKinds) }),
    output: z.null().describe('the system’s own settings are open at the right place (desktop app on macOS and Windows)'),
  },
  'desktop.restHotkeys': {
    input: z.strictObject({ rest: z.boolean() }),
    output: z.null().describe('keys for every program do nothing while others are chosen, half a minute at most (desktop app)'),
  },
  'desktop.showLogs': {
    input: z.null(),
    output: z.null().describe('shows the folder of the logs in the file manager of the computer that Tally runs on'),
  },
} as const
