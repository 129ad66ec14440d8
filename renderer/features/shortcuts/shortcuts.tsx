import { useShortcutSheetOpen } from './sheet-store.ts'
import { ShortcutSheet } from './shortcut-sheet.tsx'
import { useShortcuts } from './use-shortcuts.ts'

/** Acts on the keyboard shortcuts and shows their sheet. */
export function Shortcuts() {
  const note = useShortcuts()
  return (
    <>
      <p className="shortcut-note" role="status" data-testid="shortcut-note">
        {note}
      </p>
      {useShortcutSheetOpen() && <ShortcutSheet />}
    </>
  )
}
