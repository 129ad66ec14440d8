import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { picturesBudgetBytes } from '../../../scripts/screenshots-run.mjs'

const folder = 'docs/images'
const shown = [...readFileSync('README.md', 'utf8').matchAll(/!\[([^\]]*)\]\(([^)]+)\)/g)].map(([, alt = '', path = '']) => ({ alt, path }))

test('the README shows every picture once and says in words what is on it', () => {
  expect(shown.map(({ path }) => path).sort()).toEqual(readdirSync(folder).map((name) => `${folder}/${name}`))
  for (const { alt, path } of shown) expect(alt.split(' ').length, path).toBeGreaterThan(5)
})

test('the pictures are light enough to be cloned by everybody', () => {
  const bytes = readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0)
  expect(bytes).toBeLessThanOrEqual(picturesBudgetBytes)
})
