import { describe, expect, test } from 'vitest'
import { addUp, judgeLane, lastLine, nothingYet, readPlaywrightReport, skippedLines } from '../../../scripts/test-report.mjs'

const passed = (count: number) => ({ ...nothingYet(), passed: count })

describe('what npm test counts', () => {
  test('the last line is the sum over all lanes', () => {
    const sum = addUp([passed(3), { ...passed(2), failed: 1, failures: ['x'] }])
    expect(lastLine(sum)).toBe('5 passed, 1 failed')
  })

  test('a lane that crashed, was ended at its deadline or ran nothing never counts as good', () => {
    const lines = [
      judgeLane('unit', null, 1),
      judgeLane('unit', passed(4), 1),
      judgeLane('unit', passed(4), null),
      judgeLane('unit', nothingYet(), 0),
    ].map(lastLine)
    expect(lines).toEqual(['0 passed, 1 failed', '4 passed, 1 failed', '4 passed, 1 failed', '0 passed, 1 failed'])
    expect(judgeLane('unit', passed(4), 0)).toEqual(passed(4))
  })

  test('a report of the browser tests gives names, first lines of errors and reasons of skips', () => {
    const result = (message: string) => [{ error: { message: `\x1b[31m${message}\x1b[39m\nmore` } }]
    const report = {
      errors: [],
      suites: [
        {
          title: 'first-broadcast.spec.ts',
          specs: [{ title: 'goes live', tests: [{ status: 'expected', annotations: [], results: [{}] }] }],
          suites: [
            {
              title: 'trouble',
              specs: [
                { title: 'reset', tests: [{ status: 'unexpected', annotations: [], results: result('no key') }] },
                {
                  title: 'long',
                  tests: [{ status: 'skipped', projectName: 'app', annotations: [{ type: 'skip', description: 'long form only' }], results: [] }],
                },
              ],
            },
          ],
        },
      ],
    }
    expect(readPlaywrightReport(report)).toEqual({
      passed: 1,
      failed: 1,
      failures: ['first-broadcast.spec.ts › trouble › reset: no key'],
      skipped: [{ name: 'first-broadcast.spec.ts › trouble › long', reason: 'long form only', project: 'app' }],
    })
  })

  test('what was skipped for one reason is one line: of a file, or of a browser project', () => {
    const inElectron = { project: 'electron', reason: 'no Electron runtime here' }
    expect(
      skippedLines([
        { name: 'tests/a.test.ts: one', reason: 'long' },
        { name: 'tests/a.test.ts: other', reason: 'long' },
        { name: 'tour.spec.ts › on air', ...inElectron },
        { name: 'desktop/window.spec.ts › opens', ...inElectron },
        { name: 'soak.spec.ts › grows', project: 'app', reason: 'long' },
      ]),
    ).toEqual(['  tests/a.test.ts (2 tests): long', '  electron (2 tests): no Electron runtime here', '  soak.spec.ts › grows: long'])
  })
})
