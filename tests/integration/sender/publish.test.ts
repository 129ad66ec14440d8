import { readdirSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Logger } from '../../../electron/logging/port.ts'
import { until } from '../../rig/until.ts'
import { gaps, readRecording } from '../relay/read-recording.ts'
import { hasRtmpPeer, type RtmpPeer, startRtmpPeer } from '../relay/rtmp-peer.ts'
import { ffmpegBuilds } from '../relay/test-encoder.ts'
import { reaches, type SenderRig, startSenderRig } from './rig.ts'

const lines: string[] = []
const note = (message: string, fields?: object) => void lines.push(`${message} ${JSON.stringify(fields ?? {})}`)
/** Redacts nothing: whatever the sender would say shows. */
const openLogger: Logger = {
  ...{ debug: note, info: note, warn: note, error: note },
  child: () => openLogger,
  hide: () => () => {},
  redact: (text) => text,
}

describe.skipIf(!hasRtmpPeer).each(ffmpegBuilds)('publishing with the $name ffmpeg', ({ name, path }) => {
  let peer: RtmpPeer
  let rig: SenderRig

  beforeAll(async () => {
    peer = await startRtmpPeer()
    rig = await startSenderRig(path, { gop: 60 }, openLogger)
  })
  afterAll(async () => {
    await rig?.close()
    await peer?.close()
  })

  it('brings media to the server, and the key whole, seen by nobody', async () => {
    const key = 'sk+a/b=c?d&e%25#f'
    const startedAt = performance.now()
    const sender = rig.send(peer.ingestUrl, key)
    const commandLines: string[] = []
    await until('media at the server', () => {
      commandLines.push(...commandLinesOf(path))
      return peer.recordedBytes() > 2000
    })
    const mediaMs = performance.now() - startedAt
    expect(await sender.started).toEqual({ ok: true, value: undefined })
    const publishingMs = performance.now() - startedAt
    const senders = pidsOf(path).filter((pid) => commandLine(pid).includes(`:${peer.port}/live`))
    expect(senders.map((pid) => readFileSync(`/proc/${pid}/fd/4`, 'utf8'))).toEqual([''])
    const stopAt = performance.now()
    await sender.stop()
    const stopMs = performance.now() - stopAt
    console.log(
      `${name}: media at the server after ${mediaMs.toFixed(0)} ms, publishing after ${publishingMs.toFixed(0)} ms, stopped in ${stopMs.toFixed(0)} ms`,
    )
    const publish = peer.publishes().at(-1)
    expect(`${publish?.name}?${publish?.args}`).toBe(`${key}?mode=CMAF`)
    expect(commandLines.some((line) => line.includes(`:${peer.port}/live`))).toBe(true)
    expect([...commandLines, ...lines].filter((line) => line.includes(key))).toEqual([])
    expect(readdirSync(rig.runDir)).toEqual([])
    expect(mediaMs).toBeLessThan(3000)
    expect(stopMs).toBeLessThan(2100)
    await until('the server heard the unpublish', () => peer.unpublishes() > 0)
  })

  it('starts at a keyframe with sound beside it', async () => {
    const sender = rig.send(peer.ingestUrl, 'start')
    await sender.started
    await sender.stop()
    const file = peer.recordings().find((recording) => recording.includes('start'))
    if (file === undefined) throw new Error('nothing was recorded')
    const recording = readRecording(file)
    expect(recording.keyframesWithSps).toBe(recording.keyframes)
    expect(recording.videoMs[0]).toBeLessThan(50)
    expect(recording.audioMs[0]).toBeLessThan(100)
    expect(Math.min(...gaps(recording.videoMs), ...gaps(recording.audioMs))).toBeGreaterThan(0)
  })

  it('publishes again at once after a reset, from the cached picture group', async () => {
    const sender = rig.send(peer.ingestUrl, 'again')
    await sender.started
    await until('it plays for a while', () => (sender.stats().outTimeMs ?? 0) > 4500)
    const lost = reaches(sender, 'lost')
    await peer.restart()
    const { state } = await lost
    expect(state).toMatchObject({ state: 'lost', failure: { code: 'ingest-reset' } })
    const before = peer.recordedBytes()
    const resentAt = performance.now()
    const second = rig.send(peer.ingestUrl, 'again')
    await until('media at the server again', () => peer.recordedBytes() > before + 2000)
    const againMs = performance.now() - resentAt
    console.log(`${name}: media at the server again ${againMs.toFixed(0)} ms after the reset was seen`)
    expect(await second.started).toMatchObject({ ok: true })
    expect(againMs).toBeLessThan(2000)
  })

  it('finds the ingest by its name', async () => {
    const sender = rig.send(`rtmp://localhost:${peer.port}/live`, 'by-name')
    expect(await sender.started).toMatchObject({ ok: true })
    await sender.stop()
  })
})

const commandLine = (pid: string): string => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
  } catch {
    return '' // ended meanwhile
  }
}

const pidsOf = (ffmpeg: string): readonly string[] => readdirSync('/proc').filter((pid) => /^\d+$/.test(pid) && commandLine(pid).startsWith(ffmpeg))
const commandLinesOf = (ffmpeg: string): readonly string[] => pidsOf(ffmpeg).map(commandLine)
