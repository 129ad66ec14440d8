import { describe, expect, test } from 'vitest'
import type { VodFile } from '#shared/contract'
import { failure } from '#shared/failure'
import { err, ok, type Result } from '#shared/result'
import type { DownloadProgress } from '../../../electron/cloud/media-download-port.ts'
import { createDownloads } from '../../../electron/core/downloads.ts'
import { fileName } from '../../../electron/core/file-name.ts'
import { silentLogger } from '../../../electron/logging/port.ts'
import { aSnapshot } from '../renderer/a-snapshot.ts'

const room = {
  ...aSnapshot().session.room,
  id: '7',
  title: '쇼: “첫/날”?',
  state: 'ARCHIVED',
  type: 'BROADCAST_RTMP',
  vodState: 'ARCHIVED',
  scheduledAt: null,
  liveStartedAt: null,
}
const file: VodFile = { id: '0', format: 'ORIGINAL', bytes: 100, url: 'https://play.test/a.mp4?x=1', saves: true }

function started(taken: readonly string[] = []) {
  const jobs: { path: string; signal: AbortSignal; tell: (now: DownloadProgress) => void; end: (result: Result<{ bytes: number }>) => void }[] = []
  const downloads = createDownloads({
    save: ({ path, signal, onProgress }) => new Promise((end) => jobs.push({ path, signal, tell: onProgress, end })),
    folder: '/recordings',
    timers: { after: () => () => {} },
    logger: silentLogger,
    onChange: () => {},
    exists: (path) => taken.includes(path),
  })
  const begin = (which = file) => downloads.begin({ room, file: which, access: { allowPrivateHosts: false } })
  return { downloads, jobs, begin }
}

describe('saving a recording', () => {
  test('takes a name that nothing has yet, and is not begun twice', () => {
    const { downloads, jobs, begin } = started(['/recordings/쇼 “첫 날”.mp4'])
    expect(begin()).toEqual(ok({ downloadId: '1' }))
    expect(begin()).toEqual(ok({ downloadId: '1' }))
    expect(begin({ ...file, id: '1' })).toEqual(ok({ downloadId: '2' }))
    expect(jobs.map(({ path }) => path)).toEqual(['/recordings/쇼 “첫 날” (2).mp4', '/recordings/쇼 “첫 날” (3).mp4'])
    expect(downloads.views()).toHaveLength(2)
  })

  test('tells how far it has come, and how it ended', async () => {
    const { downloads, jobs, begin } = started()
    begin()
    jobs[0]?.tell({ receivedBytes: 40, totalBytes: 120 })
    expect(downloads.views()).toMatchObject([{ state: 'running', receivedBytes: 40, totalBytes: 120, failure: null }])
    jobs[0]?.end(err(failure('disk-full')))
    await expect.poll(() => downloads.views()).toMatchObject([{ state: 'failed', failure: { code: 'disk-full' } }])
    begin()
    jobs[1]?.end(ok({ bytes: 120 }))
    await expect.poll(() => downloads.find('2')).toMatchObject({ state: 'done', receivedBytes: 120 })
  })

  test('ends with a click, and with the program', async () => {
    const { downloads, jobs, begin } = started()
    begin()
    expect(downloads.cancel('1')).toEqual(ok(null))
    expect(jobs[0]?.signal.aborted).toBe(true)
    jobs[0]?.end(err(failure('download-cancelled')))
    await expect.poll(() => downloads.views()).toEqual([])
    begin()
    downloads[Symbol.dispose]()
    expect(jobs[1]?.signal.aborted).toBe(true)
  })

  test('is not for manifests', () => {
    expect(started().begin({ ...file, saves: false })).toMatchObject({ ok: false })
  })
})

describe('the name of a file', () => {
  test.each([
    ['Friday Show', 'Friday Show'],
    ['김철수의 첫 방송 🎬', '김철수의 첫 방송 🎬'],
    ['김철수'.normalize('NFD'), '김철수'.normalize('NFC')],
    ['../../etc/passwd', 'etc passwd'],
    ['a:b*c?d"e<f>g|h\\i', 'a b c d e f g h i'],
    ['-rf', 'rf'],
    ['.hidden', 'hidden'],
    ['ends with dots...', 'ends with dots'],
    ['CON', '_CON'],
    ['com1.mp4', '_com1.mp4'],
    ['\u202Egpj.exe', 'gpj.exe'],
    [' \n\t ', 'room 7'],
    ['', 'room 7'],
  ])('%j is %j', (title, name) => {
    expect(fileName(title, 'room 7')).toBe(name)
  })

  test('is short enough for every file system, and no letter is cut', () => {
    const name = fileName('👨‍👩‍👧‍👦'.repeat(50), 'x')
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(200)
    expect(name.replaceAll('👨‍👩‍👧‍👦', '')).toBe('')
    expect(name).not.toBe('')
  })
})
