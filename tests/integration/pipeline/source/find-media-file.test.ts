import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findMediaFile } from '../../../../electron/pipeline/source/find-media-file.ts'
import { makeTempDir } from '../../../rig/temp-dir.ts'
import { ffmpegBuilds, noKeeper } from '../../relay/test-encoder.ts'
import { makeMedia } from './make-media.ts'

describe.each(ffmpegBuilds)('a file that a person names, by the $name build', ({ path: ffmpegPath }) => {
  let dir: Awaited<ReturnType<typeof makeTempDir>>
  const at = (name: string) => join(dir.path, name)
  const find = async (kind: 'image' | 'file', typed: string) => {
    const deps = { ffmpegPath, context: { platform: process.platform, home: dir.path }, keeper: noKeeper }
    const found = await findMediaFile({ kind, typed }, deps)
    return found.ok ? found.value : found.failure.code
  }
  beforeAll(async () => {
    dir = await makeTempDir('media')
    await makeMedia(['-f', 'lavfi', '-i', 'color=red:s=64x32', '-frames:v', '1', at('still.png')])
    await makeMedia(['-f', 'lavfi', '-i', 'testsrc2=s=64x32:r=24', '-t', '1', '-c:v', 'libx264', at('우리 film.mp4')])
    await makeMedia(['-f', 'lavfi', '-i', 'sine', '-t', '1', at('sound.wav')])
    await writeFile(at('%03d -i.png'), await readFile(at('still.png')))
    await writeFile(at('words.png'), 'nothing to see here')
  })
  afterAll(() => dir.remove())

  test('is found as it was typed or pasted', async () => {
    expect(await find('image', ` "${at('still.png')}" `)).toBe(at('still.png'))
    expect(await find('image', '~/%03d -i.png')).toBe(at('%03d -i.png'))
    expect(await find('file', `'${at('우리 film.mp4')}'`)).toBe(at('우리 film.mp4'))
  })

  test('is refused where nothing of it can be seen', async () => {
    const refused = [
      ['image', 'still.png'],
      ['image', at('gone.png')],
      ['image', dir.path],
      ['image', '/dev/zero'],
      ['image', at('words.png')],
      ['file', at('sound.wav')],
      ['file', at('words.png')],
      ['file', 'http://127.0.0.1/film.mp4'],
    ] as const
    const answers = await Promise.all(refused.map(([kind, typed]) => find(kind, typed)))
    expect(answers).toEqual(refused.map(() => 'file-unreadable'))
  })
})
