import { describe, expect, it } from 'vitest'
import { silentLogger } from '../../../electron/logging/port.ts'
import type { ProcessKeeper } from '../../../electron/processes/port.ts'
import { type SpawnOwnedOptions, spawnOwned } from '../../../electron/processes/spawn-owned.ts'
import { until } from '../../rig/until.ts'

const adopted: string[] = []
const keeper: ProcessKeeper = {
  adopt: (pid, what) => {
    adopted.push(`${what} ${pid}`)
    return () => void adopted.splice(adopted.indexOf(`${what} ${pid}`), 1)
  },
  [Symbol.dispose]: () => {},
}

const run = (script: string, more: Partial<SpawnOwnedOptions> = {}) =>
  spawnOwned({ what: 'child', command: process.execPath, args: ['-e', script], keeper, logger: silentLogger, ...more })

/** Prints to stderr once its handlers are in place. */
const deaf = "for (const s of ['SIGTERM','SIGINT']) process.on(s, () => {}); setInterval(() => {}, 1000); console.error('up')"

describe('a child with an owner', () => {
  it('is adopted while it lives, and its last words are kept, redacted', async () => {
    const logger = { ...silentLogger, redact: (text: string) => text.replaceAll('geheim', '***') }
    const child = run("console.error('the key is geheim'); process.exitCode = 3", { logger })
    expect(adopted).toEqual([`child ${child.pid}`])
    expect(await child.exited).toEqual({ kind: 'exited', code: 3, signal: null })
    expect([child.stderrTail(), adopted]).toEqual(['the key is ***', []])
  })

  it('sees none of the variables that spill secrets', async () => {
    process.env.FFREPORT = 'file=all.log'
    try {
      const child = run('console.error(String(process.env.FFREPORT), process.env.EXTRA)', { env: { EXTRA: 'yes' } })
      await child.exited
      expect(child.stderrTail()).toBe('undefined yes')
    } finally {
      delete process.env.FFREPORT
    }
  })

  it('ends politely where it can: the first step that works is the last', async () => {
    const child = run("process.stdin.on('end', () => { console.error('bye'); process.exit(0) }).resume(); console.error('up')")
    await until('it is up', () => child.stderrTail() === 'up')
    expect(await child.stop([{ act: 'end-stdin', withinMs: 5000 }])).toEqual({ kind: 'exited', code: 0, signal: null })
    expect(child.stderrTail()).toBe('up\nbye')
  })

  it.skipIf(process.platform === 'win32')('is killed when it does not listen, within the time of the steps', async () => {
    const child = run(deaf)
    await until('it is up', () => child.stderrTail() === 'up')
    const from = performance.now()
    const [exit, again] = await Promise.all([child.stop([{ act: 'SIGTERM', withinMs: 200 }]), child.stop()])
    expect([exit, again]).toEqual([
      { kind: 'exited', code: null, signal: 'SIGKILL' },
      { kind: 'exited', code: null, signal: 'SIGKILL' },
    ])
    expect(performance.now() - from).toBeLessThan(2000)
  })

  it('ends with the signal it was given', async () => {
    const abort = new AbortController()
    const child = run('setInterval(() => {}, 1000)', { signal: abort.signal })
    abort.abort()
    expect(await child.exited).toMatchObject({ kind: 'exited', signal: 'SIGTERM' })
  })

  it('says so when it cannot be started at all', async () => {
    const child = run('', { command: '/no/such/program' })
    expect(await child.exited).toEqual({ kind: 'not-started', errorCode: 'ENOENT' })
    expect(await child.stop()).toEqual({ kind: 'not-started', errorCode: 'ENOENT' })
    expect([child.pid, adopted]).toEqual([null, []])
  })
})
