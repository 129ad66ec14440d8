import { expect, test } from 'vitest'
import { updateOptions } from '../../../scripts/package-run.mjs'

const url = 'https://updates.invalid/tally'

test('updates are off until somebody says where they come from', () => {
  expect(updateOptions({}, 'win32')).toEqual({ targets: [], options: [] })
  expect(updateOptions({ TALLY_UPDATE_URL: '' }, 'darwin')).toEqual({ targets: [], options: [] })
})

test('they come over an encrypted connection', () => {
  for (const bad of ['http://updates.invalid', 'updates.invalid', 'file:///tmp'])
    expect(() => updateOptions({ TALLY_UPDATE_URL: bad, CSC_LINK: 'x' }, 'win32')).toThrow('https://')
})

test('what installs itself is signed, or not made', () => {
  for (const platform of ['win32', 'darwin']) {
    expect(() => updateOptions({ TALLY_UPDATE_URL: url }, platform)).toThrow('CSC_LINK')
    expect(updateOptions({ TALLY_UPDATE_URL: url, CSC_LINK: 'certificate.p12' }, platform).options).toEqual([
      '--config.publish.provider=generic',
      `--config.publish.url=${url}`,
      '--config.forceCodeSigning=true',
    ])
  }
  expect(updateOptions({ TALLY_UPDATE_URL: url, CSC_LINK: 'certificate.p12' }, 'darwin').targets).toEqual(['dmg', 'zip'])
})

test('on Linux a newer version is only said, so nothing has to be signed', () => {
  expect(updateOptions({ TALLY_UPDATE_URL: url }, 'linux')).toEqual({
    targets: [],
    options: ['--config.publish.provider=generic', `--config.publish.url=${url}`],
  })
})
