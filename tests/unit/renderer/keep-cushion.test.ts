import { describe, expect, it } from 'vitest'
import { createCushion } from '../../../renderer/features/return-feed/keep-cushion.ts'

const stepMs = 200

/**
 * A feed of one segment a second, each `lateMs` after its end, played from `startSeconds` of media on. Answers the least that was ahead in each second, and how
 * long the picture stood still in all.
 */
const play = (seconds: number, lateMs: (second: number) => number) => {
  const cushion = createCushion()
  let position = 0
  let stood = 0
  let dry = false
  let speed = 1
  const least: number[] = []
  for (let atMs = 1000; atMs < seconds * 1000; atMs += stepMs) {
    let end = 0
    for (let segment = 1; segment * 1000 + lateMs(segment) <= atMs; segment++) end = segment
    const ahead = end - position
    const moved = Math.min(ahead, (stepMs / 1000) * speed)
    position += moved
    if (moved < (stepMs / 1000) * speed - 0.001) {
      stood += stepMs / 1000 - moved / speed
      if (!dry) cushion.ranDry(atMs)
      dry = true
    } else dry = false
    speed = cushion.look({ atMs, aheadSeconds: end - position })
    const second = Math.floor(atMs / 1000)
    least[second] = Math.min(least[second] ?? Number.POSITIVE_INFINITY, end - position)
  }
  return { least, stood }
}

describe('what a live feed keeps in hand', () => {
  it('grows to a second from next to nothing, and stays there', () => {
    const { least } = play(40, () => 0)
    const calm = least.slice(25)
    expect(Math.min(...calm)).toBeGreaterThan(0.6)
    expect(Math.max(...calm)).toBeLessThan(1.5)
  })

  it('bridges a delivery that is late by almost a second', () => {
    const late = (second: number) => (second >= 30 && second < 33 ? 800 : 0)
    expect(play(40, late).stood - play(30, () => 0).stood).toBeLessThan(0.05)
  })

  it('is more for a while where it ran dry, and as before afterwards', () => {
    const { least } = play(180, (second) => (second >= 30 && second < 33 ? 2500 : 0))
    expect(Math.min(...least.slice(50, 60))).toBeGreaterThan(1.2)
    expect(Math.max(...least.slice(160))).toBeLessThan(1.5)
  })

  it('never plays at a speed that is heard', () => {
    const cushion = createCushion()
    const speeds = [0, 0.3, 0.5, 1, 2, 5].map((aheadSeconds, look) => cushion.look({ atMs: look * 5000, aheadSeconds }))
    expect(speeds).toEqual([0.85, 0.85, 0.93, 1, 1.05, 1.1])
  })
})
