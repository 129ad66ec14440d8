import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openLog } from '../../../electron/logging/open-log.ts'
import { openRotatingFile } from '../../../electron/logging/rotating-file.ts'

let logsDir: string
let said: string

const stderr = { write: (text: string) => (said += text) }
const lines = () =>
  readFileSync(join(logsDir, 'tally.log'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))

beforeEach(() => {
  logsDir = mkdtempSync(join(tmpdir(), 'tally-logs-'))
  said = ''
})
afterEach(() => rmSync(logsDir, { recursive: true, force: true }))

test('lines carry scope and fields, warnings are also said, secrets reach neither place', () => {
  const log = openLog({ logsDir, stderr })
  const secret = 'tr"ick\\y-secret'
  log.hide(secret)
  const cloud = log.child('cloud').child('watcher')
  cloud.debug('not kept')
  cloud.info('asked', { url: `https://h/?k=${encodeURIComponent(secret)}` })
  cloud.warn(`refused ${secret}`, { error: new Error(`with ${secret}`), [secret]: { deep: [secret] } })
  log.error('plain')
  log[Symbol.dispose]()
  log.error('after the end')

  expect(lines()).toEqual([
    { level: 30, time: expect.any(String), scope: 'cloud/watcher', fields: { url: 'https://h/?k=[hidden]' }, msg: 'asked' },
    {
      level: 40,
      time: expect.any(String),
      scope: 'cloud/watcher',
      fields: { error: expect.objectContaining({ name: 'Error', message: 'with [hidden]' }), '[hidden]': { deep: ['[hidden]'] } },
      msg: 'refused [hidden]',
    },
    { level: 50, time: expect.any(String), msg: 'plain' },
  ])
  expect(said).toMatch(/^\d\d:\d\d:\d\d warning: cloud\/watcher: refused \[hidden\] \{.*\}\n\d\d:\d\d:\d\d error: plain\n$/)
  expect(readFileSync(join(logsDir, 'tally.log'), 'utf8') + said).not.toContain('ick')
  if (process.platform !== 'win32') expect(statSync(join(logsDir, 'tally.log')).mode & 0o077).toBe(0)
})

test('full files are set aside, at the start and on the way, and the oldest is deleted', () => {
  writeFileSync(join(logsDir, 'tally.log'), 'x'.repeat(100))
  for (let start = 0; start < 2; start += 1) {
    const file = openRotatingFile(logsDir, 'tally', { maxBytes: 100, keep: 3 })
    file.write(`${'a'.repeat(60)}\n`)
    file.write(`${'b'.repeat(60)}\n`)
    file[Symbol.dispose]()
  }
  const heads = readdirSync(logsDir)
    .sort()
    .map((name) => `${name} ${readFileSync(join(logsDir, name), 'utf8')[0]}`)
  expect(heads).toEqual(['tally.1.log a', 'tally.2.log b', 'tally.log b'])
})

test('a log that cannot be written is said once, and warnings are still said', () => {
  writeFileSync(join(logsDir, 'file'), '')
  const log = openLog({ logsDir: join(logsDir, 'file', 'logs'), stderr })
  log.info('one')
  log.warn('two')
  expect(said).toMatch(/^The log in .* cannot be written: .*\n\d\d:\d\d:\d\d warning: two\n$/)
})
