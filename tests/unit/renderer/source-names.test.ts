import type { TFunction } from 'i18next'
import { expect, test } from 'vitest'
import { labelOf } from '../../../renderer/features/sources/source-names.ts'

const t = ((key: string, values: object = {}) => [key, ...Object.values(values)].join(' ')) as unknown as TFunction

test('the monitors of Windows, and all of them as one', () => {
  const screens = ['screen:0', 'screen:DISPLAY2', 'screen:all'].map((id) => ({ id, label: id }))
  expect(screens.map((screen) => labelOf(screen, screens, t))).toEqual([
    'program.screenNumber 1',
    'program.screenNumber 2 (DISPLAY2)',
    'program.allScreens',
  ])
  expect(labelOf({ id: 'screen:0', label: 'DISPLAY1' }, [{ id: 'screen:0', label: 'DISPLAY1' }], t)).toBe('program.onlyScreen')
})
