import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { writeFileAtomically, writeFileAtomicallySync } from '../../../electron/files/write-file-atomically.ts'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'tally-files-'))
})
afterEach(() => rmSync(dir, { recursive: true }))

describe.each([
  ['at leisure', writeFileAtomically],
  ['at once', async (path: string, content: string) => writeFileAtomicallySync(path, content)],
])('a file written %s', (_how, write) => {
  it('takes the place of the old one, readable for this user only', async () => {
    const path = join(dir, '이름 with spaces.json')
    writeFileSync(path, 'a longer text than the new one', { mode: 0o644 })
    await write(path, '새로운')
    expect([readFileSync(path, 'utf8'), readdirSync(dir)]).toEqual(['새로운', ['이름 with spaces.json']])
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600)
  })

  it('leaves nothing behind where it cannot take that place', async () => {
    mkdirSync(join(dir, 'taken', 'by a folder'), { recursive: true })
    await expect(write(join(dir, 'taken'), 'new')).rejects.toThrow()
    expect(readdirSync(dir)).toEqual(['taken'])
    await expect(write(join(dir, 'missing', 'file'), 'new')).rejects.toThrow(expect.objectContaining({ code: 'ENOENT' }))
  })
})
