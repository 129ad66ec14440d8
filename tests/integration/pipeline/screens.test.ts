import { writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { silentLogger } from '../../../electron/logging/port.ts'
import { listScreens } from '../../../electron/pipeline/source/list-screens.ts'
import { makeTempDir } from '../../rig/temp-dir.ts'
import { noKeeper } from '../relay/test-encoder.ts'
import { startXDisplay } from './x-display.ts'

const list = (env: NodeJS.ProcessEnv) =>
  listScreens({ platform: 'linux', env, ffmpegPath: null, ddagrab: false, keeper: noKeeper, logger: silentLogger })

describe('the screens of this machine', () => {
  test('are listed with even sizes', async () => {
    const display = await startXDisplay('1367x769x24', ['-screen', '1', '800x600x24'])
    try {
      const input = { kind: 'x11grab', x: 0, y: 0 }
      expect(await list({ DISPLAY: display.name })).toEqual({
        screens: [
          {
            id: 'screen:0',
            label: 'Screen 1',
            width: 1366,
            height: 768,
            input: { ...input, display: `${display.name}.0`, width: 1366, height: 768 },
          },
          { id: 'screen:1', label: 'Screen 2', width: 800, height: 600, input: { ...input, display: `${display.name}.1`, width: 800, height: 600 } },
        ],
        failure: null,
      })
    } finally {
      await display.stop()
    }
  })

  test('are shown to whoever holds the cookie, and to nobody else', async () => {
    const dir = await makeTempDir('x')
    const authority = join(dir.path, 'Xauthority')
    const counted = (bytes: Uint8Array | string) => [0, Buffer.from(bytes as string).length, ...Buffer.from(bytes as string)]
    const cookie = Uint8Array.from({ length: 16 }, (_, i) => i * 7)
    // no display number: good for all
    await writeFile(authority, Uint8Array.from([1, 0, ...counted(hostname()), ...counted(''), ...counted('MIT-MAGIC-COOKIE-1'), 0, 16, ...cookie]))
    const display = await startXDisplay('640x480x24', ['-auth', authority])
    try {
      const allowed = await list({ DISPLAY: display.name, XAUTHORITY: authority })
      expect(allowed).toMatchObject({ screens: [{ id: 'screen:0', width: 640, height: 480 }], failure: null })
      const refused = await list({ DISPLAY: display.name, XAUTHORITY: join(dir.path, 'none') })
      expect(refused).toMatchObject({ screens: [], failure: { code: 'no-display', detail: expect.stringContaining('refused') } })
    } finally {
      await display.stop()
      await dir.remove()
    }
  })

  test('are none without a display, and the reason is said', async () => {
    expect((await list({})).failure).toEqual({ code: 'no-display', params: { display: '' }, detail: 'DISPLAY is not set' })
    expect((await list({ DISPLAY: ':97531' })).failure).toMatchObject({ code: 'no-display', params: { display: ':97531' } })
    expect((await list({ XDG_SESSION_TYPE: 'tty' })).failure?.code).toBe('no-display')
    const wayland = { code: 'wayland-without-x', params: { display: '', session: 'wayland' } }
    expect((await list({ WAYLAND_DISPLAY: 'wayland-0' })).failure).toMatchObject(wayland)
    expect((await list({ XDG_SESSION_TYPE: 'wayland' })).failure).toMatchObject(wayland)
    // a display that is there but does not answer is another matter
    expect((await list({ DISPLAY: ':97531', WAYLAND_DISPLAY: 'wayland-0' })).failure?.code).toBe('no-display')
  })
})
