import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
// @ts-expect-error a plain script without types
import { bundledIntoPage, notices } from '../../../scripts/notices.mjs'

test('the third-party notices name what the lockfile ships', () => {
  expect(readFileSync('THIRD-PARTY-NOTICES.md', 'utf8'), 'run: node scripts/notices.mjs').toBe(notices())
})

test('whatever the page imports is named', () => {
  const files = readdirSync('renderer', { recursive: true, encoding: 'utf8' }).filter((path) => /\.(tsx?|css)$/.test(path))
  const imported = files.flatMap((path) =>
    [...readFileSync(join('renderer', path), 'utf8').matchAll(/(?:from |import |import\()['"]([a-z@][\w.-]*(?:\/[\w.-]+)?)/g)].map(([, name = '']) =>
      name.startsWith('@') ? name : (name.split('/')[0] ?? ''),
    ),
  )
  expect([...new Set(imported)].sort()).toEqual([...bundledIntoPage].sort())
})
