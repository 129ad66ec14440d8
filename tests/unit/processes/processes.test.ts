import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { silentLogger } from '../../../electron/logging/port.ts'
import { collectLines } from '../../../electron/processes/collect-lines.ts'
import { createProcessKeeper } from '../../../electron/processes/keep-processes.ts'
import { isSameStart, readProcessStart, type SystemQuestions } from '../../../electron/processes/process-start.ts'
import { scrubEnvironment } from '../../../electron/processes/scrub-environment.ts'
import { sweepOrphans } from '../../../electron/processes/sweep.ts'

/** A system on which the processes of `starts` run. */
const system = (platform: NodeJS.Platform, starts: ReadonlyMap<number, string>): SystemQuestions => ({
  platform,
  exists: (pid) => starts.has(pid),
  readText: (path) => {
    if (path.endsWith('boot_id')) return 'boot-1\n'
    const [state, start] = starts.get(Number(/^\/proc\/(\d+)\/stat$/.exec(path)?.[1]))?.split(' ') ?? []
    return start === undefined ? null : `42 (ff) mpeg (x)) ${state} 1 ${'0 '.repeat(17)}${start} 99 99\n`
  },
  run: async (command, args) => {
    if (command === 'ps') return `${starts.get(Number(args.at(-1))) ?? ''}\n`
    const pid = Number(/-Id (\d+)/.exec(args.join(' '))?.[1])
    return starts.has(pid) ? `${starts.get(pid)?.slice(2)}\r\n` : null
  },
})

const settle = () => new Promise<void>((resolve) => setImmediate(resolve))

describe('when a process started', () => {
  it.each([
    ['linux', 'boot-1 777'],
    ['darwin', '777'],
    ['win32', '777'],
  ] as const)('on %s', async (platform, startedAt) => {
    const here = system(platform, new Map([[42, 'S 777']]))
    expect(await readProcessStart(42, here)).toEqual({ state: 'running', startedAt })
    expect(await readProcessStart(43, here)).toEqual({ state: 'gone' })
    expect(await readProcessStart(42, { ...here, readText: () => null, run: async () => null })).toEqual({ state: 'unknown' })
  })

  it.each(['linux', 'darwin'] as const)('on %s, one that only waits to be reaped is gone', async (platform) => {
    expect(await readProcessStart(42, system(platform, new Map([[42, 'Z 777']])))).toEqual({ state: 'gone' })
  })

  it('is told apart from another one of the same pid, on Windows from a few seconds on', () => {
    const [one, near, far] = ['2026-01-02T03:04:05.1Z', '2026-01-02T03:04:07Z', '2026-01-02T03:04:09Z'] as const
    const same = (platform: NodeJS.Platform, other: string) => isSameStart(one, other, system(platform, new Map()))
    expect([same('win32', near), same('win32', far), same('linux', near), same('linux', one)]).toEqual([true, false, false, true])
  })
})

describe('the register of children', () => {
  let runDir: string
  beforeEach(() => {
    runDir = mkdtempSync(join(tmpdir(), 'tally-register-'))
  })
  afterEach(() => rmSync(runDir, { recursive: true, force: true }))

  const guardian = () => {
    const said: string[] = []
    const starts = { count: 0 }
    const start = () => {
      starts.count += 1
      return {
        add: (pid: number) => void said.push(`+${pid}`),
        remove: (pid: number) => void said.push(`-${pid}`),
        [Symbol.dispose]: () => void said.push('end'),
      }
    }
    return { said, starts, start }
  }
  const registered = (name = 'children.json') => JSON.parse(readFileSync(join(runDir, name), 'utf8')).children

  it('names who lives, from adoption to release', async () => {
    const watch = guardian()
    const here = system(
      'linux',
      new Map([
        [5, 'S 10'],
        [6, 'S 20'],
      ]),
    )
    const keeper = createProcessKeeper({ runDir, name: null, logger: silentLogger, system: here, startGuardian: watch.start })
    const release = keeper.adopt(5, 'encoder')
    keeper.adopt(6, 'sender')
    await settle()
    expect(registered()).toEqual([
      { pid: 5, startedAs: 'boot-1 10', what: 'encoder' },
      { pid: 6, startedAs: 'boot-1 20', what: 'sender' },
    ])
    release()
    release()
    expect(registered()).toEqual([{ pid: 6, startedAs: 'boot-1 20', what: 'sender' }])
    keeper[Symbol.dispose]()
    expect(watch.said).toEqual(['+5', '+6', '-5', 'end'])
  })

  it('lets an old owner release nothing of a new one with the same pid', async () => {
    const here = system('linux', new Map([[5, 'S 10']]))
    const keeper = createProcessKeeper({ runDir, name: null, logger: silentLogger, system: here, startGuardian: guardian().start })
    const release = keeper.adopt(5, 'encoder')
    keeper.adopt(5, 'sender')
    await settle()
    release()
    expect(registered()).toEqual([{ pid: 5, startedAs: 'boot-1 10', what: 'sender' }])
  })

  it('is all there is on Windows, where no guardian runs', async () => {
    const watch = guardian()
    const here = system('win32', new Map([[5, 'S 133']]))
    const keeper = createProcessKeeper({ runDir, name: 'pipeline', logger: silentLogger, system: here, startGuardian: watch.start })
    keeper.adopt(5, 'encoder')
    await expect.poll(() => readdirSync(runDir)).toEqual(['children.pipeline.json'])
    expect([watch.starts.count, registered('children.pipeline.json')]).toEqual([0, [{ pid: 5, startedAs: '133', what: 'encoder' }]])
  })

  it('is swept at launch: only what matches pid and start is ended, and whatever is broken is passed over', async () => {
    const children = [
      { pid: 5, startedAs: 'boot-1 10', what: 'encoder' },
      { pid: 6, startedAs: 'boot-1 19', what: 'recycled' },
      { pid: 7, startedAs: 'boot-0 10', what: 'of another boot' },
      { pid: 8, startedAs: null, what: 'never identified' },
      { pid: 9, startedAs: 'boot-1 10', what: 'gone' },
      { pid: -1, startedAs: 'boot-1 10', what: 'nonsense' },
      'more nonsense',
    ]
    writeFileSync(join(runDir, 'children.json'), JSON.stringify({ version: 1, children }))
    writeFileSync(join(runDir, 'children.pipeline.json'), '{"version":1,"chil')
    writeFileSync(join(runDir, 'other.json'), '{}')
    const here = system('linux', new Map([5, 6, 7, 8].map((pid) => [pid, 'S 10'])))
    const killed: number[] = []
    expect(await sweepOrphans(runDir, silentLogger, here, (pid) => void killed.push(pid))).toEqual([children[0]])
    expect([killed, readdirSync(runDir)]).toEqual([[5], ['other.json']])
    expect(await sweepOrphans(join(runDir, 'missing'), silentLogger, here)).toEqual([])
  })
})

describe('what a child says', () => {
  it('is redacted line by line, wherever the pipe cuts it, and bounded', () => {
    const heard: string[] = []
    const lines = collectLines({ redact: (text) => text.replaceAll('geheim', '***'), onLine: (line) => heard.push(line) })
    for (const byte of new TextEncoder().encode('key geheim\rnext gehe\nlast geheim')) lines.take(Uint8Array.of(byte))
    lines.flush()
    expect(heard).toEqual(['key ***', 'next gehe', 'last ***'])
    for (let i = 0; i < 200; i++) lines.take(new TextEncoder().encode(`${'x'.repeat(2000)}${i}\n`))
    lines.take(new Uint8Array(1_000_000).fill(0x78))
    expect(lines.text().length).toBeLessThan(40 * 501)
  })
})

describe('what a child sees', () => {
  it('is our environment without what spills secrets', () => {
    const env = {
      PATH: '/bin',
      DISPLAY: ':0',
      FFREPORT: 'file=all.log',
      AV_LOG_FORCE_COLOR: '1',
      https_proxy: 'http://me:pw@proxy',
      NODE_OPTIONS: '--inspect',
    }
    expect(scrubEnvironment(env)).toEqual({ PATH: '/bin', DISPLAY: ':0' })
  })
})
