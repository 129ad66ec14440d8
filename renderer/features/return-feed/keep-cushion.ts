/** What is buffered ahead of the shown picture, looked at a few times a second. */
export type CushionLook = { readonly atMs: number; readonly aheadSeconds: number }

/** Decides how fast a live feed is played, so that a delivery that is late by a second is not seen as a pause. */
export type Cushion = {
  /** Answers the speed to play at from now on. */
  readonly look: (look: CushionLook) => number
  /** The feed ran dry at this moment: more is kept from now on, for a while. */
  readonly ranDry: (atMs: number) => void
}

/** Segments arrive whole, once a second: what counts is what is left when the next one is due, so the least of this time. */
const spanMs = 3000
/** Left over where all is calm. A second more would make more than three from the camera to the viewer. */
const usualSeconds = 1
const afterDrySeconds = 0.75
const mostSeconds = 2.5
/** What a standstill added is given up within this time. */
const forgivenWithinMs = 60_000
const toleranceSeconds = 0.25

export function createCushion(): Cushion {
  let looks: CushionLook[] = []
  let added = 0
  let addedAtMs = 0
  let speed = 1

  const addedNow = (atMs: number) => added * Math.max(0, 1 - (atMs - addedAtMs) / forgivenWithinMs)

  return {
    look: (look) => {
      looks = [...looks.filter(({ atMs }) => look.atMs - atMs < spanMs), look]
      const spare = Math.min(...looks.map(({ aheadSeconds }) => aheadSeconds)) - (usualSeconds + addedNow(look.atMs))
      speed = speedFor(spare, look.aheadSeconds, speed)
      return speed
    },
    ranDry: (atMs) => {
      added = Math.min(mostSeconds - usualSeconds, addedNow(atMs) + afterDrySeconds)
      addedAtMs = atMs
      looks = []
    },
  }
}

/** Steps so small that nobody notices; slower still only just before it would stand still. What was begun goes on until the aim is met. */
function speedFor(spare: number, aheadSeconds: number, before: number): number {
  if (aheadSeconds < 0.4) return 0.85
  if (spare < -toleranceSeconds || (before < 1 && spare < 0)) return 0.93
  if (spare > 4 * toleranceSeconds) return 1.1
  if (spare > toleranceSeconds || (before > 1 && spare > 0)) return 1.05
  return 1
}
