import { readdirSync } from 'node:fs'
import { createServer, type Server, type Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { err } from '../../../shared/result.ts'
import { type SwallowingPort, startSwallowingPort } from '../../rig/swallowing-port.ts'
import { until } from '../../rig/until.ts'
import { freePort, hasRtmpPeer, type RtmpPeer, startRtmpPeer } from '../relay/rtmp-peer.ts'
import { ffmpegBuilds } from '../relay/test-encoder.ts'
import { reaches, type SenderRig, startSenderRig } from './rig.ts'

describe.skipIf(!hasRtmpPeer).each(ffmpegBuilds)('what the $name sender says when it cannot publish', ({ name, path }) => {
  let peer: RtmpPeer
  let rig: SenderRig
  let silent: Promise<string>
  let blocked: Promise<string>
  let blockedName: Promise<string>
  let swallowing: SwallowingPort
  const servers: Server[] = []
  const sockets: Socket[] = []

  const serve = (onConnection: (socket: Socket) => void): Promise<string> =>
    new Promise((resolve) => {
      const server = createServer((socket) => {
        sockets.push(socket.on('error', () => {}))
        onConnection(socket)
      })
      servers.push(server)
      server.listen(0, '127.0.0.1', () => resolve(`rtmp://127.0.0.1:${(server.address() as { port: number }).port}/live`))
    })

  beforeAll(async () => {
    peer = await startRtmpPeer()
    rig = await startSenderRig(path, { kbps: 2500 })
    // these take five to eight seconds, so the others run meanwhile
    silent = codeAt(await serve((socket) => socket.resume()))
    swallowing = await startSwallowingPort()
    blocked = codeAt(`rtmp://127.0.0.1:${swallowing.port}/live`)
    blockedName = codeAt(`rtmp://localhost:${swallowing.port}/live`)
  })
  afterAll(async () => {
    await rig?.stopSenders()
    expect(readdirSync(rig.runDir)).toEqual([])
    for (const socket of sockets) socket.destroy()
    for (const server of servers) server.close()
    await rig?.close()
    await peer?.close()
    await swallowing?.close()
  })

  const codeAt = async (url: string, key = 'fault') => {
    const started = await rig.send(url, key).started
    if (!started.ok) console.log(`${name}: ${started.failure.code} from "${started.failure.detail}"`)
    return started.ok ? 'ok' : started.failure.code
  }

  it('nobody listens', async () => expect(await codeAt(`rtmp://127.0.0.1:${await freePort()}/live`)).toBe('ingest-unreachable'))
  it('nobody listens at a name', async () => expect(await codeAt(`rtmp://localhost:${await freePort()}/live`)).toBe('ingest-unreachable'))
  it('the name is unknown', async () => expect(await codeAt('rtmp://no-such-host.invalid/live')).toBe('ingest-host-unknown'))
  it('the server denies the publisher', async () => expect(await codeAt(peer.denyUrl)).toBe('ingest-rejected'))
  it('the server closes in the handshake', async () => {
    expect(await codeAt(await serve((socket) => socket.once('data', () => socket.end())))).toBe('ingest-reset')
  })
  it('the server resets in the handshake', async () => {
    expect(await codeAt(await serve((socket) => socket.once('data', () => socket.resetAndDestroy())))).toBe('ingest-reset')
  })
  it('the key is in use', async () => {
    expect(await codeAt(peer.ingestUrl, 'twice')).toBe('ok')
    expect(await codeAt(peer.ingestUrl, 'twice')).toBe('ingest-rejected')
  })
  it('ffmpeg is not there', async () => {
    expect(await rig.send(peer.ingestUrl, 'none', { ffmpegPath: '/no/such/ffmpeg' }).started).toMatchObject({ failure: { code: 'ffmpeg-missing' } })
  })

  it('a server that stands still: the ingest answers, nobody answers, we stop', async () => {
    const [answered, unanswered, stopped] = [
      rig.send(peer.ingestUrl, 'hole'),
      rig.send(peer.ingestUrl, 'gap', { connect: async () => err({ code: 'ingest-timeout' }) }),
      rig.send(peer.ingestUrl, 'stuck'),
    ]
    const all = [answered, unanswered, stopped]
    await Promise.all(all.map(({ started }) => started))
    // Who was slow before it falls silent is given more time.
    await until('nobody owes much', () => all.every((one) => (one.stats().lagMs ?? Number.POSITIVE_INFINITY) < 1000), 15_000)
    process.kill(peer.pid, 'SIGSTOP')
    try {
      const givenUp = reaches(answered, 'stalled').then(async (stalled) => ({ stalled, lost: await reaches(answered, 'lost') }))
      const stop = reaches(stopped, 'stalled').then(async () => {
        const from = performance.now()
        await stopped.stop()
        return performance.now() - from
      })
      const { stalled, lost } = await givenUp
      const stopMs = await stop
      console.log(
        `${name}: stalled ${stalled.afterMs.toFixed(0)} ms after the server froze, given up ${lost.afterMs.toFixed(0)} ms later, stopped in ${stopMs.toFixed(0)} ms`,
      )
      expect(lost.state).toMatchObject({ failure: { code: 'ingest-black-hole' } })
      expect(lost.afterMs).toBeLessThan(2500)
      expect(stopMs).toBeLessThan(2100)
      expect(stopped.state()).toEqual({ state: 'stopped' })
      await until('pictures are skipped', () => (unanswered.stats().feed?.droppedFrames ?? 0) > 0)
    } finally {
      process.kill(peer.pid, 'SIGCONT')
    }
    const back = await reaches(unanswered, 'publishing')
    await until('it has caught up', () => (unanswered.stats().lagMs ?? Number.POSITIVE_INFINITY) < 1000)
    console.log(`${name}: publishing again ${back.afterMs.toFixed(0)} ms after the gap, ${unanswered.stats().feed?.droppedFrames} pictures skipped`)
    expect(unanswered.state()).toEqual({ state: 'publishing' })
  })

  it('a firewall swallows the connection', async () => expect(await blocked).toBe('ingest-unreachable'))
  it('a firewall swallows the connection to a name', async () => expect(await blockedName).toBe('ingest-unreachable'))
  it('the server never answers the handshake', async () => expect(await silent).toBe('ingest-timeout'))
})
