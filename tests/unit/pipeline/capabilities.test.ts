import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { judgeCapabilities, needsOf } from '../../../electron/pipeline/ffmpeg/judge-capabilities.ts'
import {
  type Capabilities,
  parseEncoders,
  parseFilters,
  parseInputDevices,
  parseMuxers,
  parseOptions,
  parseOutputProtocols,
  parseVersion,
} from '../../../electron/pipeline/ffmpeg/parse-capabilities.ts'

const said = (build: string, list: string) => readFileSync(join(import.meta.dirname, 'fixtures', build, `${list}.txt`), 'utf8')

const capabilitiesOf = (build: string): Capabilities => {
  const version = parseVersion(said(build, 'version'))
  if (version === null) throw new Error('no version')
  return {
    ...version,
    inputDevices: parseInputDevices(said(build, 'devices')),
    muxers: parseMuxers(said(build, 'muxers')),
    encoders: parseEncoders(said(build, 'encoders')),
    filters: parseFilters(said(build, 'filters')),
    outputProtocols: parseOutputProtocols(said(build, 'protocols')),
    options: parseOptions(said(build, 'options')),
  }
}

const builds = [
  { build: 'bundled-2018', version: 'N-47683-g0e8eb07980-static', libavformat: { major: 58, minor: 24 } },
  { build: 'debian-5.1', version: '5.1.9-0+deb12u1', libavformat: { major: 59, minor: 27 } },
]

describe('what an ffmpeg can do', () => {
  test.each(builds)('is read from the lists of $build', ({ build, version, libavformat }) => {
    const capabilities = capabilitiesOf(build)
    expect({ version: capabilities.version, libavformat: capabilities.libavformat }).toEqual({ version, libavformat })
    expect(judgeCapabilities('/ffmpeg', capabilities, needsOf('linux', true))).toBeNull()
  })

  test('separates inputs from outputs', () => {
    expect([...capabilitiesOf('bundled-2018').inputDevices]).toEqual(['alsa', 'fbdev', 'lavfi', 'oss', 'video4linux2', 'v4l2', 'x11grab'])
    expect(capabilitiesOf('debian-5.1').inputDevices.has('sdl2')).toBe(false)
    expect(capabilitiesOf('debian-5.1').outputProtocols.has('data')).toBe(false)
  })

  test('knows the options of one version that another lacks', () => {
    expect(builds.map(({ build }) => capabilitiesOf(build).options.has('stats_period'))).toEqual([false, true])
  })

  test.each([
    ['N-47683-g0e8eb07980-static https://johnvansickle.com/ffmpeg/  Copyright (c) 2000-2018 the FFmpeg developers', '2018'],
    ['5.1.9-0+deb12u1 Copyright (c) 2000-2026 the FFmpeg developers', '2026'],
    ['2023-03-20-git-77c5a2b-full_build-www.gyan.dev Copyright (c) 2000-2023 the FFmpeg developers', '2023-03-20'],
    ['N-109970-g2a9aa5cf4e-20230301 Copyright (c) 2000-2023 the FFmpeg developers', '2023-03-01'],
    ['7.1', null],
  ])('%s was made in %s', (version, builtOn) => {
    expect(parseVersion(`ffmpeg version ${version}\nbuilt with gcc 12\n`)?.builtOn ?? null).toBe(builtOn)
  })

  test('tells of parts that may not be passed on', () => {
    const nonfree = (configuration: string) => parseVersion(`ffmpeg version 7.1\nconfiguration: ${configuration}\n`)?.nonfree
    expect(
      ['--enable-gpl --enable-nonfree --enable-x', '--enable-gpl --enable-nonfree', '--enable-gpl', '--prefix=/--enable-nonfree-not'].map(nonfree),
    ).toEqual([true, true, false, false])
  })

  test('is not read from another program', () => {
    expect(parseVersion('GNU bash, version 5.2.15')).toBeNull()
  })

  test.each([
    { what: 'x11grab', without: { inputDevices: new Set(['lavfi']) } },
    { what: 'libx264', without: { encoders: new Set(['aac', 'mjpeg', 'pcm_s16le']) } },
    { what: 'rtmp', without: { outputProtocols: new Set(['pipe', 'rtmpt']) } },
    { what: 'fpre', without: { options: new Set(['progress', 'filter_complex']) } },
  ])('names $what when it is missing', ({ what, without }) => {
    const capabilities = { ...capabilitiesOf('debian-5.1'), ...without }
    expect(judgeCapabilities('/opt/f', capabilities, needsOf('linux', true))).toMatchObject({
      code: 'ffmpeg-lacks',
      params: { path: '/opt/f', version: '5.1.9-0+deb12u1', feature: what },
    })
  })

  test('does not ask for a screen device where there is no screen, nor for that of another system', () => {
    const noScreens = { ...capabilitiesOf('debian-5.1'), inputDevices: new Set(['lavfi']) }
    expect(judgeCapabilities('/f', noScreens, needsOf('linux', false))).toBeNull()
    expect(judgeCapabilities('/f', noScreens, needsOf('win32', true))?.params?.feature).toBe('gdigrab')
    expect(judgeCapabilities('/f', noScreens, needsOf('darwin', true))?.params?.feature).toBe('avfoundation')
  })

  test.each([
    { libavformat: { major: 58, minor: 12 }, code: 'ffmpeg-too-old' },
    { libavformat: { major: 57, minor: 83 }, code: 'ffmpeg-too-old' },
    { libavformat: { major: 58, minor: 20 }, code: undefined },
    { libavformat: { major: 61, minor: 0 }, code: undefined },
    { libavformat: null, code: undefined },
  ])('judges age by libavformat $libavformat', ({ libavformat, code }) => {
    expect(judgeCapabilities('/f', { ...capabilitiesOf('debian-5.1'), libavformat }, needsOf('linux', true))?.code).toBe(code)
  })
})
