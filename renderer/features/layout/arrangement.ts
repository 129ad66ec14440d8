import type { Orientation } from '#shared/contract'
import type { Phase } from './phase.ts'
import type { Arrangement } from './view-store.ts'

export type ShownArrangement = Exclude<Arrangement, 'auto'>

/** What each phase is looked at for. */
const fitting: Readonly<Record<Phase, ShownArrangement>> = {
  prepare: 'program',
  preview: 'side-by-side',
  'on-air': 'side-by-side',
  after: 'return-feed',
}

/** How the monitors stand. Upright pictures are as high side by side as alone: width gains them nothing. */
export function arrangementOf(chosen: Arrangement, phase: Phase, orientation: Orientation): ShownArrangement {
  if (chosen !== 'auto') return chosen
  return orientation === 'vertical' ? 'side-by-side' : fitting[phase]
}
