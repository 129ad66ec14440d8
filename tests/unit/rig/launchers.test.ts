import { expect, test } from 'vitest'
import { anySystem, electronRuntime, everyLauncher, longForm, longOnDesktop, whyNot } from '../../e2e/launchers.ts'

test('in npm test the stand-in leaves out what the web host runs in the same way; npm run test:all leaves out nothing', () => {
  const tags = [everyLauncher, longOnDesktop]
  expect(whyNot('web', tags, 'linux', false)).toBeNull()
  expect(whyNot('stand-in', tags, 'linux', false)).toContain('long form: npm run test:all')
  expect(whyNot('stand-in', [everyLauncher], 'linux', false)).toBeNull()
  expect(whyNot('web', [longForm], 'linux', false)).toContain('long form')
  for (const launcher of ['web', 'stand-in'] as const) expect(whyNot(launcher, [...tags, longForm], 'linux', true)).toBeNull()
})

test('without a runtime nothing runs in Electron, and it says why; with one everything does', () => {
  const expected = 'reason' in electronRuntime ? electronRuntime.reason : null
  expect(whyNot('electron', [everyLauncher, longOnDesktop], 'linux', false)).toBe(expected)
})

test('elsewhere than on Linux only what needs neither /proc nor an X screen runs', () => {
  expect(whyNot('web', [everyLauncher], 'win32', true)).toContain('Linux only')
  expect(whyNot('web', [everyLauncher, anySystem], 'win32', true)).toBeNull()
})
