import { spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { silentLogger } from '../../../electron/logging/port.ts'
import { startGuardian } from '../../../electron/processes/guardian.ts'
import { until } from '../../rig/until.ts'

/** The guardians of this process: shells of which we are the parent. */
const guardians = (): readonly number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const [parent, , session] = readFileSync(`/proc/${name}/stat`, 'utf8').split(') ').at(-1)?.split(' ').slice(1).map(Number) ?? []
        return parent === process.pid && session === Number(name) && readFileSync(`/proc/${name}/cmdline`, 'utf8').startsWith('/bin/sh')
          ? [Number(name)]
          : []
      } catch {
        return []
      }
    })

/** Whether a process ignores all of these signals, by their Linux numbers. */
const ignores = (pid: number, signals: readonly number[]): boolean => {
  const mask = BigInt(`0x${/^SigIgn:\s*([0-9a-f]+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? '0'}`)
  return signals.every((signal) => (mask >> BigInt(signal - 1)) & 1n)
}

describe.skipIf(process.platform !== 'linux')('the guardian', () => {
  it('kills what it still knows when our end of the pipe closes, and only that', async () => {
    const [kept, released] = [spawn('sleep', ['300'], { stdio: 'ignore' }), spawn('sleep', ['300'], { stdio: 'ignore' })]
    const gone = new Promise((done) => kept.once('exit', (_code, signal) => done(signal)))
    const guardian = startGuardian(silentLogger)
    const [pid = 0] = guardians()
    try {
      guardian.add(released.pid ?? 0)
      guardian.add(kept.pid ?? 0)
      guardian.remove(released.pid ?? 0)
      // a Ctrl-C in the terminal, or a signal meant for us, must not end it
      await until('it has set its traps', () => ignores(pid, [1, 2, 15]))
      process.kill(pid, 'SIGINT')
      process.kill(pid, 'SIGTERM')
      const from = performance.now()
      guardian[Symbol.dispose]()
      expect(await gone).toBe('SIGKILL')
      console.log(`killed ${(performance.now() - from).toFixed(0)} ms after the pipe closed`)
      expect(readFileSync(`/proc/${released.pid}/stat`, 'utf8')).toMatch(/\) S /)
      await until('the guardian has ended', () => guardians().length === 0)
    } finally {
      kept.kill('SIGKILL')
      released.kill('SIGKILL')
    }
  })

  it('is replaced when somebody kills it, and knows what its forerunner knew', async () => {
    const child = spawn('sleep', ['300'], { stdio: 'ignore' })
    const gone = new Promise((done) => child.once('exit', (_code, signal) => done(signal)))
    const guardian = startGuardian(silentLogger)
    try {
      guardian.add(child.pid ?? 0)
      const [first = 0] = guardians()
      process.kill(first, 'SIGKILL')
      await until('another guardian runs', () => guardians().some((pid) => pid !== first))
      guardian[Symbol.dispose]()
      expect(await gone).toBe('SIGKILL')
    } finally {
      child.kill('SIGKILL')
    }
  })
})
