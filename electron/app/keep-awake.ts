import type { PowerSaveBlocker } from 'electron'
import type { Snapshot } from '#shared/contract'
import { desktopSources } from '#shared/desktop-sources'
import type { Core } from '../core/port.ts'
import { neededBy } from '../core/scene-layers.ts'

type Blocking = Parameters<PowerSaveBlocker['start']>[0]

const isScreen = (id: string): boolean => /^(screen|window):/.test(id) || id === desktopSources.pickedScreen

/** What of the computer must stay awake: its screen too while that is seen, else what sends. Nothing while nothing is sent. */
export function awakeFor({ session, program }: Pick<Snapshot, 'session' | 'program'>): Blocking | null {
  if (session.witnesses.sender === 'off') return null
  const scene = program.scenes.find(({ id }) => id === program.sceneId)
  const showsScreen = scene !== undefined && neededBy(scene).includes('source') && isScreen(program.sourceId)
  return showsScreen ? 'prevent-display-sleep' : 'prevent-app-suspension'
}

/** Keeps the computer awake while something is sent, and only then. */
export function keepAwake(core: Pick<Core, 'watch'>, blocker: Pick<PowerSaveBlocker, 'start' | 'stop'>): Disposable {
  let held: { readonly kind: Blocking; readonly id: number } | null = null
  const hold = (kind: Blocking | null) => {
    if (held?.kind === kind || (held === null && kind === null)) return
    const before = held
    // The new one first: between two the computer could fall asleep.
    held = kind === null ? null : { kind, id: blocker.start(kind) }
    if (before !== null) blocker.stop(before.id)
  }
  const stop = core.watch('snapshot', (snapshot) => hold(awakeFor(snapshot)))
  return {
    [Symbol.dispose]: () => {
      stop()
      hold(null)
    },
  }
}
