import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { findElectronRuntime } from '../../rig/electron-runtime.ts'
import { writeFakeElectron } from '../../rig/fake-electron.mjs'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tally-electron-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const noted = (name: string) => writeFileSync(join(folder, 'path.txt'), name)
const reasonOf = (override?: string) => {
  const found = findElectronRuntime(folder, override)
  return 'reason' in found ? found.reason : 'found'
}

test('a runtime that the package has unpacked is found by the name that it noted', () => {
  noted('Electron.app/Contents/MacOS/Electron')
  const path = join(folder, 'dist/Electron.app/Contents/MacOS/Electron')
  mkdirSync(join(path, '..'), { recursive: true })
  writeFileSync(path, '')
  expect(findElectronRuntime(folder, undefined)).toEqual({ path })
})

test('a distribution elsewhere is found without the package having unpacked one', async () => {
  const elsewhere = join(folder, 'elsewhere')
  await writeFakeElectron(elsewhere, '45.4.1')
  expect(findElectronRuntime(folder, elsewhere)).toEqual({ path: join(elsewhere, 'electron') })
})

test('what is missing is said, and nothing is fetched', () => {
  expect(reasonOf()).toMatch(/^no Electron runtime here \(npx install-electron /)
  expect(reasonOf(join(folder, 'nowhere'))).toContain(`nothing at ELECTRON_OVERRIDE_DIST_PATH, ${join(folder, 'nowhere', 'electron')}`)
  noted('electron')
  expect(reasonOf()).toContain(`${join(folder, 'dist/electron')} is gone`)
  // An empty variable is none, as the package has it.
  expect(reasonOf('')).toBe(reasonOf())
})
