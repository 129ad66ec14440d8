import type { Levels } from '#shared/contract'

/** The quietest level that the meter shows, dBFS. */
export const floorDb = -60

/** Where a level stands on the meter, 0 to 1. */
export const levelToFraction = (db: number): number => Math.min(1, Math.max(0, 1 - db / floorDb))

/** Fall of the peak mark in dB per second, so that a short peak can be read. */
const peakFallDbPerS = 20
const silentAfterMs = 1_000

export type MeterParts = { readonly bar: HTMLElement; readonly peak: HTMLElement; readonly meter: HTMLElement }

/** Moves a level meter outside of React, at the pace of the levels. */
export function createMeter({ bar, peak, meter }: MeterParts, describe: (db: number | null) => string) {
  let peakDb = -120
  let lastMs = performance.now()
  let spokenMs = 0
  let idle: ReturnType<typeof setTimeout> | undefined

  const place = (rmsDb: number, nowPeakDb: number) => {
    bar.style.clipPath = `inset(0 ${((1 - levelToFraction(rmsDb)) * 100).toFixed(1)}% 0 0)`
    peak.style.transform = `translateX(${(levelToFraction(nowPeakDb) * 100).toFixed(1)}%)`
    meter.dataset.loud = String(nowPeakDb > -3)
  }
  const speak = (db: number | null) => {
    meter.setAttribute('aria-valuenow', String(Math.round(db ?? floorDb)))
    meter.setAttribute('aria-valuetext', describe(db))
  }
  const rest = () => {
    peakDb = -120
    place(-120, -120)
    speak(null)
  }
  rest()

  return {
    show: ({ peakDb: newPeakDb, rmsDb }: Levels) => {
      const nowMs = performance.now()
      peakDb = Math.max(newPeakDb, peakDb - ((nowMs - lastMs) / 1000) * peakFallDbPerS)
      lastMs = nowMs
      place(rmsDb, peakDb)
      if (nowMs - spokenMs > 500) {
        spokenMs = nowMs
        speak(rmsDb > floorDb ? rmsDb : null)
      }
      clearTimeout(idle)
      idle = setTimeout(rest, silentAfterMs)
    },
    stop: () => clearTimeout(idle),
  }
}
