import { chmod, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeTempDir } from '../../../rig/temp-dir.ts'
import { abilitiesOfBuild, watchSource } from './watch-source.ts'

/** A camera of a Mac, opened by a program that stands in for an ffmpeg there. */
const openCamera = async (script: string) => {
  const dir = await makeTempDir('refused')
  const ffmpegPath = join(dir.path, 'ffmpeg')
  await writeFile(ffmpegPath, `#!/bin/sh\n${script}\n`)
  await chmod(ffmpegPath, 0o755)
  const picture = { input: { kind: 'avfoundation-camera', deviceIndex: 0 }, fps: 30, largest: { width: 640, height: 360 } } as const
  const watch = watchSource({ source: 'camera:it', picture, sound: null }, { ffmpegPath, abilities: abilitiesOfBuild('system') })
  return {
    ...watch,
    end: async () => {
      await watch.close()
      await dir.remove()
    },
  }
}

test.each([
  ['says so', 'echo "[avfoundation @ 0x1] Failed to create AV capture input device: Cannot use FaceTime HD Camera" >&2; exit 1', 3000],
  ['gives nothing', 'exec sleep 60', 15_000],
])('a camera of which the system %s is told as refused', async (_how, script, withinMs) => {
  const camera = await openCamera(script)
  try {
    await camera.is('lost macos-camera-denied', withinMs)
    expect(camera.names()).toEqual(['lost macos-camera-denied'])
  } finally {
    await camera.end()
  }
})
