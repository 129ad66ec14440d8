import { describe, expect, test } from 'vitest'
import { createLevelMeter } from '../../../electron/pipeline/encoder/measure-levels.ts'
import { createPreviewRate } from '../../../electron/pipeline/encoder/preview-rate.ts'
import { createJpegSplitter } from '../../../electron/pipeline/encoder/split-jpegs.ts'

/** A picture as ffmpeg lays it out, with bytes in its comment and its scan that look like an end and a start. */
const picture = (fill: number) =>
  Uint8Array.from([
    ...[0xff, 0xd8],
    ...[0xff, 0xfe, 0, 6, 0xff, 0xd9, 0xff, 0xd8],
    ...[0xff, 0xda, 0, 3, 1],
    ...[fill, 0xff, 0x00, 0xd9, 0xff, 0xd0, fill],
    ...[0xff, 0xff, 0xd9],
  ])

describe('the stream of preview pictures', () => {
  const stream = Uint8Array.from([0xd8, 0xff, 1, 2, ...picture(5), ...picture(6), 0xff, ...picture(7)])

  test.each([1, 2, 3, 7, 1000])('is cut into pictures, read %d bytes at a time', (size) => {
    const splitter = createJpegSplitter()
    const pictures: Uint8Array[] = []
    for (let at = 0; at < stream.length; at += size) pictures.push(...splitter.split(stream.subarray(at, at + size)))
    expect(pictures).toEqual([picture(5), picture(6), picture(7)])
  })

  test('that never ends a picture is let go, and the next picture is found', () => {
    const splitter = createJpegSplitter()
    const endless = new Uint8Array(256 * 1024).fill(1)
    splitter.split(picture(5).subarray(0, 15))
    for (let i = 0; i < 12; i++) expect(splitter.split(endless)).toEqual([])
    expect(splitter.split(picture(6))).toEqual([picture(6)])
  })

  test('shows ten pictures a second, and every one of a source that jitters', () => {
    const rate = createPreviewRate()
    const jittering = Array.from({ length: 100 }, (_, i) => rate.allows(i * 100 + (i % 2) * 30))
    expect(jittering.filter((shown) => !shown)).toHaveLength(0)
    const flood = createPreviewRate()
    const shown = Array.from({ length: 1000 }, (_, i) => flood.allows(i * 10)).filter(Boolean).length
    expect(shown).toBeGreaterThanOrEqual(99)
    expect(shown).toBeLessThanOrEqual(102)
  })
})

describe('levels', () => {
  const pcm = (samples: readonly number[]) => new Uint8Array(Int16Array.from(samples).buffer)
  const window = 2400

  test('of a sine at −18 dBFS', () => {
    const sine = Array.from({ length: window }, (_, i) => Math.round(0.125 * 32_767 * Math.sin((2 * Math.PI * 1000 * i) / 48_000)))
    const [levels] = createLevelMeter(48_000).measure(pcm(sine))
    expect(levels?.peakDb).toBeCloseTo(-18.06, 1)
    expect(levels?.rmsDb).toBeCloseTo(-21.07, 1)
  })

  test('of silence and of full scale', () => {
    const meter = createLevelMeter(48_000)
    expect(meter.measure(pcm(new Array(window).fill(0)))).toEqual([{ peakDb: -120, rmsDb: -120 }])
    expect(meter.measure(pcm(new Array(window).fill(-32_768)))).toEqual([{ peakDb: 0, rmsDb: 0 }])
  })

  test('come twenty times a second, however the bytes are cut', () => {
    const meter = createLevelMeter(48_000)
    const second = pcm(Array.from({ length: 48_000 }, (_, i) => (i % 2 === 0 ? 1000 : -1000)))
    const found = []
    for (let at = 0; at < second.length; at += 777) found.push(...meter.measure(second.subarray(at, at + 777)))
    expect(found).toHaveLength(20)
    expect(new Set(found.map(({ peakDb }) => peakDb.toFixed(1)))).toEqual(new Set(['-30.3']))
  })
})
