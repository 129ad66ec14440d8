import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { pictureWarnings, sessionStates, tallyStates } from '#shared/contract'
import { failureCodes } from '#shared/failure'

const doc = readFileSync('docs/qa.md', 'utf8')

/** The back-quoted words of the first column of the table under a heading. */
function listed(heading: string): string[] {
  const section = doc.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? ''
  const rows = section.split('\n').filter((line) => line.startsWith('| `'))
  return rows.flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? '')).sort()
}

function sources(dir: string): string {
  return readdirSync(dir, { withFileTypes: true })
    .map((entry) => {
      const path = join(dir, entry.name)
      if (entry.isDirectory()) return entry.name === 'dev' ? '' : sources(path)
      return /\.tsx?$/.test(entry.name) ? readFileSync(path, 'utf8') : ''
    })
    .join('\n')
}

test('the page’s test ids and the documented ones are the same', () => {
  const code = sources('renderer')
  const used = [...code.matchAll(/(?:data-testid|testid)(?:=\{?|: )["']([a-z0-9-]+)["']/gi)].map((match) => match[1] ?? '')
  expect([...new Set(used)].sort()).toEqual(listed('Test ids'))
})

test('every failure code is documented', () => {
  expect(listed('Failure codes')).toEqual([...failureCodes].sort())
})

test('every warning about picture and sound is documented', () => {
  expect(listed('Warnings')).toEqual([...pictureWarnings].sort())
})

test('every state of session and tally is documented', () => {
  expect(listed('Session states')).toEqual([...sessionStates].sort())
  expect(listed('Tally')).toEqual([...tallyStates].sort())
})
