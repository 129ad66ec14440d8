import type { EncoderOrigin } from '../encoder-origin.ts'

/** An encoder that is to take over, in moments of the monotonic clock. */
export type Newcomer = {
  /** The keyframe that it may begin with; `isNewest`: nothing came after it yet. */
  readonly keyframe: { readonly atMs: number; readonly arrivedMs: number; readonly isNewest: boolean } | null
  /** Its newest picture; null before the first. */
  readonly newestAtMs: number | null
  /** The oldest sound of it that can be heard; null before the first. */
  readonly soundFromAtMs: number | null
  readonly firstPictureArrivedMs: number
  /** Pictures of the current encoder that lie less than this before one of the newcomer may show something newer than it does. */
  readonly unsureMs: number
}

/** The encoder that the program is made of. */
export type Current = {
  /** The newest picture that came, and the newest that was handed on. */
  readonly newestAtMs: number | null
  readonly shownAtMs: number | null
  /** Its newest sound lasts until then; null before the first. */
  readonly soundUntilMs: number | null
  /** From its last picture to its newest. */
  readonly stepMs: number
  readonly lastTagArrivedMs: number
}

/** Two pictures that are no further apart are of one moment: times are rounded to milliseconds on their way. */
export const sameMs = 5
/** A keyframe that lies this much after the newest picture shows something newer: half of the distance at 60 pictures a second. */
const newerMs = 8
/** The current encoder is this much later than the newcomer at most; where it is later still, what it owes is left out. */
const waitForCurrentMs = 1000
/** Whoever gives nothing for so long is not waited for. */
const silentMs = 1000
/**
 * A newcomer whose keyframes are still older than what was shown takes over all the same: beside the current encoder it never catches up where the computer is
 * too busy for two.
 */
const patienceMs = 2000
/** A newcomer that is further behind is still catching up, and nothing is held back for it. */
const nearMs = 200
const holdMs = 220

/** Whether the newcomer takes over now, with its keyframe. `current`: null where there is none any more. */
export const judgeCut = ({ keyframe, soundFromAtMs, firstPictureArrivedMs, unsureMs }: Newcomer, current: Current | null, nowMs: number): boolean => {
  if (keyframe === null) return false
  if (current === null || nowMs - current.lastTagArrivedMs > silentMs) return true
  if (current.shownAtMs !== null && keyframe.atMs < current.shownAtMs + Math.max(newerMs, unsureMs))
    return keyframe.isNewest && nowMs - firstPictureArrivedMs > patienceMs
  const hasComeThere = current.newestAtMs === null || current.newestAtMs >= keyframe.atMs - 1.5 * current.stepMs
  const leavesNoSoundOut = soundFromAtMs === null || current.soundUntilMs === null || current.soundUntilMs >= soundFromAtMs - sameMs
  return (hasComeThere && leavesNoSoundOut) || nowMs - keyframe.arrivedMs > waitForCurrentMs
}

/** Whether a picture or sound of the current encoder is handed on now. It waits until the newcomer has shown what it has for the same moment. */
export const mayLeave = (
  piece: { readonly atMs: number; readonly arrivedMs: number; readonly kind: 'keyframe' | 'frame' | 'sound' },
  newcomer: Newcomer | null,
  nowMs: number,
): boolean => {
  if (newcomer === null || newcomer.newestAtMs === null) return true
  const aheadMs = piece.atMs - newcomer.newestAtMs
  const unsureMs = piece.kind === 'sound' ? 0 : newcomer.unsureMs
  return aheadMs <= sameMs - unsureMs || aheadMs > nearMs || nowMs - piece.arrivedMs > holdMs + unsureMs
}

/** What the cut has to know of the pictures of an encoder. */
export type PictureWay = Pick<EncoderOrigin, 'composed' | 'behindMs'>

/**
 * What is grabbed lies up to half a picture from the moment that it is shown for, on either side, and no two that grab do so at the same moments: at 30 a second
 * these two halves, and half a picture for what a busy computer adds.
 */
const apartMs = 50

/** How far two encoders have to be apart at the cut, so that nobody sees a picture that is older than the last one; null: nothing is known of one of them. */
export const unsureBetween = (newcomer: PictureWay | null, current: PictureWay | null): number => {
  if (newcomer === null || current === null || (newcomer.composed && current.composed)) return 0
  return apartMs + Math.max(0, newcomer.behindMs() - current.behindMs())
}
