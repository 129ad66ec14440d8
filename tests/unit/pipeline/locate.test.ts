import { describe, expect, test } from 'vitest'
import { failure } from '#shared/failure'
import { err, ok } from '#shared/result'
import type { CapabilityReader } from '../../../electron/pipeline/ffmpeg/capabilities.ts'
import { locateFfmpeg, systemCandidates, unpackedPath } from '../../../electron/pipeline/ffmpeg/locate.ts'
import type { Capabilities } from '../../../electron/pipeline/ffmpeg/parse-capabilities.ts'

const needed = [{ list: 'encoders', name: 'libx264' }] as const

const able = (version: string, encoders: readonly string[] = ['libx264']): Capabilities => ({
  version,
  libavformat: { major: 60, minor: 0 },
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
    expect(report).toEqual({ path: '/b', version: '4.1', origin: 'bundled', failure: null })
  })

  test('passes over one that cannot do what is needed', async () => {
    const report = await locateFfmpeg(
      { setting: null, bundled: '/b', system: ['/none', '/s'] },
      needed,
      machine({ '/b': able('4.1', []), '/s': able('7.0') }),
    )
    expect(report).toEqual({ path: '/s', version: '7.0', origin: 'system', failure: null })
  })

  test('never replaces the user’s own choice, and says what is wrong with it', async () => {
    const others = machine({ '/b': able('4.1'), '/mine': able('6.0', []) })
    const lacking = await locateFfmpeg({ setting: '/mine', bundled: '/b', system: [] }, needed, others)
    expect(lacking).toMatchObject({ path: '/mine', origin: 'setting', failure: { code: 'ffmpeg-lacks', params: { feature: 'libx264' } } })
    const missing = await locateFfmpeg({ setting: '/gone', bundled: '/b', system: [] }, needed, others)
    expect(missing).toEqual({ path: '/gone', version: null, origin: 'setting', failure: failure('ffmpeg-missing', { params: { path: '/gone' } }) })
  })

  test('says what the only one lacks, and that there is none', async () => {
    const lacking = await locateFfmpeg({ setting: null, bundled: null, system: ['/none', '/s'] }, needed, machine({ '/s': able('7.0', []) }))
    expect(lacking.failure?.code).toBe('ffmpeg-lacks')
    const none = await locateFfmpeg({ setting: null, bundled: '/b', system: ['/s'] }, needed, machine({}))
    expect(none).toEqual({ path: null, version: null, origin: null, failure: failure('ffmpeg-missing') })
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
