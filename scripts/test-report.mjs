// What a lane of tests came to, and Playwright's report in that shape.

/** @typedef {{ passed: number, failed: number, failures: string[], skipped: { name: string, reason: string, project?: string }[] }} Outcome */

/** @returns {Outcome} */
export const nothingYet = () => ({ passed: 0, failed: 0, failures: [], skipped: [] })

/** @returns {Outcome} */
export const oneFailure = (why) => ({ ...nothingYet(), failed: 1, failures: [why] })

/** @param {readonly Outcome[]} outcomes */
export const addUp = (outcomes) =>
  outcomes.reduce(
    (sum, one) => ({
      passed: sum.passed + one.passed,
      failed: sum.failed + one.failed,
      failures: [...sum.failures, ...one.failures],
      skipped: [...sum.skipped, ...one.skipped],
    }),
    nothingYet(),
  )

/** The last line of `npm test`. */
export const lastLine = ({ passed, failed }) => `${passed} passed, ${failed} failed`

/**
 * A lane's own report together with how its process ended: a process that failed although no test did, or that ran nothing, is a failure.
 * @param {Outcome | null} reported
 * @param {number | null} exitCode null when it was ended at its deadline
 */
export function judgeLane(name, reported, exitCode) {
  if (reported === null) return oneFailure(`${name}: wrote no report (${exitCode === null ? 'ended at its deadline' : `exit code ${exitCode}`})`)
  if (exitCode !== 0 && reported.failed === 0) return addUp([reported, oneFailure(`${name}: exit code ${exitCode ?? 'none, ended at its deadline'}`)])
  if (reported.passed + reported.failed === 0) return addUp([reported, oneFailure(`${name}: no test ran`)])
  return reported
}

/** Playwright's JSON: suites within suites, each spec with the outcome of its project. */
export function readPlaywrightReport(report) {
  const outcome = nothingYet()
  const fail = (why) => {
    outcome.failed++
    outcome.failures.push(why)
  }
  for (const error of report.errors ?? []) fail(firstLine(error.message))
  const visit = (suite, path) => {
    for (const spec of suite.specs ?? []) {
      const name = [...path, spec.title].join(' › ')
      for (const test of spec.tests) {
        if (test.status === 'skipped') {
          const note = test.annotations?.find(({ type }) => type === 'skip' || type === 'fixme')
          outcome.skipped.push({ name, reason: note?.description ?? 'did not run', project: test.projectName })
        } else if (test.status === 'expected') outcome.passed++
        else fail(`${name}: ${firstLine(test.results.at(-1)?.error?.message)}`)
      }
    }
    for (const inner of suite.suites ?? []) visit(inner, [...path, inner.title])
  }
  for (const suite of report.suites ?? []) visit(suite, [suite.title])
  return outcome
}

const fileOf = (name) => name.split(/: | › /)[0]

/**
 * One line for a test, one for all tests of a file that have the same reason, one for those of a browser project in several files.
 * @param {Outcome['skipped']} skipped
 */
export function skippedLines(skipped) {
  const groups = new Map()
  for (const test of skipped) {
    const key = `${test.project ?? fileOf(test.name)} ${test.reason}`
    groups.set(key, [...(groups.get(key) ?? []), test])
  }
  return [...groups.values()].map((tests) => {
    const [first] = tests
    const files = new Set(tests.map(({ name }) => fileOf(name)))
    const what = tests.length === 1 ? first.name : `${files.size === 1 ? fileOf(first.name) : first.project} (${tests.length} tests)`
    return `  ${what}: ${first.reason}`
  })
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: terminal colours are what is removed
const colours = /\x1b\[[0-9;]*m/g

export const firstLine = (text) =>
  String(text ?? '')
    .replace(colours, '')
    .trim()
    .split('\n')[0]
