import type { Clock } from '../../clock.ts'

/** When the pictures of a screen were taken, as their source tells line by line beside them. */
export type GrabTimes = {
  /** Takes what is told: after a first line of another kind, the moment of each picture in ms since the Unix epoch. */
  readonly read: (chunk: Uint8Array) => void
  /** Picture `index` (0, 1, 2, …, none left out) arrived at `arrivedMs`. Answers when it came to be, both on the monotonic clock. */
  readonly ofPicture: (index: number, arrivedMs: number) => number
}

/** What a calm computer needs from taking a picture to handing it over. Pictures of other devices are of the moment in which they arrive. */
const usualHandOverMs = 12
/** Nobody hands over later than this: somebody set the clock. */
const mostLateMs = 2000

export const createGrabTimes = (clock: Clock): GrabTimes => {
  const decoder = new TextDecoder()
  let told: number[] = []
  /** The picture of the first of them. */
  let first = 0
  let rest = ''
  let newestMs = Number.NEGATIVE_INFINITY
  return {
    read: (chunk) => {
      const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n')
      rest = lines.pop() ?? ''
      const sinceMonotonicMs = clock.wallMs() - clock.monotonicMs()
      for (const line of lines) if (/^\d+$/.test(line)) told.push(Number(line) - sinceMonotonicMs)
    },
    ofPicture: (index, arrivedMs) => {
      const grabbedMs = told[index - first] ?? arrivedMs
      const past = Math.min(told.length, index + 1 - first)
      told = told.slice(past)
      first += past
      const isSound = grabbedMs <= arrivedMs && arrivedMs - grabbedMs < mostLateMs
      newestMs = Math.max(newestMs, isSound ? Math.min(arrivedMs, grabbedMs + usualHandOverMs) : arrivedMs)
      return newestMs
    },
  }
}
