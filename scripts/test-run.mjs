import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { findOverweight, pageBudgets, weighPage, weightLine } from './page-weight.mjs'
import { ensureBuild, ensureDependencies } from './setup.mjs'
import { root, SetupProblem } from './setup-run.mjs'
import { installCommand, installPackages, mayInstall, missingPackages } from './test-packages.mjs'
import { addUp, judgeLane, lastLine, nothingYet, oneFailure, readPlaywrightReport, skippedLines } from './test-report.mjs'
import { findElectronOutsideMain, findForeignImportsOfPreload, findUndeclared } from './test-static.mjs'
import { reportVariable } from './test-vitest-reporter.mjs'

const say = (text = '') => process.stdout.write(`${text}\n`)
const results = join(root, 'test-results')
const minute = 60_000

const usage = `npm test [-- options]
  --lane NAME   run only this lane (static, unit, integration, face, e2e); may be given more than once
  --all         the long forms too: full matrices, faults, soak`

/** What tells a hole of a third of a second from none, or starts a second program that fills a core (playwright.config.ts). */
const alone = '(changes-play-through|first-broadcast|other-hands-obs)\\.spec\\.ts'

/** The lanes in their order, those of one row side by side. Each runs even when an earlier one failed. */
const order = [['static', 'unit'], ['integration'], ['face'], ['e2e']]

const lanes = {
  static: runStatic,
  unit: () => runVitest('unit', 5 * minute),
  integration: async () =>
    addUp([await runVitest('alone', 10 * minute), await runVitest('media', 20 * minute), await runVitest('integration', 20 * minute)]),
  face: () => runPlaywright('face', ['face'], 15 * minute),
  e2e: async () =>
    addUp([
      await runPlaywright('e2e-alone', ['alone', 'desktop', 'electron'], 15 * minute, ['--workers', '1', '--grep', alone]),
      // One at a time: two encoders and two browsers are more than two cores.
      await runPlaywright('e2e', ['app'], (process.env.TALLY_TEST_ALL === undefined ? 45 : 120) * minute, ['--workers', '1', '--grep-invert', alone]),
      await runPlaywright('e2e-desktop', ['desktop', 'electron'], (process.env.TALLY_TEST_ALL === undefined ? 20 : 60) * minute, [
        ...['--workers', '1', '--grep-invert', alone],
      ]),
    ]),
}

/** Runs `npm test` and sets the exit code. The last line it prints is `N passed, N failed`. */
export async function runTests(argv) {
  const { values, problem } = readArguments(argv)
  if (problem !== null || values.help) {
    say(problem === null ? usage : `${problem}\n\n${usage}`)
    process.exitCode = problem === null ? 0 : 1
    return
  }
  if (values.all) process.env.TALLY_TEST_ALL = '1'
  const startedMs = performance.now()
  preparePackages()
  const prepared = await prepare()
  const rows = [{ name: 'setup', seconds: secondsSince(startedMs), outcome: prepared }]
  if (prepared.dependencies) {
    for (const beside of order) {
      const names = beside.filter((name) => values.lane === undefined || values.lane.includes(name))
      rows.push(...(await Promise.all(names.map(runLane))))
    }
  }
  summarize(rows, addUp(rows.map(({ outcome }) => outcome)))
}

async function runLane(name) {
  say(`\n── ${name} ──`)
  const startedMs = performance.now()
  const outcome = await lanes[name]().catch((error) => oneFailure(`${name}: ${error.message}`))
  return { name, seconds: secondsSince(startedMs), outcome }
}

/** Dependencies, then the build. Without a build the lanes that need none still run. */
async function prepare() {
  let dependencies = false
  try {
    await ensureDependencies()
    dependencies = true
    await ensureBuild()
    return { ...nothingYet(), dependencies }
  } catch (error) {
    if (!(error instanceof SetupProblem)) throw error
    return { ...oneFailure(`setup: ${error.message}`), dependencies }
  }
}

function readArguments(argv) {
  try {
    const { values } = parseArgs({
      args: argv,
      options: { lane: { type: 'string', multiple: true }, all: { type: 'boolean' }, help: { type: 'boolean' } },
    })
    const unknown = values.lane?.find((name) => !Object.hasOwn(lanes, name))
    return { values, problem: unknown === undefined ? null : `There is no lane “${unknown}”.` }
  } catch (error) {
    return { values: {}, problem: error.message }
  }
}

function preparePackages() {
  const names = missingPackages().map(({ name }) => name)
  if (names.length === 0) return
  if (!mayInstall()) {
    say(`Some tests need programs that are missing here. On Debian or Ubuntu this installs them:\n  ${installCommand(names)}`)
    return
  }
  say(`Installing ${names.join(', ')} …`)
  if (!installPackages(names)) say(`apt-get did not succeed; the tests that need these will fail: ${names.join(', ')}`)
}

/** Runs one of our tools with this Node; null when it had to be ended at its deadline. `told`: when its output is shown. */
function runTool(script, args, deadlineMs, env = {}, told = 'at once') {
  return new Promise((resolve, reject) => {
    const output = told === 'at once' ? 'inherit' : 'pipe'
    const child = spawn(process.execPath, [join(root, 'node_modules', script), ...args], {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', output, output],
    })
    const heard = []
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => heard.push(chunk))
    let late = false
    const deadline = setTimeout(() => {
      late = true
      child.kill('SIGTERM')
      setTimeout(() => child.kill('SIGKILL'), 10_000).unref()
    }, deadlineMs)
    child.once('error', reject)
    child.once('exit', (code) => {
      clearTimeout(deadline)
      const end = () => {
        process.stdout.write(Buffer.concat(heard.splice(0)))
        resolve(late ? null : (code ?? 1))
      }
      // What a killed tool leaves behind may keep its output open.
      child.once('close', end)
      setTimeout(end, 5000).unref()
    })
  })
}

async function runStatic() {
  const weight = weighPage(join(root, 'out/renderer'))
  const checks = [
    ['types', async () => ((await runTool('typescript/bin/tsc', ['-b'], 5 * minute, {}, 'at its end')) === 0 ? [] : ['tsc -b found errors'])],
    [
      'lint, format and import walls',
      async () =>
        (await runTool('@biomejs/biome/bin/biome', ['check', '.'], 5 * minute, {}, 'at its end')) === 0 ? [] : ['biome check found errors'],
    ],
    ['only the desktop entry reaches electron', async () => findElectronOutsideMain(join(root, 'out/main'))],
    ['the preload script loads nothing else', async () => findForeignImportsOfPreload(join(root, 'out/preload/preload.cjs'))],
    ['the main process loads what is declared', async () => findUndeclared(join(root, 'out/main'), readJson(join(root, 'package.json')))],
    [`the page is light: ${weightLine(weight, pageBudgets)}`, async () => findOverweight(weight, pageBudgets)],
  ]
  const outcomes = []
  for (const [name, check] of checks) {
    const problems = await check()
    say(` ${problems.length === 0 ? '✓' : '✗'} ${name}`)
    outcomes.push(problems.length === 0 ? { ...nothingYet(), passed: 1 } : oneFailure(`${name}: ${problems.join('; ')}`))
  }
  return addUp(outcomes)
}

async function runVitest(project, deadlineMs) {
  const report = freshReport(`${project}.json`)
  const args = ['run', '--project', project, '--reporter=default', `--reporter=${join(root, 'scripts/test-vitest-reporter.mjs')}`]
  const code = await runTool('vitest/vitest.mjs', args, deadlineMs, { [reportVariable]: report })
  return judgeLane(project, readJson(report), code)
}

async function runPlaywright(lane, projects, deadlineMs, options = []) {
  const report = freshReport(`${lane}.json`)
  const code = await runTool(
    '@playwright/test/cli.js',
    ['test', ...projects.flatMap((project) => ['--project', project]), '--output', join('test-results', lane), ...options],
    deadlineMs,
    {
      PLAYWRIGHT_JSON_OUTPUT_FILE: report,
    },
  )
  const written = readJson(report)
  return judgeLane(lane, written === null ? null : readPlaywrightReport(written), code)
}

function freshReport(name) {
  mkdirSync(results, { recursive: true })
  const path = join(results, name)
  rmSync(path, { force: true })
  return path
}

function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return null
  }
}

const secondsSince = (fromMs) => (performance.now() - fromMs) / 1000

function summarize(rows, sum) {
  say('\nlane           time   passed  failed  skipped')
  for (const { name, seconds, outcome } of rows) {
    const numbers = [outcome.passed, outcome.failed, outcome.skipped.length].map((n) => String(n).padStart(8)).join('')
    say(`${name.padEnd(12)}${seconds.toFixed(1).padStart(6)}s${numbers}`)
  }
  if (sum.skipped.length > 0) say(`\nskipped:\n${skippedLines(sum.skipped).join('\n')}`)
  if (sum.failures.length > 0) say(`\nfailed:\n${sum.failures.map((failure) => `  ${failure}`).join('\n')}`)
  say(`\n${lastLine(sum)}`)
  process.exitCode = sum.failed === 0 ? 0 : 1
}
