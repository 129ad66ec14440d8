import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** The folder that holds package.json. */
export const root = fileURLToPath(new URL('..', import.meta.url))

/** Something that the person has to know in one sentence; its stack is of no use to them. */
export class SetupProblem extends Error {}

/** One line about what setup is doing. stdout belongs to the web host's ready line. */
export function say(text) {
  process.stderr.write(`Tally: ${text}\n`)
}

/**
 * Runs a program to its end and keeps what it said. Never rejects: a program that cannot be started has `code` null.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, timeoutMs: number, shell?: boolean }} options
 * @returns {Promise<{ code: number | null, output: string, timedOut: boolean }>}
 */
export function run(command, args, { cwd = root, env = process.env, timeoutMs, shell = false }) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env, shell, stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true })
    let output = ''
    let timedOut = false
    const keep = (chunk) => {
      output = (output + chunk).slice(-20_000)
    }
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    const deadline = setTimeout(() => {
      timedOut = true
      child.kill('SIGKILL')
    }, timeoutMs)
    const stopChild = () => child.kill('SIGKILL')
    process.once('exit', stopChild)
    const done = (code) => {
      clearTimeout(deadline)
      process.removeListener('exit', stopChild)
      resolve({ code, output, timedOut })
    }
    child.once('error', (error) => {
      output += error.message
      done(null)
    })
    // What a grandchild holds open must not hold us.
    child.once('exit', () => setTimeout(() => [child.stdout, child.stderr].map((stream) => stream.destroy()), 300))
    child.once('close', done)
  })
}
