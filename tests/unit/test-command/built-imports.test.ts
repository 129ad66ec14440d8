import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { findElectronOutsideMain, findForeignImportsOfPreload, findUndeclared } from '../../../scripts/test-static.mjs'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tally-built-'))
  mkdirSync(join(folder, 'chunks'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const write = (name: string, text: string) => writeFileSync(join(folder, name), text)

test('electron may be reached by the desktop entry alone, however many chunks lie between', () => {
  write('main.js', 'import { app } from "electron";import "./chunks/window.js"')
  write('web-host.js', 'import{a}from"./chunks/core.js"')
  write('chunks/core.js', 'export const a = 1;await import("./window.js")')
  write('chunks/window.js', 'export const b = 2')
  expect(findElectronOutsideMain(folder)).toEqual([])
  write('chunks/window.js', 'import{BrowserWindow}from"electron"')
  expect(findElectronOutsideMain(folder)).toEqual([`web-host.js reaches electron through ${join('chunks', 'window.js')}`])
})

test('a build that is not there is a problem, not a pass', () => {
  expect(findElectronOutsideMain(folder)).toHaveLength(1)
  expect(findForeignImportsOfPreload(join(folder, 'preload.cjs'))).toHaveLength(1)
})

test('the preload script loads electron and nothing else', () => {
  write('preload.cjs', 'const e = require("electron")')
  expect(findForeignImportsOfPreload(join(folder, 'preload.cjs'))).toEqual([])
  write('preload.cjs', 'const e = require("electron"), f = require("node:fs")')
  expect(findForeignImportsOfPreload(join(folder, 'preload.cjs'))).toEqual(['the preload script loads node:fs'])
})

test('what is loaded at run time is declared, and nothing is declared in vain', () => {
  write('web-host.js', 'import { z } from "zod";import"node:fs";import a from "./chunks/core.js"')
  write('main.js', 'import { app } from "electron"')
  write(
    'chunks/core.js',
    `import x from"@fastify/static";await import("keytar");createRequire(from)("@ffmpeg-installer/ffmpeg");import fs from "fs"
const said = 'import nothing from " here"';import { a } from "node-media-server/src/core/logger.js"`,
  )
  const dependencies = { zod: '1', '@fastify/static': '1', '@ffmpeg-installer/ffmpeg': '1', 'node-media-server': '1' }
  const optionalDependencies = { keytar: '1' }
  expect(findUndeclared(folder, { dependencies, optionalDependencies })).toEqual([])
  expect(findUndeclared(folder, { dependencies: { ...dependencies, execa: '1' } })).toEqual([
    'keytar is loaded at run time and is not in dependencies',
    'execa is in dependencies and is never loaded',
  ])
})
