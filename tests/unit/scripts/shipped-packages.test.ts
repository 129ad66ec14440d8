import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { type Lockfile, leaveOutLines, leftOutPackages, reach, shippedPackages } from '../../../scripts/shipped-packages.mjs'

const lockfile: Lockfile = JSON.parse(readFileSync('package-lock.json', 'utf8'))

test('a package is found where Node would find it: nested first, then above', () => {
  const packages = {
    'node_modules/a': { dependencies: { b: '1', c: '1' } },
    'node_modules/a/node_modules/b': {},
    'node_modules/b': {},
    'node_modules/c': { dependencies: { b: '1' } },
  }
  expect(reach(packages, ['a'])).toEqual(['node_modules/a', 'node_modules/a/node_modules/b', 'node_modules/b', 'node_modules/c'])
})

test('what only installs the addon, and what only the web host needs, is left out; what something else runs as well stays', () => {
  const packages = {
    '': { dependencies: { keytar: '1', fastify: '1', ws: '1' } },
    'node_modules/keytar': { dependencies: { 'prebuild-install': '1', 'node-addon-api': '1' } },
    'node_modules/prebuild-install': { dependencies: { semver: '1', pump: '1' } },
    'node_modules/node-addon-api': {},
    'node_modules/pump': {},
    'node_modules/semver': {},
    'node_modules/fastify': { dependencies: { semver: '1' } },
    'node_modules/ws': {},
  }
  expect(shippedPackages({ packages })).toEqual(['node_modules/fastify', 'node_modules/keytar', 'node_modules/semver'])
  expect(leftOutPackages({ packages })).toEqual(['node-addon-api', 'prebuild-install', 'pump', 'ws'])
})

test('electron-builder.yml leaves out what is never run', () => {
  const lines = leaveOutLines(lockfile)
  expect(readFileSync('electron-builder.yml', 'utf8').includes(`\n${lines}\nasarUnpack:`), `electron-builder.yml should say:\n${lines}`).toBe(true)
})
