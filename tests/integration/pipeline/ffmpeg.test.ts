import { chmod, copyFile, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { silentLogger } from '../../../electron/logging/port.ts'
import { createCapabilityReader } from '../../../electron/pipeline/ffmpeg/capabilities.ts'
import { needsOf } from '../../../electron/pipeline/ffmpeg/judge-capabilities.ts'
import { bundledFfmpeg, locateFfmpeg, systemCandidates } from '../../../electron/pipeline/ffmpeg/locate.ts'
import { makeTempDir } from '../../rig/temp-dir.ts'
import { ffmpegBuilds, noKeeper } from '../relay/test-encoder.ts'

const needed = needsOf('linux', true)
const reader = () => createCapabilityReader({ keeper: noKeeper, logger: silentLogger })
const choose = (setting: string, using = reader()) =>
  locateFfmpeg({ setting, bundled: bundledFfmpeg(), system: systemCandidates(process.env, process.platform) }, needed, using)

describe('ffmpeg on this machine', () => {
  let dir: Awaited<ReturnType<typeof makeTempDir>>
  const script = async (name: string, text: string, mode = 0o755) => {
    const path = join(dir.path, name)
    await writeFile(path, text)
    await chmod(path, mode)
    return path
  }
  beforeAll(async () => {
    dir = await makeTempDir('ffmpeg')
  })
  afterAll(() => dir.remove())

  test.each(ffmpegBuilds)('the $name build can do all that is needed, also in a folder with a foreign name', async ({ path }) => {
    expect(await choose(path)).toMatchObject({ path, origin: 'setting', failure: null })
    const copy = join(dir.path, 'ffmpeg copy')
    await copyFile(path, copy)
    expect(await choose(copy)).toMatchObject({ path: copy, failure: null })
  })

  test('the bundled one is found without a setting', async () => {
    const report = await locateFfmpeg({ setting: null, bundled: bundledFfmpeg(), system: systemCandidates(process.env, 'linux') }, needed, reader())
    expect(report).toMatchObject({ origin: bundledFfmpeg() === null ? 'system' : 'bundled', failure: null })
  })

  test('a choice that is no ffmpeg is refused, and not replaced', async () => {
    const gone = join(dir.path, 'gone')
    const noRight = await script('no-right', '#!/bin/sh\n', 0o644)
    const garbage = await script('garbage', '\x7fELF, or so it says')
    const other = await script('other', '#!/bin/sh\necho other tool 1.0\n')
    const failing = await script('failing', '#!/bin/sh\necho "cannot load library" >&2\nexit 127\n')
    const codes = await Promise.all([gone, noRight, garbage, other, failing, dir.path].map(async (path) => (await choose(path)).failure))
    expect(codes.map((why) => why?.code)).toEqual(['ffmpeg-missing', ...new Array(5).fill('ffmpeg-not-executable')])
    expect(codes.map((why) => why?.params?.path)).toEqual([gone, noRight, garbage, other, failing, dir.path])
    expect(codes[4]?.detail).toContain('cannot load library')
  })

  test('one that lacks something, or is too old, says so', async () => {
    const [build] = ffmpegBuilds
    const without = await script('without', `#!/bin/sh\nexec '${build?.path}' "$@" | grep -v libx264\n`)
    expect((await choose(without)).failure).toMatchObject({ code: 'ffmpeg-lacks', params: { path: without, feature: 'libx264' } })
    const old = await script('old', `#!/bin/sh\nexec '${build?.path}' "$@" | sed 's/^libavformat .*/libavformat 57. 83.100 \\/ 57. 83.100/'\n`)
    expect((await choose(old)).failure).toMatchObject({ code: 'ffmpeg-too-old', params: { path: old } })
  })

  test('one that never answers is given up', async () => {
    const hanging = await script('hanging', '#!/bin/sh\nexec sleep 60\n')
    expect((await choose(hanging)).failure).toMatchObject({ code: 'ffmpeg-not-executable', detail: expect.stringContaining('5000 ms') })
  })

  test('is asked once, and again when its file changes', async () => {
    const log = join(dir.path, 'asked')
    const counting = (version: string) =>
      `#!/bin/sh\necho . >> '${log}'\nexec '${ffmpegBuilds[0]?.path}' "$@" | sed 's/^ffmpeg version [^ ]*/ffmpeg version ${version}/'\n`
    const path = await script('counting', counting('first'))
    const using = reader()
    expect((await choose(path, using)).version).toBe('first')
    const asked = await readFile(log, 'utf8')
    expect((await choose(path, using)).version).toBe('first')
    expect(await readFile(log, 'utf8')).toBe(asked)
    await script('counting', counting('second-one'))
    expect((await choose(path, using)).version).toBe('second-one')
  })
})
