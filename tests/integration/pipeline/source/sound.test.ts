import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { microphoneHz, startTestSoundServer, type TestSoundServer } from '../../../rig/test-sound-server.ts'
import { tonePower } from '../../../rig/tone.ts'
import { until } from '../../../rig/until.ts'
import { ffmpegBuilds } from '../../relay/test-encoder.ts'
import { abilitiesOfBuild, sourceProcesses, watchSource } from './watch-source.ts'

/** One channel of what was heard, in order. */
const channelOf = (pieces: readonly { readonly samples: Int16Array }[], channel: 0 | 1): Float32Array =>
  Float32Array.from(pieces.flatMap(({ samples }) => Array.from(samples).filter((_, at) => at % 2 === channel)))

describe.each(ffmpegBuilds)('the sound of PulseAudio, with the $name build', ({ name, path }) => {
  let server: TestSoundServer
  beforeAll(async () => {
    server = await startTestSoundServer()
  })
  afterAll(() => server.stop())
  const hear = (device: string) =>
    watchSource(
      { source: device, picture: null, sound: { kind: 'pulse', name: device } },
      { ffmpegPath: path, abilities: abilitiesOfBuild(name), env: { ...process.env, ...server.env } },
    )

  test('is heard soon, from both sides, and without a gap; speakers that play nothing are silent, not lost', async () => {
    const [watch, speakers] = [hear(server.microphone), hear(server.speakers)]
    try {
      await until('sound', () => watch.samplePairs() > 80_000 && speakers.samplePairs() > 48_000, 15_000)
      expect(watch.names()).toEqual(['running'])
      expect(speakers.names()).toEqual(['running'])
      expect(channelOf(speakers.sounds, 0).every((sample) => sample === 0)).toBe(true)

      const late = watch.sounds.filter(({ atMs }) => atMs > (watch.sounds[0]?.atMs ?? 0) + 1000)
      for (const channel of [0, 1] as const) expect(tonePower(channelOf(late, channel), 48_000, microphoneHz)).toBeGreaterThan(0.99)
      const steps = late.slice(1).map(({ atMs }, index) => atMs - (late[index]?.atMs ?? 0) - (late[index]?.samples.length ?? 0) / 96)
      expect(Math.max(...steps.map(Math.abs))).toBeLessThan(2)
      const ages = late.map(({ atMs, arrivedMs, samples }) => arrivedMs - atMs - samples.length / 96).sort((a, b) => a - b)
      // what arrives later than 80 ms after its time is lost to the bus
      expect(ages[Math.floor(ages.length * 0.95)]).toBeLessThan(80)
      expect(ages[0]).toBeGreaterThan(-30)
    } finally {
      await Promise.all([watch.close(), speakers.close()])
    }
    expect(await sourceProcesses()).toEqual([])
  })

  test('is lost with its reason, and comes back', async () => {
    const nowhere = hear('--help [0:a];x')
    const watch = hear(server.microphone)
    try {
      await Promise.all([watch.is('running'), nowhere.is('lost device-gone')])
      await server.stop()
      await watch.is('lost device-gone', 10_000)
      server = await startTestSoundServer(server.folder)
      await watch.is('running', 5000)
    } finally {
      await Promise.all([watch.close(), nowhere.close()])
    }
    expect(await sourceProcesses()).toEqual([])
  })
})
