import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { jpegWithOrientation } from '../../../rig/jpeg-with-orientation.ts'
import { makeTempDir } from '../../../rig/temp-dir.ts'
import { loudestTone } from '../../../rig/tone.ts'
import { until } from '../../../rig/until.ts'
import { ffmpegBuilds } from '../../relay/test-encoder.ts'
import { blackHz, blinking, makeMedia, whiteHz } from './make-media.ts'
import { abilitiesOfBuild, type Heard, middleOf, type Seen, sourceProcesses, watchSource } from './watch-source.ts'

const hostile = `it's "a" %03d, [0:v]; $(x) \\ 김철수 🎥 :`
const largest = { width: 640, height: 640 }
/** Pure red in BT.601, limited range. */
const red = [81, 90, 240]
const farthest = (colour: readonly number[], from: readonly number[]) => Math.max(...colour.map((value, at) => Math.abs(value - (from[at] ?? 0))))

const stacked = ['-filter_complex', 'vstack', '-frames:v', '1', '-pix_fmt', 'yuvj444p', '-q:v', '1']

/** When the picture turned from black to white or back, and when the tone did, on one clock. */
const turnsOf = (pictures: readonly Seen[], sounds: readonly Heard[]) => {
  const seen = pictures.flatMap((picture, at) => {
    const [before, now] = [pictures[at - 1], picture].map((one) => one !== undefined && (middleOf(one)[0] ?? 0) > 125)
    return at > 0 && before !== now ? [picture.atMs] : []
  })
  const pieces = sounds.flatMap(({ samples, atMs }) => {
    const pairs = Float32Array.from({ length: samples.length / 2 }, (_, at) => samples[2 * at] ?? 0)
    return Array.from({ length: Math.floor(pairs.length / 480) }, (_, at) => ({
      atMs: atMs + at * 10,
      hz: loudestTone(pairs.subarray(at * 480, at * 480 + 480), 48_000, [blackHz, whiteHz]),
    }))
  })
  const toned = pieces.filter(({ hz }) => hz !== null)
  const heard = toned.flatMap(({ atMs, hz }, at) => (at > 0 && toned[at - 1]?.hz !== hz ? [atMs] : []))
  return { seen, heard }
}

describe.each(ffmpegBuilds)('files, by the $name build', ({ name, path }) => {
  let dir: Awaited<ReturnType<typeof makeTempDir>>
  const deps = { ffmpegPath: path, abilities: abilitiesOfBuild(name) }
  const place = (ending: string) => join(dir.path, `${hostile}${ending}`)
  const show = (kind: 'image' | 'file', file: string, more: { readonly sound?: boolean; readonly keep?: number } = {}) =>
    watchSource(
      { source: file, picture: { input: { kind, path: file }, fps: 30, largest }, sound: more.sound ? { kind: 'of-the-picture' } : null },
      { ...deps, ...(more.keep === undefined ? {} : { keep: more.keep }) },
    )

  beforeAll(async () => {
    dir = await makeTempDir('files')
    const at = (file: string) => join(dir.path, file)
    // (the muxer of images would take the per cent signs of such a name for a pattern)
    await makeMedia(['-f', 'lavfi', '-i', 'color=red:s=1301x733', '-frames:v', '1', '-pix_fmt', 'rgb24', at('red.png')])
    await makeMedia(['-f', 'lavfi', '-i', 'color=red:s=642x362', '-frames:v', '1', '-pix_fmt', 'yuvj420p', '-q:v', '1', at('red.jpg')])
    await makeMedia([...blinking('320x180'), '-t', '2', '-c:v', 'libx264', '-preset', 'ultrafast', '-c:a', 'pcm_s16le', place('.mkv')])
    await makeMedia(['-f', 'lavfi', '-i', 'testsrc2=s=90x160:r=24', '-t', '1', '-c:v', 'libx264', '-preset', 'ultrafast', at('silent.mp4')])
  })
  afterAll(async () => {
    await dir.remove()
    expect(await sourceProcesses()).toEqual([])
  })

  test.concurrent('an image is shown whatever its name, its colours right, and no larger than asked', async () => {
    await rename(join(dir.path, 'red.png'), place('.png'))
    // content counts, not the ending
    await rename(join(dir.path, 'red.jpg'), place('2.png'))
    const watches = [show('image', place('.png')), show('image', place('2.png'))]
    try {
      for (const watch of watches) await watch.seen(3)
      expect(watches.map(({ newest }) => newest()).map(({ width, height }) => [width, height])).toEqual([
        [640, 360],
        [640, 360],
      ])
      for (const watch of watches) {
        expect(farthest(middleOf(watch.newest()), red)).toBeLessThanOrEqual(2)
        expect(watch.names()).toEqual(['running'])
      }
    } finally {
      await Promise.all(watches.map(({ close }) => close()))
    }
  })

  test.concurrent('an image stands upright as the camera was held', async () => {
    const plain = join(dir.path, 'red over blue.jpg')
    await makeMedia(['-f', 'lavfi', '-i', 'color=red:s=64x32', '-f', 'lavfi', '-i', 'color=blue:s=64x32', ...stacked, plain])
    const jpeg = await readFile(plain)
    const shown = await Promise.all(
      [1, 2, 3, 4, 5, 6, 7, 8].map(async (orientation) => {
        const file = join(dir.path, `held ${orientation}.jpg`)
        await writeFile(file, jpegWithOrientation(jpeg, orientation))
        const watch = show('image', file)
        try {
          await watch.seen(2)
          const { width, height, data } = watch.newest()
          const isRed = (x: number, y: number) => Math.abs((data[y * width + x] ?? 0) - 81) < 10
          const corners = [isRed(8, 8), isRed(width - 9, 8), isRed(8, height - 9), isRed(width - 9, height - 9)]
          return `${width}x${height} ${corners.map((red) => (red ? 'r' : 'b')).join('')}`
        } finally {
          await watch.close()
        }
      }),
    )
    expect(shown).toEqual(['64x64 rrbb', '64x64 rrbb', '64x64 bbrr', '64x64 bbrr', '64x64 rbrb', '64x64 brbr', '64x64 brbr', '64x64 rbrb'])
  })

  test.concurrent('what is transparent shows the black of the canvas', async () => {
    const file = join(dir.path, 'glass.png')
    await makeMedia(['-f', 'lavfi', '-i', 'color=red@0.5:s=64x32,format=rgba', '-frames:v', '1', file])
    const hole = join(dir.path, 'hole.png')
    await makeMedia(['-f', 'lavfi', '-i', 'color=white@0:s=64x32,format=rgba', '-frames:v', '1', hole])
    const watches = [show('image', file), show('image', hole)]
    try {
      for (const watch of watches) await watch.seen(2)
      const [glass, black] = watches.map(({ newest }) => middleOf(newest()))
      expect(farthest(glass ?? [], [49, 109, 184])).toBeLessThanOrEqual(2)
      expect(farthest(black ?? [], [16, 128, 128])).toBeLessThanOrEqual(1)
    } finally {
      await Promise.all(watches.map(({ close }) => close()))
    }
  })

  test.concurrent('what is no picture is said to be none, and shown as soon as it is one', async () => {
    const file = join(dir.path, 'later.png')
    const [watch, gone] = [show('image', file), show('file', place('.gone.mp4'), { sound: true })]
    try {
      await watch.is('lost file-unreadable', 3000)
      await writeFile(file, 'words, and nothing but words')
      await gone.is('lost file-unreadable', 3000)
      expect(gone.source.state()).toMatchObject({ failure: { params: { path: place('.gone.mp4') } } })
      await makeMedia(['-f', 'lavfi', '-i', 'color=red:s=64x64', '-frames:v', '1', file])
      await watch.is('running', 5000)
    } finally {
      await Promise.all([watch.close(), gone.close()])
    }
  })

  test.concurrent('a file is shown over and over, its sound with its picture', async () => {
    const watch = show('file', place('.mkv'), { sound: true, keep: 1000 })
    try {
      await until('more than four seconds', () => watch.pictureCount() > 130 && watch.samplePairs() > 4.3 * 48_000, 15_000)
      const { seen, heard } = turnsOf(watch.pictures, watch.sounds)
      expect(seen.length).toBeGreaterThanOrEqual(4)
      const lags = seen.slice(0, heard.length).map((atMs, at) => (heard[at] ?? 0) - atMs)
      // a picture lasts 33 ms, a piece of sound 10 ms
      expect(Math.max(...lags.map(Math.abs))).toBeLessThan(45)
      expect(Math.abs((seen[3] ?? 0) - (seen[1] ?? 0) - 2000)).toBeLessThan(60)
      expect(watch.names()).toEqual(['running'])
      expect(watch.newest()).toMatchObject({ width: 320, height: 180 })
    } finally {
      await watch.close()
    }
  })

  test.concurrent('a file without sound is shown all the same', async () => {
    const watch = show('file', join(dir.path, 'silent.mp4'), { sound: true })
    try {
      await watch.seen(30)
      expect(watch.names()).toEqual(['running'])
      expect(watch.newest()).toMatchObject({ width: 90, height: 160 })
    } finally {
      await watch.close()
    }
  })
})
