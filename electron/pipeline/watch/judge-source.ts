import type { FramePool } from '../bus/frame-pool.ts'
import type { Frame } from '../bus/port.ts'
import { greyOf, greysPerSecond } from './grey-picture.ts'
import { holdWarning } from './hold-warning.ts'
import { isTooDark } from './judge-light.ts'

/** Looks at the own pictures of one camera or file, whoever brings them. */
export type SourceJudge = {
  /** One more picture, which came to be at `atMs`. */
  readonly see: (frame: Frame, atMs: number) => void
  /** The time goes on, whether or not a picture comes: sound of the same source alone keeps it open. */
  readonly wait: (nowMs: number) => void
  readonly frozen: () => boolean
  readonly tooDark: () => boolean
  /** Lets go of the picture that it compares with. */
  readonly close: () => void
}

const frozenAfterMs = 5000
/** Of no source are two pictures further apart; what is, does not move. */
const longestGapMs = 1000
const darkAfterMs = 5000
const goesAfterMs = 1000

/** A camera's picture is never twice the same, to the bit: it has noise. `light`: whether darkness is looked for too. */
export function createSourceJudge(pool: FramePool, light: boolean): SourceJudge {
  const holdFrozen = holdWarning(frozenAfterMs, goesAfterMs)
  const holdDark = holdWarning(darkAfterMs, goesAfterMs)
  let before: Frame | null = null
  let seenAtMs = Number.POSITIVE_INFINITY
  let judgedLightMs = Number.NEGATIVE_INFINITY
  let frozen = false
  let tooDark = false

  const change = (to: Frame | null) => {
    if (to !== null) pool.retain(to)
    if (before !== null) pool.release(before)
    before = to
  }

  return {
    see: (frame, atMs) => {
      seenAtMs = atMs
      // Where something moves, the first bytes tell.
      const isSame =
        before !== null && before.width === frame.width && before.height === frame.height && Buffer.compare(before.data, frame.data) === 0
      if (!isSame) change(frame)
      frozen = holdFrozen(isSame, atMs)
      if (!light || atMs - judgedLightMs < 1000 / greysPerSecond) return
      judgedLightMs = atMs
      tooDark = holdDark(isTooDark(greyOf(frame)), atMs)
    },
    wait: (nowMs) => {
      if (nowMs - seenAtMs > longestGapMs) frozen = holdFrozen(true, nowMs)
    },
    frozen: () => frozen,
    tooDark: () => tooDark,
    close: () => change(null),
  }
}
