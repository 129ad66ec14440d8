import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { tableOf, withRatios } from './bench-table.mjs'
import { setUp } from './setup.mjs'
import { root, SetupProblem } from './setup-run.mjs'

const usage = `npm run bench [-- options]
  --runs N      repetitions of each measurement (3)
  --seconds N   how long processor and memory use are watched (10)`

/** Measures, prints a table and writes `bench-results/<time>.json`. Budgets are shown as ratios and never fail. */
export async function runBench(argv) {
  const options = readArguments(argv)
  if (typeof options === 'string') {
    process.stdout.write(`${options}\n`)
    process.exitCode = options === usage ? 0 : 1
    return
  }
  try {
    await setUp()
  } catch (error) {
    if (!(error instanceof SetupProblem)) throw error
    process.stderr.write(`Tally: ${error.message}\n`)
    process.exitCode = 1
    return
  }
  const folder = join(root, 'bench-results')
  const measures = join(folder, 'measures.tmp.json')
  mkdirSync(folder, { recursive: true })
  rmSync(measures, { force: true })
  const bench = spawnSync(process.execPath, [join(root, 'node_modules/@playwright/test/cli.js'), 'test', '--config', 'tests/bench/bench.config.ts'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    env: { ...process.env, TALLY_BENCH_RUNS: String(options.runs), TALLY_BENCH_SECONDS: String(options.seconds), TALLY_BENCH_OUT: measures },
  })
  if (!existsSync(measures)) {
    process.stderr.write('Nothing could be measured; what went wrong stands above.\n')
    process.exitCode = 1
    return
  }
  const results = { at: new Date().toISOString(), machine: machine(), measures: withRatios(JSON.parse(readFileSync(measures, 'utf8'))) }
  writeFileSync(measures, `${JSON.stringify(results, null, 2)}\n`)
  const path = join(folder, `${results.at.replace(/[:.]/g, '-')}.json`)
  renameSync(measures, path)
  process.stdout.write(`\n${tableOf(results.measures)}\n\n${path}\n`)
  // Missed budgets are for people to judge; a measurement that broke off is not.
  process.exitCode = bench.status === 0 ? 0 : 1
}

function readArguments(argv) {
  try {
    const { values } = parseArgs({
      args: argv,
      options: { runs: { type: 'string', default: '3' }, seconds: { type: 'string', default: '10' }, help: { type: 'boolean' } },
    })
    const [runs, seconds] = [Number(values.runs), Number(values.seconds)]
    return !values.help && runs >= 1 && seconds >= 1 ? { runs, seconds } : usage
  } catch (error) {
    return `${error.message}\n\n${usage}`
  }
}

function machine() {
  const git = spawnSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root, encoding: 'utf8' })
  return {
    commit: git.stdout?.trim() || null,
    node: process.versions.node,
    platform: `${process.platform} ${process.arch}`,
    cores: cpus().length,
    processor: cpus()[0]?.model ?? null,
    memoryGb: Math.round(totalmem() / 2 ** 30),
  }
}
