import { access, chmod, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { silentLogger } from '../../../electron/logging/port.ts'
import { createCapabilityReader } from '../../../electron/pipeline/ffmpeg/capabilities.ts'
import { checkOwnFfmpeg } from '../../../electron/pipeline/ffmpeg/check-own-ffmpeg.ts'
import { needsOf } from '../../../electron/pipeline/ffmpeg/judge-capabilities.ts'
import { bundledFfmpeg, locateFfmpeg, systemCandidates } from '../../../electron/pipeline/ffmpeg/locate.ts'
import { isAlive } from '../../rig/is-alive.ts'
import { makeTempDir } from '../../rig/temp-dir.ts'
import { until } from '../../rig/until.ts'
import { anyFfmpeg, ffmpegBuilds, noKeeper } from '../relay/test-encoder.ts'

const needed = needsOf('linux', true)
const reader = () => createCapabilityReader({ keeper: noKeeper, logger: silentLogger })
const candidates = { bundled: bundledFfmpeg(), system: systemCandidates(process.env, process.platform) }
const choose = (setting: string | null, using = reader()) => locateFfmpeg({ setting, ...candidates }, needed, using)
const context = { platform: process.platform, home: '/nobody' }
const check = (typed: string, more: Partial<typeof context> = {}) => checkOwnFfmpeg(typed, needed, reader(), { ...context, ...more })

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

  test.each(ffmpegBuilds)('the $name build can do all that is needed, and tells of itself', async ({ path, name }) => {
    expect(await choose(path)).toMatchObject({ path, origin: 'setting', nonfree: false, failure: null, warning: null, passedOver: [] })
    const { abilities, builtOn } = await choose(path)
    expect(abilities).toMatchObject({ screens: true, cameras: true, secure: true, soundServer: name === 'system' })
    expect(builtOn).toMatch(/^20\d\d/)
  })

  test('the bundled one is found without a setting', async () => {
    expect(await choose(null)).toMatchObject({ origin: bundledFfmpeg() === null ? 'system' : 'bundled', failure: null })
  })

  test.each(['my ffmpeg', 'it\'s "the" one', '$(id);ffmpeg', '-ffmpeg', '방송 도구', '~'])('one’s own may be called %j', async (name) => {
    const copy = join(dir.path, name)
    await symlink(anyFfmpeg, copy)
    expect(await check(` "${copy}" `)).toMatchObject({ ok: true, value: { path: copy } })
    expect(await choose(copy)).toMatchObject({ path: copy, origin: 'setting', failure: null })
  })

  test('is found in the home folder, and where the disk spells Hangul in pieces', async () => {
    const copy = join(dir.path, '내 도구'.normalize('NFD'))
    await symlink(anyFfmpeg, copy)
    expect(await check('~/내 도구'.normalize('NFC'), { home: dir.path })).toMatchObject({ ok: true, value: { path: copy } })
  })

  test('one that may not be passed on may be used', async () => {
    const nonfree = await script('nonfree', `#!/bin/sh\n'${anyFfmpeg}' "$@" | sed 's/--enable-gpl/--enable-gpl --enable-nonfree/'\n`)
    expect(await check(nonfree)).toMatchObject({ ok: true })
    expect(await choose(nonfree)).toMatchObject({ path: nonfree, nonfree: true, failure: null })
  })

  test('a choice that is no ffmpeg is refused, each with its own reason', async () => {
    const mark = join(dir.path, 'a shell was here')
    const cases = [
      [join(dir.path, 'gone'), 'ffmpeg-missing'],
      [join(dir.path, 'gone', 'further'), 'ffmpeg-missing'],
      [`/${'long'.repeat(500)}`, 'ffmpeg-missing'],
      ['/with\0nothing', 'ffmpeg-missing'],
      ['bin/ffmpeg', 'ffmpeg-path-relative'],
      ['-version', 'ffmpeg-path-relative'],
      [dir.path, 'ffmpeg-is-folder'],
      ['/dev/null', 'ffmpeg-foreign'],
      [await script('no-right', '#!/bin/sh\n', 0o644), 'ffmpeg-not-executable'],
      [await script('no-interpreter', '#!/no/such/shell\n'), 'ffmpeg-not-executable'],
      [await script('for-windows', 'MZ and so on'), 'ffmpeg-not-executable'],
      [await script('commands', `touch '${mark}'\necho ffmpeg version 9\n`), 'ffmpeg-foreign'],
      ['/bin/true', 'ffmpeg-foreign'],
      ['/bin/cat', 'ffmpeg-crashes'],
      [await script('other', '#!/bin/sh\necho other tool 1.0\n'), 'ffmpeg-foreign'],
      [await script('noise', '#!/bin/sh\nhead -c 20000000 /dev/urandom\n'), 'ffmpeg-foreign'],
      [await script('failing', '#!/bin/sh\necho "cannot load library" >&2\nexit 127\n'), 'ffmpeg-crashes'],
      [await script('crashing', '#!/bin/sh\nkill -SEGV $$\n'), 'ffmpeg-crashes'],
    ] as const
    const answers = await Promise.all(cases.map(([path]) => check(path)))
    expect(answers.map((answer) => (answer.ok ? 'taken' : answer.failure.code))).toEqual(cases.map(([, code]) => code))
    expect(answers.at(-2)).toMatchObject({ failure: { detail: expect.stringContaining('cannot load library') } })
    await expect(access(mark)).rejects.toThrow()
  })

  test('one that lacks something, or is too old, says so', async () => {
    const without = await script('without', `#!/bin/sh\n'${anyFfmpeg}' "$@" | grep -v libx264\n`)
    expect(await check(without)).toMatchObject({ failure: { code: 'ffmpeg-lacks', params: { path: without, feature: 'libx264' } } })
    const old = await script('old', `#!/bin/sh\n'${anyFfmpeg}' "$@" | sed 's/^libavformat .*/libavformat 57. 83.100 \\/ 57. 83.100/'\n`)
    expect(await check(old)).toMatchObject({ failure: { code: 'ffmpeg-too-old', params: { path: old } } })
  })

  test.each([
    ['hangs', (mark: string) => `#!/bin/sh\nsleep 61 & echo $! > '${mark}'\nwait\n`],
    ['ends and leaves somebody behind who holds its output', (mark: string) => `#!/bin/sh\nsleep 61 & echo $! > '${mark}'\necho ffmpeg version 9\n`],
  ])('one that %s is given up in time, and leaves nothing behind', async (name, text) => {
    const mark = join(dir.path, `left by ${name}`)
    const path = await script(name, text(mark))
    const began = performance.now()
    expect(await check(path)).toMatchObject({ failure: { code: 'ffmpeg-hangs', params: { path, seconds: 5 } } })
    expect(performance.now() - began).toBeLessThan(10_000)
    const left = Number(await readFile(mark, 'utf8'))
    await until('nothing is left', () => !isAlive(left))
  })

  test('one’s own that is gone is replaced by the next that can do the work, which is said', async () => {
    const own = await script('here today', `#!/bin/sh\nexec '${anyFfmpeg}' "$@"\n`)
    const using = reader()
    expect(await choose(own, using)).toMatchObject({ path: own, origin: 'setting', warning: null })
    await rm(own)
    const after = await choose(own, using)
    expect(after).toMatchObject({ origin: bundledFfmpeg() === null ? 'system' : 'bundled', failure: null, warning: { code: 'ffmpeg-replaced' } })
    expect(after.passedOver).toMatchObject([{ path: own, failure: { code: 'ffmpeg-missing' } }])
  })

  test('is asked once, and again when its file changes', async () => {
    const log = join(dir.path, 'asked')
    const counting = (version: string) =>
      `#!/bin/sh\necho . >> '${log}'\n'${anyFfmpeg}' "$@" | sed 's/^ffmpeg version [^ ]*/ffmpeg version ${version}/'\n`
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
