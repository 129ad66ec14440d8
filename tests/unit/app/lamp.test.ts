import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type SessionState, sessionStates, type TallyState, tallyStates } from '#shared/contract'
import { clockText, lamps, onAirSince, readLamp, toolTip } from '../../../electron/app/lamp.ts'
import { trayImageName } from '../../../electron/app/tray-images.ts'
import { wordsIn } from '../../../electron/app/words/words.ts'
import { aSnapshot } from '../renderer/a-snapshot.ts'

const lit = (
  tally: TallyState,
  state: SessionState = 'idle',
  environment: 'production' | 'rehearsal' = 'production',
  liveStartedAtMs: number | null = null,
) => aSnapshot({ session: { state, liveStartedAtMs, tally: { state: tally } }, connection: { environment } })

describe('the lamp outside of the window', () => {
  it('is the core’s own tally, whatever else happens', () => {
    expect(tallyStates.map((tally) => readLamp(lit(tally)))).toEqual(['off', 'preview', 'live', 'trouble', 'unknown'])
  })

  it('is red for real air alone', () => {
    const everywhere = tallyStates.flatMap((tally) => sessionStates.map((state) => [tally, readLamp(lit(tally, state, 'rehearsal'))] as const))
    expect(everywhere.filter(([, lamp]) => lamp === 'live')).toEqual([])
    expect(new Set(everywhere.filter(([tally]) => tally === 'live').map(([, lamp]) => lamp))).toEqual(new Set(['rehearsal']))
  })

  it('calls neither a start nor a wanted end trouble', () => {
    expect([readLamp(lit('off', 'connecting')), readLamp(lit('trouble', 'ending')), readLamp(lit('trouble', 'interrupted'))]).toEqual([
      'working',
      'working',
      'trouble',
    ])
  })

  it('says for how long one has been on air, and nothing of the kind otherwise', () => {
    const say = (language: 'en' | 'ko', ...facts: Parameters<typeof lit>) => toolTip(lit(...facts), wordsIn(language), 3_725_900)
    expect([
      say('en', 'live', 'live', 'production', 0),
      say('ko', 'live', 'live', 'rehearsal', 3_000_000),
      say('en', 'trouble', 'interrupted', 'production', 3_720_000),
      say('en', 'off', 'done', 'production', 0),
      say('ko', 'off', 'connecting'),
    ]).toEqual(['Tally: On air 1:02:05', 'Tally: 리허설 12:05', 'Tally: Trouble 0:05', 'Tally: Off air', 'Tally: 시작 중'])
    expect(onAirSince(lit('unknown', 'live', 'production', 5))).toBeNull()
    expect(clockText(-5)).toBe('0:00')
  })
})

describe('its pictures', () => {
  const dir = 'resources/tray'
  const width = (name: string) => readFileSync(join(dir, name)).readUInt32BE(16)

  it.each(['linux', 'win32', 'darwin'] as const)('are all there on %s, in two sizes', (platform) => {
    const names = lamps.map((lamp) => trayImageName(lamp, platform))
    expect(names.filter((name) => !existsSync(join(dir, name)))).toEqual([])
    expect(names.map((name) => [width(name), width(name.replace('.png', '@2x.png'))])).toEqual(names.map(() => [16, 32]))
  })

  it('differ in shape, not only in colour', () => {
    const shapeOf = (svg: string) => svg.replace(/<title>.*<\/title>/, '').replace(/#[0-9a-f]{3,6}/g, '')
    expect(new Set(lamps.map((lamp) => shapeOf(readFileSync(join(dir, `${lamp}.svg`), 'utf8')))).size).toBe(lamps.length)
  })
})
