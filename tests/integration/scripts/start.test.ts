import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { StartedProcess } from '../../rig/started-process.ts'
import { failingInstaller, makeStandInProject, type StandInProject } from './stand-in-project.ts'

const deadlineMs = 15_000
let project: StandInProject
let started: StartedProcess[]

const start: StandInProject['start'] = (options, machine) => {
  const running = project.start(options, machine)
  started.push(running)
  return running
}

beforeEach(() => {
  project = makeStandInProject()
  started = []
})
afterEach(async () => {
  for (const running of started) await running.stop()
  project.remove()
})

describe.skipIf(process.platform === 'win32')('npm start', () => {
  test('with --web builds once, serves, keeps stdout for the web host, and ends as it ends', async () => {
    const first = start(['--web', '--no-open', '--port', '0'])
    await first.seen(/^ready$/m, deadlineMs)
    expect(await first.stop()).toBe(0)
    expect(first.stdout()).toBe('ready\n')
    expect(first.stderr()).toMatch(/^Tally: building the app…\nTally: built in [\d.]+ s\.\n$/)
    expect(project.notes()).toEqual(['build', 'web --web --no-open --port 0'])

    const second = start(['--web', '--exit=7'])
    expect([await second.exited, second.stderr()]).toEqual([7, ''])
    expect(project.notes()).toEqual(['web --web --exit=7'])

    project.write('shared/new.ts', '')
    const third = start(['--web', '--exit=0'])
    expect(await third.exited).toBe(0)
    expect(project.notes()).toEqual(['build', 'web --web --exit=0'])
  })

  test.each([
    ['as root', { uid: 0 }, 'Tally: Electron does not run as root without its sandbox, so the app opens in a browser instead (as with --web).'],
    ['without a display', { display: '' }, 'Tally: there is no display here, so the app opens in a browser instead (as with --web).'],
  ])('%s says so in one line and goes on as --web', async (_where, machine, line) => {
    await start(['--web', '--exit=0']).exited
    project.notes()
    const running = start(['--no-open', '--exit=3'], machine)
    expect([await running.exited, running.stdout(), running.stderr()]).toEqual([3, '', `${line}\n`])
    expect(project.notes()).toEqual(['web --web --no-open --exit=3'])
  })

  test('tries to get Electron once, remembers that it cannot be had, and says so each time', async () => {
    project.write('node_modules/electron/install.js', failingInstaller)
    await start(['--web', '--exit=0']).exited
    project.notes()
    for (const expected of [['download', 'web --web --exit=0'], ['web --web --exit=0']]) {
      const running = start(['--exit=0'])
      expect(await running.exited).toBe(0)
      expect(running.stderr()).toMatch(
        /^Tally: the Electron runtime could not be downloaded \(fetch failed; to try again: [^)]+\), so the app opens.*\n$/,
      )
      expect(project.notes()).toEqual(expected)
    }
  })

  test('gets Electron once, opens the desktop app, passes signals to it and its exit code back', async () => {
    for (const expected of [['build', 'download', 'electron --lang ko'], ['electron --lang ko']]) {
      const running = start(['--lang', 'ko'])
      await running.seen(/^open$/m, deadlineMs)
      expect(await running.stop()).toBe(5)
      expect(project.notes()).toEqual(expected)
    }
  })

  test('installs what is missing once, and says what a missing keychain addon costs', async () => {
    project.forgetInstall()
    const first = start(['--web', '--exit=0'])
    expect([await first.exited, first.stdout()]).toEqual([0, ''])
    expect(first.stderr()).toMatch(
      /installing dependencies.*\n.*installed in \d+ s\.\nTally: the keychain cannot be used \(Cannot find module 'keytar'\); keys will be forgotten/,
    )
    expect(project.notes()).toEqual(['npm ci', 'build', 'web --web --exit=0'])
    const second = start(['--web', '--exit=0'])
    expect([await second.exited, second.stderr()]).toEqual([0, ''])
    expect(project.notes()).toEqual(['web --web --exit=0'])
  })

  test('a build that fails shows what it said, ends with one sentence and code 1', async () => {
    project.write('node_modules/electron-vite/bin/electron-vite.js', "console.log('noise'); console.error('Expected ; at line 3'); process.exit(2)")
    const running = start(['--web'])
    expect([await running.exited, running.stdout()]).toEqual([1, ''])
    expect(running.stderr()).toBe('Tally: building the app…\nnoise\nExpected ; at line 3\nTally: the build failed; what it said stands above.\n')
  })
})
