import { describe, expect, it } from 'vitest'
import { createGrabTimes } from '../../../../electron/pipeline/source/grab-times.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

/** The time of day is that of the monotonic clock and a million. */
const started = () => {
  let nowMs = 1000
  const times = createGrabTimes({ monotonicMs: () => nowMs, wallMs: () => nowMs + 1_000_000 })
  return {
    times,
    at: (ms: number) => {
      nowMs = ms
    },
  }
}

describe('the moments in which pictures were grabbed', () => {
  it('count, not when the pictures arrive; what a calm computer takes is allowed for', () => {
    const { times } = started()
    times.read(bytes('# timecode format v2\n1000900\n1000'))
    times.read(bytes('933\n1000966\n'))
    expect([times.ofPicture(0, 1000), times.ofPicture(1, 1001), times.ofPicture(2, 1002)]).toEqual([912, 945, 978])
  })

  it('never lie after the arrival', () => {
    const { times } = started()
    times.read(bytes('# timecode format v2\n1000995\n'))
    expect(times.ofPicture(0, 1001)).toBe(1001)
  })

  it('belong to their pictures, also where they are told late', () => {
    const { times } = started()
    times.read(bytes('# timecode format v2\n'))
    expect(times.ofPicture(0, 950)).toBe(950)
    times.read(bytes('1000940\n1000973\n'))
    expect(times.ofPicture(1, 1060)).toBe(985)
  })

  it('are believed no more where somebody sets the clock, and never go back', () => {
    const { times, at } = started()
    times.read(bytes('# timecode format v2\n1000900\n5000000\n1000933\n'))
    expect([times.ofPicture(0, 1000), times.ofPicture(1, 1033), times.ofPicture(2, 1066)]).toEqual([912, 1033, 1033])
    at(1100)
    times.read(bytes('1001090\n'))
    expect(times.ofPicture(3, 1100)).toBe(1100)
  })
})
