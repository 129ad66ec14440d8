import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const workflow = readFileSync('.github/workflows/release.yml', 'utf8')

test('every action of the release workflow is pinned to one version', () => {
  const used = [...workflow.matchAll(/uses:\s*(\S+)/g)].map(([, action]) => action)
  expect(used.length).toBeGreaterThan(0)
  expect(used.filter((action) => !/@(?:v\d+\.\d+\.\d+|[0-9a-f]{40})$/.test(action ?? ''))).toEqual([])
})

test('secrets come in by reference alone, and nothing may be written', () => {
  const values = [...workflow.matchAll(/^\s*[A-Z][A-Z_]+:\s*(.+)$/gm)].map(([, value]) => value)
  expect(values.filter((value) => !/^\$\{\{ secrets\.[A-Z_]+ \}\}$/.test(value ?? ''))).toEqual([])
  expect([...workflow.matchAll(/^permissions:\n((?: {2}.+\n)+)/gm)].map(([, granted]) => granted)).toEqual(['  contents: read\n'])
})

test('it runs on the three systems, and only what package.json has', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { readonly scripts: Readonly<Record<string, string>> }
  expect([...workflow.matchAll(/system: (\w+),/g)].map(([, system]) => system)).toEqual(['linux', 'windows', 'macos'])
  const run = [...workflow.matchAll(/npm run ([\w:-]+)/g)].map(([, name]) => name ?? '')
  expect(run.filter((name) => scripts[name] === undefined)).toEqual([])
})
