import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { systemClock } from '../../../electron/clock.ts'
import type { Logger } from '../../../electron/logging/port.ts'
import { createRelay } from '../../../electron/pipeline/relay/relay.ts'
import { createSender, type Sender, type SenderOptions } from '../../../electron/pipeline/sender/sender.ts'
import { hasRtmpPeer, type RtmpPeer, startRtmpPeer } from '../relay/rtmp-peer.ts'
import { ffmpegBuilds, noKeeper, startTestEncoder, type TestEncoder } from '../relay/test-encoder.ts'
import { until } from '../relay/until.ts'

const lines: string[] = []
const note = (message: string, fields?: object) => void lines.push(`${message} ${JSON.stringify(fields ?? {})}`)
/** Redacts nothing: whatever the sender would say shows. */
const openLogger: Logger = {
  debug: note,
  info: note,
  warn: note,
  error: note,
  child: () => openLogger,
  hide: () => () => {},
  redact: (text) => text,
}

describe.skipIf(!hasRtmpPeer).each(ffmpegBuilds)('publishing with the $name ffmpeg', ({ name, path }) => {
  let peer: RtmpPeer
  let runDir: string
  let encoder: TestEncoder
  const relay = createRelay({ clock: systemClock })
  const senders: Sender[] = []

  const send = (ingestUrl: string, streamKey: string, more: Partial<SenderOptions> = {}): Sender => {
    const target = { ingestUrl, streamKey, mode: 'CMAF' } as const
    const sender = createSender({ ffmpegPath: path, target, relay, clock: systemClock, logger: openLogger, keeper: noKeeper, runDir, ...more })
    senders.push(sender)
    return sender
  }

  beforeAll(async () => {
    peer = await startRtmpPeer()
    runDir = mkdtempSync(join(tmpdir(), 'tally-run-'))
    encoder = startTestEncoder(relay, { ffmpeg: path })
    await encoder.tookOver
  })
  afterEach(async () => {
    await Promise.all(senders.splice(0).map((sender) => sender.stop()))
    lines.length = 0
  })
  afterAll(async () => {
    await encoder?.stop()
    await peer?.close()
    rmSync(runDir, { recursive: true, force: true })
  })

  it('brings media to the server, and the key whole, seen by nobody', async () => {
    const key = 'sk+a/b=c?d&e%25#f'
    const before = peer.recordedBytes()
    const startedAt = performance.now()
    const sender = send(peer.ingestUrl, key)
    const commandLines: string[] = []
    await until('media at the server', () => {
      commandLines.push(...commandLinesOf(path))
      return peer.recordedBytes() > before + 2000
    })
    const mediaMs = performance.now() - startedAt
    expect(await sender.started).toEqual({ ok: true, value: undefined })
    const publishingMs = performance.now() - startedAt
    const stopAt = performance.now()
    await sender.stop()
    console.log(
      `${name}: media at the server after ${mediaMs.toFixed(0)} ms, publishing after ${publishingMs.toFixed(0)} ms, stopped in ${(performance.now() - stopAt).toFixed(0)} ms`,
    )
    const publish = peer.publishes().at(-1)
    expect(`${publish?.name}?${publish?.args}`).toBe(`${key}?mode=CMAF`)
    expect(commandLines.some((line) => line.includes(`:${peer.port}/live`))).toBe(true)
    expect(commandLines.filter((line) => line.includes(key))).toEqual([])
    expect(lines.filter((line) => line.includes(key))).toEqual([])
    expect(readdirSync(runDir)).toEqual([])
    expect(mediaMs).toBeLessThan(3000)
  })
})

const commandLinesOf = (ffmpeg: string): string[] =>
  readdirSync('/proc')
    .filter((pid) => /^\d+$/.test(pid) && existsSync(`/proc/${pid}/cmdline`))
    .flatMap((pid) => {
      try {
        const text = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
        return text.startsWith(ffmpeg) ? [text] : []
      } catch {
        return []
      }
    })
