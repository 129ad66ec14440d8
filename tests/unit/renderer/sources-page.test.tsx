import i18next from 'i18next'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Snapshot } from '#shared/contract'
import { firstScenes } from '#shared/scenes'
import { PictureNote } from '../../../renderer/features/program/picture-note.tsx'
import { newScene } from '../../../renderer/features/scenes/new-scene.ts'
import { MicMute } from '../../../renderer/features/sound/mic-mute.tsx'
import { SoundCard } from '../../../renderer/features/sound/sound-card.tsx'
import { DevicesCard } from '../../../renderer/features/sources/devices-card.tsx'
import { SourceChoices } from '../../../renderer/features/sources/source-choices.tsx'
import { cameraOptions, furtherSounds, screenOptions, soundOptions, soundValue } from '../../../renderer/features/sources/source-options.ts'
import { EventLog } from '../../../renderer/features/timeline/event-log.tsx'
import { addTexts, startTexts } from '../../../renderer/i18n/setup.ts'
import { aSnapshot } from './a-snapshot.ts'
import { drawPart, wordsOf } from './draw-part.tsx'

const channel = (sourceId: string, muted = false) => ({ sourceId, levelDb: 0, muted, delayMs: 0 })
const microphones = [
  { id: 'mic:desk', label: 'Desk microphone' },
  { id: 'system', label: 'Monitor of something' },
]
type Program = Partial<Snapshot['program']>
const at = (program: Program) => aSnapshot({ program })
const optionsOf = (list: typeof screenOptions, program: Program) =>
  list(at(program).program, i18next.t).map(({ value, label, group }) => [value, label, ...(group === undefined ? [] : [group])].join(' | '))

beforeAll(() => startTexts('en'))

describe('what can be chosen', () => {
  it('is monitors by their names, and what shows windows of X11 only as just that', () => {
    const label = 'as the core calls it'
    const wayland = [{ id: 'screen:x11-only:0', label }]
    const monitors = ['screen:HDMI-1', 'screen:eDP-1', 'screen:monitor-3', 'screen:x11-only:DP-2'].map((id) => ({ id, label }))
    const labels = (sources: Snapshot['program']['sources']) => optionsOf(screenOptions, { sources, sourceId: 'none' }).slice(1)
    expect(labels(wayland)).toEqual(['screen:x11-only:0 | Screen: X11 windows only'])
    expect(labels(monitors)).toEqual([
      'screen:HDMI-1 | Screen 1 (HDMI-1)',
      'screen:eDP-1 | Screen 2 (eDP-1)',
      'screen:monitor-3 | Screen 3',
      'screen:x11-only:DP-2 | Screen 4 (DP-2): X11 windows only',
    ])
  })

  it('is screens, windows under a title of their own, the test picture, and nothing', () => {
    const sources = [
      { id: 'screen:0', label: 'x' },
      { id: 'window:7', label: 'Slides' },
      { id: 'test-pattern', label: 'x' },
    ]
    expect(optionsOf(screenOptions, { sources })).toEqual([
      'none | Nothing chosen',
      'screen:0 | Screen | Screens',
      'window:7 | Slides | Windows',
      'test-pattern | Test picture',
    ])
  })

  it('keeps a device that is not there any more, and says so', () => {
    expect(optionsOf(cameraOptions, { cameraId: 'camera:Front' })).toEqual(['camera:Front | Front (not connected)', 'none | None'])
  })

  it('is one sound; of several it names the first and counts the others', () => {
    const several = { microphones, channels: [channel('mic:desk'), channel('system')] }
    expect(optionsOf(soundOptions, several)[0]).toBe('mic:desk | Desk microphone, and 1 more')
    expect([soundValue({ channels: several.channels }), soundValue({ channels: [] })]).toEqual(['mic:desk', 'silence'])
    expect(furtherSounds(at(several).program, i18next.t)).toEqual([{ value: 'tone', label: 'Test tone' }])
  })

  it('carries the ids that QA chooses by', () => {
    const html = drawPart(<SourceChoices />, at({ channels: [], cameraId: 'none', sourceId: 'test-pattern' }))
    const values = [...html.matchAll(/data-testid="(source-\w+)" data-value="([^"]*)"/g)].map(([, id, value]) => `${id} ${value}`)
    expect(values).toEqual(['source-screen test-pattern', 'source-camera none', 'source-mic silence'])
  })
})

describe('open devices', () => {
  it('are told with their size, their state and what is wrong', () => {
    const html = drawPart(
      <DevicesCard />,
      at({
        cameras: [{ id: 'camera:1', label: 'Front camera' }],
        open: [
          { id: 'camera:1', state: 'lost', width: 1280, height: 720, failure: { code: 'camera-unavailable' } },
          { id: 'file:/films/intro.mp4', state: 'running', width: null, height: null, failure: null },
        ],
      }),
    )
    expect(wordsOf(html)).toContain('Front camera Gone · 1280 × 720 The camera is not there.')
    expect(wordsOf(html)).toContain('intro.mp4 Running')
    expect(html).toContain('data-testid="device-row" data-value="camera:1" data-state="lost"')
  })

  it('are none before one is asked for, and the page says so', () => {
    expect(wordsOf(drawPart(<DevicesCard />, at({})))).toContain('Tally opens none by itself')
  })
})

describe('the mute button', () => {
  const stateOf = (program: Program) => drawPart(<MicMute />, at(program)).match(/data-state="(\w+)"/)?.[1]

  it('works the microphone, wherever it stands in the mix', () => {
    const channels = [channel('system', true), channel('mic:desk')]
    expect(stateOf({ channels })).toBe('on')
    expect(drawPart(<MicMute />, at({ channels, microphones }))).toContain('aria-label="Mute “Desk microphone”"')
    expect(stateOf({ channels: [channel('system', true)] })).toBe('muted')
  })

  it('is closed where nothing is heard, and says why', () => {
    const html = drawPart(<MicMute />, at({ channels: [] }))
    expect(html).toContain('disabled=""')
    expect(wordsOf(html)).toContain('Viewers hear nothing')
  })
})

describe('the sound mix', () => {
  it('tells each level with its sign, and what is wrong with the sound', () => {
    const channels = [
      { ...channel('mic:desk'), levelDb: -6.5 },
      { ...channel('system'), levelDb: 3 },
    ]
    const html = drawPart(<SoundCard />, at({ channels, microphones, warnings: ['black', 'clipping'] }))
    expect([...html.matchAll(/aria-valuetext="([^"]*dB)"/g)].map(([, words]) => words)).toEqual(['−6.5 dB', '+3 dB'])
    expect(wordsOf(html)).toContain('The sound is too loud and distorts.')
    expect(wordsOf(html)).not.toContain('black')
  })
})

describe('the note at the picture', () => {
  const noteOf = (program: Program) =>
    drawPart(<PictureNote />, at(program))
      .match(/data-code="([\w-]+)" data-level="(\w+)"/)
      ?.slice(1)

  it('is there only when something is missing or wrong, and names the most pressing', () => {
    expect(noteOf({ sourceId: 'screen:1' })).toBeUndefined()
    expect(noteOf({ sourceId: 'screen:1', warnings: ['silent', 'too-dark', 'black'] })).toEqual(['black', 'bad'])
    expect(noteOf({ sourceId: 'screen:1', sceneId: 'screen-camera' })).toEqual(['no-camera', 'warn'])
  })
})

describe('a new scene', () => {
  it('has an id that is free', () => {
    const again = newScene('screen', firstScenes)
    expect([again.id, newScene('screen', [...firstScenes, again]).id, newScene('image', firstScenes).id]).toEqual(['screen-2', 'screen-3', 'image'])
  })
})

describe('what went and came back', () => {
  it('has the name of the lists, in the language of the page', async () => {
    const entry = (id: string, label: string) => ({ id: 1, atMs: 0, kind: 'trouble', code: 'source-lost', params: { label, sourceId: id } }) as const
    const sources = [{ id: 'screen:x11-only:0', label: 'Screen: X11 windows only' }]
    const told = (id: string, label: string) => wordsOf(drawPart(<EventLog />, aSnapshot({ program: { sources }, timeline: [entry(id, label)] })))
    await addTexts('ko')
    await i18next.changeLanguage('ko')
    expect(told('screen:x11-only:0', 'Screen: X11 windows only')).toContain('모니터: X11 창만')
    expect(told('camera:1', 'Front camera')).toContain('Front camera')
    await i18next.changeLanguage('en')
  })
})

describe('on a Mac, where a refused permission is black and silent', () => {
  const mac = (platform: string, program: Program) => aSnapshot({ app: { platform }, program })
  const noteOf = (snapshot: Snapshot) => wordsOf(drawPart(<PictureNote />, snapshot))

  it('a black screen names the permission to record it, and nothing else does', () => {
    const black: Program = { scenes: [...firstScenes], sceneId: 'screen', sourceId: 'screen:0', cameraId: 'camera:1', warnings: ['black'] }
    expect(noteOf(mac('darwin', black))).toContain('Screen Recording')
    expect(noteOf(mac('linux', black))).not.toContain('Screen Recording')
    expect(noteOf(mac('darwin', { ...black, sceneId: 'camera' }))).not.toContain('Screen Recording')
    expect(noteOf(mac('darwin', { ...black, sourceId: 'window:7' }))).not.toContain('Screen Recording')
  })

  it('a silent microphone names its permission', () => {
    const silent: Program = { channels: [channel('mic:desk')], warnings: ['silent'] }
    expect(wordsOf(drawPart(<SoundCard />, mac('darwin', silent)))).toContain('Security → Microphone')
    expect(wordsOf(drawPart(<SoundCard />, mac('darwin', { ...silent, channels: [channel('system')] })))).not.toContain('Privacy')
  })

  it('a device that the system refuses says what to do', () => {
    const failure = { code: 'macos-camera-denied' as const }
    const open: Program['open'] = [{ id: 'camera:1', state: 'lost', width: null, height: null, failure }]
    expect(wordsOf(drawPart(<DevicesCard />, mac('darwin', { open })))).toContain('Security → Camera')
  })
})
