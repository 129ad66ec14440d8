import { expect, test } from 'vitest'
import { defaultCameraPlace, firstScenes } from '#shared/scenes'
import { parseSettings } from '../../../electron/settings/parse-settings.ts'
import type { Settings } from '../../../electron/settings/port.ts'

const read = (fields: object): Settings => {
  const parsed = parseSettings(JSON.stringify({ version: 1, ...fields }))
  if (parsed.kind !== 'good') throw new Error(JSON.stringify(parsed))
  return parsed.settings
}
const tone = { sourceId: 'tone', levelDb: 0, muted: false, delayMs: 0 }

test.each([
  ['the tone', { sound: 'tone' }, [tone]],
  ['silence', { sound: 'silence' }, []],
  ['nothing', {}, []],
  ['what is newer', { sound: 'silence', channels: [tone] }, [tone]],
])('a file from before there were several sounds is understood: %s', (_what, fields, channels) => {
  const settings = read(fields)
  expect(settings.channels).toEqual(channels)
  expect(settings).not.toHaveProperty('sound')
  expect(read(settings).channels, 'and once more').toEqual(channels)
})

test('who saved no scenes has the first ones', () => {
  expect(read({})).toMatchObject({ scenes: firstScenes, sceneId: 'screen', cameraId: 'none', soundMemory: {} })
})

const film = { id: 'film', name: 'Film', layout: 'file', fit: 'blur', camera: defaultCameraPlace, path: '/film.mp4' }

test('a scene that cannot be read is as it was at first, or left out; all others stay', () => {
  const broken = { ...film, id: 'slate', camera: { x: 7 } }
  expect(read({ scenes: [film, broken, { ...film, id: 'other', layout: 'hologram' }, null, 3, { ...film, name: 'twice' }] }).scenes).toEqual([
    // from before there were parts
    { ...film, part: null },
    firstScenes.find(({ id }) => id === 'slate'),
  ])
  expect(read({ scenes: [null] }).scenes).toEqual(firstScenes)
  expect(read({ scenes: 'none', sourceId: 'screen:0' })).toMatchObject({ scenes: firstScenes, sourceId: 'screen:0' })
})

test('a sound that cannot be read is left out, and so is what is remembered of none', () => {
  expect(read({ channels: [tone, { ...tone, sourceId: 'mic:a', levelDb: 400 }, 'tone', tone], soundMemory: { tone: 'loud' } })).toMatchObject({
    channels: [tone],
    soundMemory: {},
  })
})
