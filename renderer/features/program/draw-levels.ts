import { levelToFraction, type MeterState, nextMeter, nothingMeasured, type Reading, readMeter, type SoundLevel } from './judge-level.ts'

/** Without levels for this long nothing is measured any more. */
const overAfterMs = 1_000
/** Assistive technology is told at most this often; only too loud is said at once. */
const wordsEveryMs = 1_000

/** The parts that move: what covers the meter beyond the RMS and beyond the peak, and the mark of the held peak. */
export type MeterParts = { readonly rmsCover: HTMLElement; readonly peakCover: HTMLElement; readonly hold: HTMLElement }

/** Moves a level meter outside of React, by transforms alone; `say` hears of a reading when it changes. */
export function createMeter({ rmsCover, peakCover, hold }: MeterParts, say: (reading: Reading) => void) {
  let state: MeterState | null = null
  let reading: Reading = nothingMeasured
  let saidMs = Number.NEGATIVE_INFINITY
  let over: ReturnType<typeof setTimeout> | undefined

  const place = () => {
    moveTo(rmsCover, state?.rmsDb)
    moveTo(peakCover, state?.peakDb)
    moveTo(hold, state?.heldDb)
  }
  const rest = () => {
    state = null
    reading = nothingMeasured
    // The first words after that are not kept waiting.
    saidMs = Number.NEGATIVE_INFINITY
    place()
    say(reading)
  }
  rest()

  return {
    show: (levels: SoundLevel) => {
      const nowMs = performance.now()
      state = nextMeter(state, levels, nowMs)
      place()
      const next = readMeter(state, reading)
      if (nowMs - saidMs >= wordsEveryMs || (next.word === 'clip' && reading.word !== 'clip')) {
        saidMs = nowMs
        reading = next
        say(next)
      }
      clearTimeout(over)
      over = setTimeout(rest, overAfterMs)
    },
    stop: () => {
      clearTimeout(over)
      rest()
    },
  }
}

const moveTo = (part: HTMLElement, db = Number.NEGATIVE_INFINITY) => {
  part.style.transform = `translateX(${(levelToFraction(db) * 100).toFixed(2)}%)`
}
