// A Vitest reporter that writes what `npm test` needs, with the reasons of skipped tests, which Vitest's own JSON leaves out.
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { missingPackages } from './test-packages.mjs'
import { firstLine, nothingYet } from './test-report.mjs'

export const reportVariable = 'TALLY_TEST_REPORT'

export default class TallyReporter {
  onTestRunEnd(modules, unhandledErrors) {
    const outcome = nothingYet()
    const fail = (what, why) => {
      outcome.failed++
      outcome.failures.push(`${what}: ${firstLine(why)}`)
    }
    for (const error of unhandledErrors) fail('outside any test', error.message)
    for (const module of modules) {
      for (const error of module.errors()) fail(module.relativeModuleId, error.message)
      for (const suite of module.children.allSuites())
        for (const error of suite.errors()) fail(`${module.relativeModuleId}: ${suite.fullName}`, error.message)
      for (const test of module.children.allTests()) {
        const name = `${module.relativeModuleId}: ${test.fullName}`
        const result = test.result()
        if (result.state === 'passed') outcome.passed++
        else if (result.state === 'skipped') outcome.skipped.push({ name, reason: result.note ?? likelyReason() })
        else fail(name, result.errors?.[0]?.message ?? 'did not end')
      }
    }
    const path = process.env[reportVariable]
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, JSON.stringify(outcome))
  }
}

/** Conditions such as `skipIf` carry no words of their own; they look for programs or for the system. */
function likelyReason() {
  const missing = missingPackages().map(({ name }) => name)
  if (missing.length > 0) return `missing here: ${missing.join(', ')}`
  return process.platform === 'linux' ? 'no reason given' : `not on ${process.platform}`
}
