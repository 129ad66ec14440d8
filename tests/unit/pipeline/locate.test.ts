import { describe, expect, test } from 'vitest'
import { failure } from '#shared/failure'
import { err, ok } from '#shared/result'
import type { CapabilityReader } from '../../../electron/pipeline/ffmpeg/capabilities.ts'
import { locateFfmpeg, systemCandidates, unpackedPath } from '../../../electron/pipeline/ffmpeg/locate.ts'
import type { Capabilities } from '../../../electron/pipeline/ffmpeg/parse-capabilities.ts'
import { noFfmpeg } from '../../../electron/pipeline/port.ts'

const needed = [{ list: 'encoders', name: 'libx264' }] as const

const able = (version: string, encoders: readonly string[] = ['libx264']): Capabilities => ({
  version,
  libavformat: { major: 60, minor: 0 },
  builtOn: '2023',
  nonfree: false,
  inputDevices: new Set(),
  muxers: new Set(),
  encoders: new Set(encoders),
  filters: new Set(),
  outputProtocols: new Set(),
  options: new Set(),
})

const machine = (binaries: Readonly<Record<string, Capabilities>>): CapabilityReader => ({
  read: async (path) => {
    const found = binaries[path]
    return found === undefined ? err(failure('ffmpeg-missing', { params: { path } })) : ok(found)
  },
})

describe('locating ffmpeg', () => {
  test('takes the bundled one before the system’s', async () => {
    const report = await locateFfmpeg({ setting: null, bundled: '/b', system: ['/s'] }, needed, machine({ '/b': able('4.1'), '/s': able('7.0') }))
    expect(report).toEqual({
      ...{ path: '/b', version: '4.1', builtOn: '2023', origin: 'bundled', nonfree: false, passedOver: [], failure: null, warning: null },
      abilities: { screens: false, cameras: false, microphones: false, soundServer: false, secure: false, encoders: ['x264'] },
    })
  })

  test('passes over one that cannot do what is needed, and says why', async () => {
    const report = await locateFfmpeg(
      { setting: null, bundled: '/b', system: ['/none', '/s'] },
      needed,
      machine({ '/b': able('4.1', []), '/s': able('7.0') }),
    )
    expect(report).toMatchObject({ path: '/s', version: '7.0', origin: 'system', failure: null, warning: null })
    expect(report.passedOver).toMatchObject([{ path: '/b', version: '4.1', origin: 'bundled', failure: { code: 'ffmpeg-lacks' } }])
  })

  test('takes the user’s own choice first', async () => {
    const both = machine({ '/b': able('4.1'), '/mine': able('6.0') })
    expect(await locateFfmpeg({ setting: '/mine', bundled: '/b', system: [] }, needed, both)).toMatchObject({
      ...{ path: '/mine', origin: 'setting', passedOver: [], warning: null },
    })
  })

  test.each([
    { why: 'ffmpeg-missing', mine: {} },
    { why: 'ffmpeg-lacks', mine: { '/mine': able('6.0', []) } },
  ])('goes on with another one where the user’s own is refused with $why, and says so', async ({ why, mine }) => {
    const report = await locateFfmpeg({ setting: '/mine', bundled: '/b', system: [] }, needed, machine({ '/b': able('4.1'), ...mine }))
    expect(report).toMatchObject({ path: '/b', origin: 'bundled', failure: null })
    expect(report.passedOver).toMatchObject([{ path: '/mine', origin: 'setting', failure: { code: why } }])
    expect(report.warning).toMatchObject({ code: 'ffmpeg-replaced', params: { path: '/mine', by: '/b' } })
  })

  test('says what the only one lacks, and that there is none', async () => {
    const lacking = await locateFfmpeg({ setting: '/gone', bundled: null, system: ['/none', '/s'] }, needed, machine({ '/s': able('7.0', []) }))
    expect(lacking).toMatchObject({ path: '/s', failure: { code: 'ffmpeg-lacks' }, passedOver: [{ path: '/gone' }], warning: null })
    const none = await locateFfmpeg({ setting: null, bundled: '/b', system: ['/s'] }, needed, machine({}))
    expect(none).toEqual({ ...noFfmpeg, failure: failure('ffmpeg-missing') })
  })

  test('looks along the search path, never in the folder it was started in', () => {
    expect(systemCandidates({ PATH: '/usr/bin::.:bin:/opt/f:/usr/bin' }, 'linux')).toEqual(['/usr/bin/ffmpeg', '/opt/f/ffmpeg'])
  })

  test('runs what lies beside the packaged archive', () => {
    expect(unpackedPath('/opt/Tally/resources/app.asar/node_modules/x/ffmpeg')).toBe('/opt/Tally/resources/app.asar.unpacked/node_modules/x/ffmpeg')
    expect(unpackedPath('C:\\Users\\김철수\\app.asar\\ffmpeg.exe')).toBe('C:\\Users\\김철수\\app.asar.unpacked\\ffmpeg.exe')
    expect(unpackedPath('/src/node_modules/x/ffmpeg')).toBe('/src/node_modules/x/ffmpeg')
  })
})
