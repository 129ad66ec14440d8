import type { Snapshot } from '#shared/contract'
import { primaryChannel } from '#shared/primary-channel'
import { lampWords } from './lamp.ts'
import { isSlateShown, slateOf } from './toggle-slate.ts'
import type { Words } from './words/words.ts'

export type TrayAct = 'show' | 'mute' | 'be-right-back' | 'end' | 'quit'

export type TrayLine =
  | { readonly kind: 'line' }
  | { readonly kind: 'words'; readonly label: string }
  | { readonly kind: 'act'; readonly act: TrayAct; readonly label: string; readonly enabled: boolean; readonly checked: boolean | null }

const act = (name: TrayAct, label: string, enabled = true, checked: boolean | null = null): TrayLine => ({
  kind: 'act',
  act: name,
  label,
  enabled,
  checked,
})

/** The menu of the tray. Nothing in it ends or begins a broadcast: `end` leads to the control that is held for that. */
export function trayMenu({ session, program, connection }: Pick<Snapshot, 'session' | 'program' | 'connection'>, words: Words): readonly TrayLine[] {
  const voice = primaryChannel(program.channels)
  return [
    { kind: 'words', label: lampWords({ session, connection }, words) },
    act('show', words.tray.show),
    { kind: 'line' },
    act('mute', words.tray.mute, voice !== null, voice?.muted === true),
    act('be-right-back', words.tray.beRightBack, slateOf(program) !== null, isSlateShown(program)),
    act('end', words.tray.end, session.actions.endLive.allowed),
    { kind: 'line' },
    act('quit', words.tray.quit),
  ]
}
