import { execFileSync } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { silentLogger } from '../../../electron/logging/port.ts'
import { readPiece } from '../../../electron/sandbox/archive/read-pieces.ts'
import type { MediaTag } from '../../../electron/sandbox/ingest/media-tag.ts'
import { startPackager } from '../../../electron/sandbox/packager/packager.ts'
import { seedDatabase } from '../../../electron/sandbox/state/seed.ts'
import { makeTempDir } from '../../rig/temp-dir.ts'
import { until } from '../../rig/until.ts'
import { decode } from './decode.ts'

const builds = [
  { name: 'bundled', path: resolve('node_modules/@ffmpeg-installer/linux-x64/ffmpeg') },
  { name: 'system', path: '/usr/bin/ffmpeg' },
].filter(({ path }) => existsSync(path))

const [profile] = seedDatabase(new Date(), () => 'x').profiles

describe.each(builds)('the packager with the $name ffmpeg', ({ path: ffmpegPath }) => {
  let dir: Awaited<ReturnType<typeof makeTempDir>>
  beforeAll(async () => {
    dir = await makeTempDir('packager')
  })
  afterAll(() => dir.remove())

  /** What an encoder of the relay writes: parameter sets in front of every keyframe. */
  const encode = (name: string, ...settings: string[]): string => {
    const path = join(dir.path, `${name}.flv`)
    execFileSync('/usr/bin/ffmpeg', [
      ...['-v', 'error', '-y', '-f', 'lavfi', '-i', 'testsrc2=s=1280x720:r=30', '-f', 'lavfi', '-i', 'sine=440:r=48000', '-t', '2.5'],
      ...[
        '-c:v',
        'libx264',
        ...settings,
        '-tune',
        'zerolatency',
        '-pix_fmt',
        'yuv420p',
        '-g',
        '30',
        '-sc_threshold',
        '0',
        '-x264-params',
        'repeat-headers=1',
      ],
      ...['-c:a', 'aac', '-f', 'flv', path],
    ])
    return path
  }

  it('goes on over a change of the encoder: both renditions stay aligned and whole', async () => {
    if (profile === undefined) throw new Error('no profile')
    const died: string[] = []
    const packager = startPackager({
      ffmpegPath,
      profile,
      metadata: { width: 1280, height: 720, frameRate: 30 },
      hasAudio: true,
      firstTimestampMs: 700_000,
      epochMs: 0,
      keeper: { adopt: () => () => {}, [Symbol.dispose]: () => {} },
      logger: silentLogger,
      onPlayable: () => {},
      onDied: (reason) => died.push(reason),
    })
    let begin = 700_000
    for (const path of [encode('first', '-preset', 'ultrafast'), encode('second', '-preset', 'veryfast', '-profile:v', 'high', '-b:v', '1500k')]) {
      let last = 0
      for await (const tag of readPiece(path)) {
        if (tag.type === 18) continue
        const kind: MediaTag['kind'] =
          tag.type === 8 ? (tag.isHeader ? 'audio-header' : 'audio') : tag.isHeader ? 'video-header' : tag.isKeyframe ? 'keyframe' : 'frame'
        last = Math.max(last, tag.timestampMs)
        packager.write({ kind, timestampMs: begin + tag.timestampMs, bytes: Buffer.from(tag.bytes) })
      }
      begin += last + 33
    }
    await packager.finish()
    const track = (name: string) => packager.stream.tracks().find((candidate) => candidate.name === name)
    await until('all segments', () => (track('720p')?.segments.length ?? 0) >= 6 && (track('360p')?.segments.length ?? 0) >= 6, 3000)
    const cuts = (name: string) => track(name)?.segments.map(({ start }) => start)
    expect(cuts('360p')).toEqual(cuts('720p'))
    for (const [name, width] of [
      ['720p', 1280],
      ['360p', 640],
    ] as const) {
      const { init = Buffer.alloc(0), segments = [] } = track(name) ?? {}
      const path = join(dir.path, `${name}.mp4`)
      writeFileSync(path, Buffer.concat([init, ...segments.map(({ bytes }) => bytes)]))
      expect(await decode(path)).toMatchObject({ frames: 150, width, complaints: '' })
    }
    expect(died).toEqual([])
  })

  it('says when it cannot be started', async () => {
    if (profile === undefined) throw new Error('no profile')
    const reason = await new Promise<string>((resolved) => {
      startPackager({
        ffmpegPath: join(dir.path, 'no ffmpeg'),
        profile,
        metadata: { width: 1280, height: 720, frameRate: 30 },
        hasAudio: true,
        firstTimestampMs: 0,
        epochMs: 0,
        keeper: { adopt: () => () => {}, [Symbol.dispose]: () => {} },
        logger: silentLogger,
        onPlayable: () => {},
        onDied: resolved,
      })
    })
    expect(reason).toBe('ENOENT')
  })
})
