import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, symlink } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { createMediaDownload } from '../../../electron/cloud/media-download.ts'
import type { DownloadProgress } from '../../../electron/cloud/media-download-port.ts'
import { silentLogger } from '../../../electron/logging/port.ts'
import { systemTimers } from '../../../electron/timers.ts'
import { makeTempDir } from '../../rig/temp-dir.ts'
import { serveLocally } from './local-server.ts'

const recording = createHash('sha512').update('seed').digest().toString('hex').repeat(2000)
const changed = `CHANGED${recording}`
const release: (() => Promise<void>)[] = []

afterEach(async () => {
  for (const end of release.splice(0).reverse()) await end()
})

type Serve = (request: IncomingMessage, response: ServerResponse, asked: number) => void

async function serving(serve: Serve) {
  const ranges: (string | undefined)[] = []
  const server = await serveLocally((request, response) => {
    ranges.push(request.headers.range)
    serve(request, response, ranges.length)
  })
  const dir = await makeTempDir('download')
  release.push(dir.remove, server.close)
  const path = join(dir.path, 'recordings', '방송 “하나”.mp4')
  const progress: DownloadProgress[] = []
  const cancel = new AbortController()
  // The pause before a new try is the only wait of a second.
  const timers = { after: (ms: number, run: () => void) => systemTimers.after(ms === 1000 ? 1 : ms, run) }
  const save = createMediaDownload({ logger: silentLogger, timers, silenceTimeoutMs: 400, retries: 2 })
  const url = `${server.url}/vod/1.mp4`
  return {
    ranges,
    progress,
    cancel,
    path,
    begin: (more: { allowPrivateHosts?: boolean; path?: string } = {}) =>
      save({ url, path, allowPrivateHosts: true, signal: cancel.signal, onProgress: (now) => progress.push(now), ...more }),
    files: async () => (await readdir(join(dir.path, 'recordings')).catch(() => [])).sort(),
  }
}

/** Answers as a server of static files does; from the second byte on where a range is asked for. */
function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { tag = '"v1"', body = recording, cutAfter = Number.POSITIVE_INFINITY } = {},
): void {
  const from = /^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1]
  const isSame = request.headers['if-range'] === undefined || request.headers['if-range'] === tag
  const start = from !== undefined && isSame ? Number(from) : 0
  const rest = body.slice(start)
  const range = start === 0 ? {} : { 'content-range': `bytes ${start}-${body.length - 1}/${body.length}` }
  response.writeHead(start === 0 ? 200 : 206, { 'content-length': rest.length, etag: tag, ...range })
  if (cutAfter >= rest.length) return void response.end(rest)
  response.write(rest.slice(0, cutAfter), () => setImmediate(() => response.destroy()))
}

describe('a recording', () => {
  test('is saved as a whole, with its progress', async () => {
    const on = await serving((request, response) => answer(request, response))
    expect(await on.begin()).toEqual({ ok: true, value: { bytes: recording.length } })
    expect(await readFile(on.path, 'utf8')).toBe(recording)
    expect(await on.files()).toEqual(['방송 “하나”.mp4'])
    expect(on.progress.at(0)).toEqual({ receivedBytes: 0, totalBytes: recording.length })
    expect(on.progress.at(-1)).toEqual({ receivedBytes: recording.length, totalBytes: recording.length })
  })

  test('is taken up where the connection broke', async () => {
    const on = await serving((request, response, asked) => answer(request, response, asked < 4 ? { cutAfter: 50_000 } : {}))
    expect(await on.begin()).toMatchObject({ ok: true })
    expect(await readFile(on.path, 'utf8')).toBe(recording)
    expect(on.ranges.slice(0, 2)).toEqual([undefined, 'bytes=50000-'])
    expect(on.ranges).toHaveLength(4)
  })

  test('is begun anew where it is another one by then', async () => {
    const on = await serving((request, response, asked) =>
      answer(request, response, asked === 1 ? { body: changed, cutAfter: 90_000, tag: '"v0"' } : {}),
    )
    expect(await on.begin()).toMatchObject({ ok: true })
    expect(await readFile(on.path, 'utf8')).toBe(recording)
  })

  test('is given up with a word after a server that breaks off again and again, or says nothing', async () => {
    const broken = await serving((_request, response) => response.destroy())
    expect(await broken.begin()).toMatchObject({ ok: false, failure: { code: 'download-failed' } })
    expect(broken.ranges).toHaveLength(3)
    expect(await broken.files()).toEqual([])
    const silent = await serving((_request, response) => void response.writeHead(200, { 'content-length': 10 }).write('x'))
    expect(await silent.begin()).toMatchObject({ ok: false, failure: { code: 'download-failed' } })
    expect(await silent.files()).toEqual([])
  })

  test.each([404, 403])('that is answered with %i is not asked for twice', async (status) => {
    const on = await serving((_request, response) => void response.writeHead(status).end())
    expect(await on.begin()).toMatchObject({ ok: false, failure: { code: 'download-failed', detail: `HTTP ${status}` } })
    expect(on.ranges).toHaveLength(1)
  })

  test('on a private address is only fetched for a service on this computer', async () => {
    const on = await serving((request, response) => answer(request, response))
    expect(await on.begin({ allowPrivateHosts: false })).toMatchObject({ ok: false, failure: { code: 'download-failed' } })
    expect(on.ranges).toEqual([])
  })

  test('that is stopped leaves nothing behind', async () => {
    const on = await serving((_request, response) => {
      response.writeHead(200, { 'content-length': 100 })
      response.write('some')
      setImmediate(() => on.cancel.abort())
    })
    expect(await on.begin()).toMatchObject({ ok: false, failure: { code: 'download-cancelled' } })
    expect(await on.files()).toEqual([])
  })

  test('that finds no room on the disk says so', async () => {
    const on = await serving((request, response) => answer(request, response))
    // Its pieces go to a device that is always full.
    const dir = await makeTempDir('full')
    release.push(dir.remove)
    await mkdir(join(dir.path, 'r'))
    await symlink('/dev/full', join(dir.path, 'r', 'a.mp4.part'))
    expect(await on.begin({ path: join(dir.path, 'r', 'a.mp4') })).toMatchObject({ ok: false, failure: { code: 'disk-full' } })
    expect(await readdir(join(dir.path, 'r'))).toEqual([])
  })
})
