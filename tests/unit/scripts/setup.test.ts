import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { fingerprint, needsBuild } from '../../../scripts/setup-build.mjs'
import { needsInstall } from '../../../scripts/setup-dependencies.mjs'
import { nodeProblem } from '../../../scripts/setup-node-version.mjs'

test.each([
  ['18.19.1', 'Tally needs Node.js 20.19 or newer, and this is 18.19.1. A newer one is at https://nodejs.org.'],
  ['20.18.9', 'Tally needs Node.js 20.19 or newer, and this is 20.18.9. A newer one is at https://nodejs.org.'],
  ['20.19.0', null],
  ['20.20.2', null],
  ['24.1.0', null],
])('on Node %s the person is told: %s', (version, sentence) => {
  expect(nodeProblem(version, '>=20.19')).toBe(sentence)
})

test.each([
  ['nothing is installed', { lockfileMs: 1, installedMs: null, installedHash: 'a' }, true],
  ['the lockfile is newer', { lockfileMs: 100_000, installedMs: 1, installedHash: null }, true],
  ['npm wrote both in one go', { lockfileMs: 1500, installedMs: 1000, installedHash: null }, false],
  ['the install is newer', { lockfileMs: 1, installedMs: 100_000, installedHash: null }, false],
  ['the lockfile was only touched', { lockfileMs: 100_000, installedMs: 1, installedHash: 'a' }, false],
])('when %s, npm ci runs: %o → %s', (_when, facts, expected) => {
  expect(needsInstall({ lockfileHash: 'a', ...facts })).toBe(expected)
})

test('the build follows what the sources say, not when they were written', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tally-sources-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  mkdirSync(join(folder, 'electron/a'), { recursive: true })
  const file = join(folder, 'electron/a/one.ts')
  const look = () => fingerprint(folder, ['electron', 'package.json', 'missing'])
  writeFileSync(file, 'one')
  writeFileSync(join(folder, 'package.json'), '{}')
  const before = look()
  utimesSync(file, 1, 1)
  writeFileSync(join(folder, 'electron/tsconfig.tsbuildinfo'), 'x')
  expect(look()).toBe(before)
  writeFileSync(join(folder, 'electron/a/two.ts'), '')
  const added = look()
  writeFileSync(file, 'ONE')
  expect(new Set([before, added, look()]).size).toBe(3)
})

test.each([
  [{ productsExist: true, builtFrom: 'a', sources: 'a' }, false],
  [{ productsExist: true, builtFrom: 'b', sources: 'a' }, true],
  [{ productsExist: true, builtFrom: null, sources: 'a' }, true],
  [{ productsExist: false, builtFrom: 'a', sources: 'a' }, true],
])('with %o it builds: %s', (facts, expected) => {
  expect(needsBuild(facts)).toBe(expected)
})
