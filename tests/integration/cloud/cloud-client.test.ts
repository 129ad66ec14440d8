import { once } from 'node:events'
import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import { openCloud } from '../../../electron/cloud/open-cloud.ts'
import type { CloudObservation } from '../../../electron/cloud/port.ts'
import { silentLogger } from '../../../electron/logging/port.ts'
import type { AppUserId, RoomId } from '../../../shared/ids.ts'
import { roomJson, streamKeyJson } from '../../unit/cloud/wire-samples.ts'
import { type LocalServer, serveLocally } from './local-server.ts'

const member = 'creator1' as AppUserId
const room = '900' as RoomId
let server: LocalServer | undefined

const open = (baseUrl: string) => openCloud({ baseUrl, credentials: { mode: 'operator', apiKey: 'key', apiSecret: '비밀' }, logger: silentLogger })

afterEach(async () => {
  await server?.close()
  server = undefined
})

describe('the cloud client over real sockets', () => {
  it('reads compressed answers with chunked bodies, and the clock beside them', async () => {
    server = await serveLocally((_request, response) => {
      const body = gzipSync(JSON.stringify({ ...roomJson, title: '첫 방송 🎬' }).replace('"id":900', '"id":9223372036854775807'))
      response.writeHead(200, { 'content-type': 'application/json;charset=UTF-8', 'content-encoding': 'gzip' })
      response.write(body.subarray(0, 20))
      response.end(body.subarray(20))
    })
    const { api } = open(`${server.url}/`)
    expect(await api.getRoom(room)).toMatchObject({ ok: true, value: { id: '9223372036854775807', title: '첫 방송 🎬' } })
    expect(server.requests[0]?.headers.authorization).toBe(`Basic ${Buffer.from('key:비밀').toString('base64')}`)
    expect(Math.abs(api.clockOffsetMs() ?? Number.NaN)).toBeLessThan(1_000)
  })

  it('carries credentials nowhere else when redirected', async () => {
    const other = await serveLocally((_request, response) => response.end('{}'))
    server = await serveLocally((_request, response) => response.writeHead(307, { location: `${other.url}/v2` }).end())
    expect(await open(server.url).api.startRoom(room)).toMatchObject({ ok: false, failure: { code: 'cloud-not-an-api' } })
    expect(other.requests).toEqual([])
    await other.close()
  })

  it('says that nobody listens, and that an answer broke off', async () => {
    const gone = await serveLocally(() => {})
    await gone.close()
    const host = new URL(gone.url).host
    expect(await open(gone.url).api.endRoom(room)).toEqual({
      ok: false,
      failure: { code: 'cloud-unreachable', params: { host }, detail: 'ECONNREFUSED' },
    })
    server = await serveLocally((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' })
      response.write('{"id":900,', () => response.destroy())
    })
    expect(await open(server.url).api.endRoom(room)).toMatchObject({ ok: false, failure: { code: 'cloud-unreachable' } })
  })

  it('lets go of the connection when cancelled', async () => {
    let closed: Promise<unknown> = Promise.resolve()
    const cancel = new AbortController()
    server = await serveLocally((request) => {
      closed = once(request.socket, 'close')
      cancel.abort()
    })
    expect(await open(server.url).api.getRoom(room, cancel.signal)).toMatchObject({ ok: false, failure: { detail: 'cancelled' } })
    await closed
  })

  it('sees a change within the budget of polling', async () => {
    let state = 'INACTIVE'
    server = await serveLocally((request, response) => {
      const json = request.url?.endsWith('/stream-key') ? { ...streamKeyJson, streamKeyState: state } : roomJson
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(json))
    })
    const watcher = open(server.url).watch(member)
    const see = (wanted: string) =>
      new Promise<CloudObservation>((resolve) => {
        const stop = watcher.observe((observation) => {
          if (observation.streamKey?.streamKeyState !== wanted || observation.room === null) return
          stop()
          resolve(observation)
        })
      })
    watcher.follow(room)
    watcher.setPace('quick')
    await see('INACTIVE')
    for (const next of ['ACTIVE_PREP', 'ACTIVE', 'ACTIVE_LIVE']) {
      const changedMs = performance.now()
      state = next
      const observation = await see(next)
      expect((observation.answeredAtMonotonicMs ?? 0) - changedMs).toBeLessThan(1_200)
    }
    watcher[Symbol.dispose]()
  })
})
