import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { MediaTag } from '../../../electron/sandbox/ingest/media-tag.ts'
import { createLiveStreams } from '../../../electron/sandbox/packager/live-streams.ts'
import { createPlayServer } from '../../../electron/sandbox/play-server.ts'
import { createLiveFlv } from '../../../electron/sandbox/viewers/live-flv.ts'
import { createLiveFlvs } from '../../../electron/sandbox/viewers/live-flvs.ts'
import { tag } from '../../unit/sandbox/sample-tags.ts'
import { flvTags, watchFlv } from './flv-viewer.ts'

const liveFlvs = createLiveFlvs()
const server = createPlayServer({
  liveStreams: createLiveStreams(),
  liveFlvs,
  vodDir: tmpdir(),
  access: { live: () => true, vod: () => true },
  wallMs: Date.now,
})
const sockets: Socket[] = []
let flv = createLiveFlv({ hasAudio: true, onPlayable: () => {} })

describe('HTTP-FLV', () => {
  let address = ''
  beforeEach(async () => {
    if (address === '') address = await server.listen({ port: 0, host: '127.0.0.1' })
    flv = createLiveFlv({ hasAudio: true, onPlayable: () => {} })
    liveFlvs.add('path', flv)
    for (const header of [tag('metadata', 0), tag('video-header', 0), tag('audio-header', 0), tag('keyframe', 500)]) flv.write(header)
  })
  afterEach(() => {
    liveFlvs.end('path')
    for (const socket of sockets.splice(0)) socket.destroy()
  })

  it('answers HEAD and OPTIONS as pages of any origin need it, and ends with the stream', async () => {
    const url = `${address}/live/path/stream.flv`
    const head = await fetch(url, { method: 'HEAD' })
    expect([head.status, head.headers.get('content-type')]).toEqual([200, 'video/x-flv'])
    const options = await fetch(url, { method: 'OPTIONS' })
    expect([options.status, options.headers.get('access-control-allow-origin')]).toEqual([204, '*'])
    const viewer = await watchFlv(url)
    flv.write(tag('frame', 533))
    await viewer.sees(33)
    liveFlvs.end('path')
    expect(await viewer.over).toBe('ended')
    expect(flvTags(viewer.bytes())).toHaveLength(5)
  })

  it('lets nothing pile up for a viewer who reads nothing, and cuts them off', async () => {
    const socket = connect(Number(new URL(address).port), '127.0.0.1').pause()
    sockets.push(socket)
    const closed = new Promise((resolved) => socket.once('close', resolved))
    socket.on('error', () => {})
    socket.write('GET /live/path/stream.flv HTTP/1.1\r\nhost: x\r\n\r\n')
    while (flv.viewers().length === 0) await new Promise((next) => setImmediate(next))
    const second: MediaTag[] = Array.from({ length: 30 }, (_, index) => tag(index === 0 ? 'keyframe' : 'frame', 1000, 'x'.repeat(50_000)))
    let most = 0
    for (let at = 1; at < 60 && flv.viewers().length > 0; at += 1) {
      for (const one of second) flv.write({ ...one, timestampMs: at * 1000 })
      most = Math.max(most, ...flv.viewers().map((viewer) => viewer.waitingBytes()))
      await new Promise((next) => setImmediate(next)) // 1.5 MB a second of stream, as fast as the kernel takes it
    }
    expect([flv.viewers(), most > 1_500_000, most < 3_200_000]).toEqual([[], true, true])
    socket.resume()
    await closed
  })
})
