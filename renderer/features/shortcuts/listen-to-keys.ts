import { holdRemotely } from '../../ui/hold-remote.ts'
import { setMonitors, showTab } from '../layout/view-store.ts'
import { isChoosing, isWritable, readShortcut } from './read-shortcut.ts'
import { openShortcutSheet } from './sheet-store.ts'
import type { Shortcut } from './shortcut-table.ts'

export type KeyOptions = {
  readonly isOn: () => boolean
  /** A shortcut's control is closed; null where it is not on the page. */
  readonly refused: (control: HTMLElement | null) => void
}

/** Acts on the shortcuts of the whole page until stopped. */
export function listenToKeys({ isOn, refused }: KeyOptions): () => void {
  /** The guarded button that a shortcut is holding, and the key that it hangs on. */
  let held: { readonly testId: string; readonly code: string } | null = null

  const letGo = (signal: 'release' | 'cancel'): void => {
    if (held !== null) holdRemotely(held.testId, signal)
    held = null
  }

  const press = (testIds: readonly string[]): void => {
    const controls = testIds.map(controlOf).filter((control) => control !== null)
    const open = controls.find((control) => !isClosed(control))
    if (open === undefined) refused(controls[0] ?? null)
    open?.focus()
    open?.click()
  }

  const hold = (testId: string, code: string): void => {
    const control = controlOf(testId)
    letGo('cancel')
    if (control === null || isClosed(control)) {
      refused(control)
      return
    }
    held = { testId, code }
    holdRemotely(testId, 'press')
  }

  /** The focus stays where it is: an arrow key pressed next is not meant for the scenes. */
  const chooseScene = (index: number): void => {
    const scene = document.querySelectorAll<HTMLElement>('[data-testid="scene-select"] input').item(index)
    if (scene === null || isClosed(scene)) refused(null)
    else scene.click()
  }

  const perform = ({ act, code }: Shortcut): void => {
    if (act.kind === 'press') press(act.testIds)
    else if (act.kind === 'hold') hold(act.testId, code)
    else if (act.kind === 'scene') chooseScene(act.index)
    else if (act.kind === 'tab') showTab(act.tab)
    else if (act.kind === 'monitors') setMonitors(act.arrangement)
    else openShortcutSheet()
  }

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') letGo('cancel')
    const { activeElement } = document
    const around = { on: isOn(), typing: isWritable(activeElement), choosing: isChoosing(activeElement), dialogOpen: isDialogOpen() }
    const shortcut = readShortcut(event, around)
    if (shortcut === null) return
    event.preventDefault()
    if (!event.repeat) perform(shortcut)
  }
  const onKeyUp = (event: KeyboardEvent): void => {
    if (event.code === held?.code || event.key === 'Alt') letGo('release')
  }
  // What is released elsewhere is not heard here.
  const onLeave = (): void => letGo('cancel')

  window.addEventListener('keydown', onKeyDown)
  window.addEventListener('keyup', onKeyUp)
  window.addEventListener('blur', onLeave)
  return () => {
    letGo('cancel')
    window.removeEventListener('keydown', onKeyDown)
    window.removeEventListener('keyup', onKeyUp)
    window.removeEventListener('blur', onLeave)
  }
}

const controlOf = (testId: string): HTMLElement | null => document.querySelector<HTMLElement>(`[data-testid="${testId}"]`)

const isClosed = (control: HTMLElement): boolean => control.matches(':disabled, [aria-disabled="true"]')

const isDialogOpen = (): boolean => document.querySelector('dialog[open], [role="dialog"], [role="alertdialog"]') !== null
