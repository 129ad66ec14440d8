import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { findOverweight, type PageWeight, pageBudgets, weighPage, weightLine } from '../../../scripts/page-weight.mjs'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tally-page-'))
  mkdirSync(join(folder, 'assets'))
  write('index.html', '<script type="module" src="./assets/entry.js"></script><link rel="icon" href="./icon.svg"><link href="./assets/look.css">')
  write('icon.svg', heavy(50_000))
  write('assets/font.woff2', heavy(50_000))
  write('assets/look.css', 'body{}')
  write('assets/entry.js', 'import{a}from"./shared.js";import("./lazy.js")')
  write('assets/shared.js', `export const a = '${heavy(1000)}'`)
  write('assets/lazy.js', `export default '${heavy(4000)}'`)
})
afterEach(() => rmSync(folder, { recursive: true }))

const write = (name: string, text: string) => writeFileSync(join(folder, name), text)
/** Text that gzip can make little smaller. */
const heavy = (bytes: number) => randomBytes(bytes).toString('base64').slice(0, bytes)
const weigh = (): PageWeight => weighPage(folder) ?? { first: 0, all: 0 }

test('the first load is what is imported at once; chunks for later count for the whole, fonts and icons not at all', () => {
  const { first, all } = weigh()
  expect(first).toBeGreaterThan(750)
  expect(first).toBeLessThan(2000)
  expect(all - first).toBeGreaterThan(3000)
  expect(all).toBeLessThan(6000)
})

test('what grows over its budget is a problem, whichever of the two', () => {
  const budgets = { first: 2000, all: 6000 }
  expect(findOverweight(weigh(), budgets)).toEqual([])
  write('assets/lazy.js', heavy(8000))
  expect(findOverweight(weigh(), budgets)).toEqual([expect.stringMatching(/^the whole page weighs \d+ bytes after gzip, budget 6000 /)])
  write('assets/entry.js', 'import{a}from"./shared.js";import b from"./lazy.js"')
  expect(findOverweight(weigh(), budgets)).toEqual([
    expect.stringMatching(/^the first load weighs \d+ bytes after gzip, budget 2000 /),
    expect.stringMatching(/^the whole page weighs/),
  ])
})

test('a page that is not there, in part or at all, is a problem, not a pass', () => {
  rmSync(join(folder, 'assets/shared.js'))
  expect(findOverweight(weighPage(folder), pageBudgets)).toHaveLength(1)
  expect(findOverweight(weighPage(join(folder, 'none')), pageBudgets)).toHaveLength(1)
})

test('the line for people counts in kilobytes', () => {
  expect(weightLine({ first: 223_700, all: 426_047 }, { first: 246_000, all: 469_000 })).toBe('first load 224 of 246 KB, whole page 427 of 469 KB')
})
