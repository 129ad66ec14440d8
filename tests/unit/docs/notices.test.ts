import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
// @ts-expect-error a plain script without types
import { notices, reach } from '../../../scripts/notices.mjs'

test('the third-party notices name what the lockfile ships', () => {
  expect(readFileSync('THIRD-PARTY-NOTICES.md', 'utf8'), 'run: node scripts/notices.mjs').toBe(notices())
})

test('a package is found where Node would find it: nested first, then above', () => {
  const packages = {
    'node_modules/a': { dependencies: { b: '1', c: '1' } },
    'node_modules/a/node_modules/b': {},
    'node_modules/b': {},
    'node_modules/c': { dependencies: { b: '1' } },
  }
  expect(reach(packages, ['a'])).toEqual(['node_modules/a', 'node_modules/a/node_modules/b', 'node_modules/b', 'node_modules/c'])
})
