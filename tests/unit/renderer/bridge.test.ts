import { describe, expect, it } from 'vitest'
import { binaryHeaderBytes } from '#shared/contract'
import { createBridge, frameHeaderBytes, type OpenLink, type Timers } from '../../../renderer/bridge.ts'

type Up = { readonly type: string; readonly id: number; readonly [key: string]: unknown }

/** A core at the other end of the wire, and a clock that only the test moves. */
function rig() {
  const links: { readonly sent: Up[]; readonly pieces: Uint8Array[]; readonly events: Parameters<OpenLink>[0]; closed: boolean }[] = []
  const bridge = createBridge((events) => {
    const link = { sent: [] as Up[], pieces: [] as Uint8Array[], events, closed: false }
    links.push(link)
    return {
      send: (data) => {
        if (typeof data === 'string') link.sent.push(JSON.parse(data))
        else link.pieces.push(data)
      },
      close: () => {
        link.closed = true
      },
    }
  }, fakeTimers())
  const newest = () => {
    const link = links.at(-1)
    if (link === undefined) throw new Error('no link was opened')
    return link
  }
  return { bridge, links, newest, advance }

  function fakeTimers(): Timers {
    return {
      set: (run, ms) => {
        const timer = { run, atMs: nowMs + ms }
        timers.add(timer)
        return timer
      },
      clear: (timer) => timers.delete(timer as never),
    }
  }
}
let nowMs = 0
const timers = new Set<{ readonly run: () => void; readonly atMs: number }>()
function advance(ms: number): void {
  nowMs += ms
  for (const timer of [...timers]) {
    if (timer.atMs > nowMs) continue
    timers.delete(timer)
    timer.run()
  }
}
const settled = () => new Promise((resolve) => setImmediate(resolve))

function binaryFrame(id: number, sequence: number, bytes: readonly number[]): Uint8Array {
  // As a view into a larger buffer, which is how a frame may arrive.
  const frame = new Uint8Array(new ArrayBuffer(11 + bytes.length), 3)
  new DataView(frame.buffer).setUint32(3, id)
  new DataView(frame.buffer).setUint32(7, sequence)
  frame.set(bytes, 8)
  return frame
}

describe('the bridge', () => {
  it('hands the answer to the call that asked for it', async () => {
    const { bridge, newest } = rig()
    newest().events.opened()
    const first = bridge.call('room.create', { title: 'A' })
    const second = bridge.call('room.create', { title: 'B' })
    const [a, b] = newest().sent
    newest().events.received(JSON.stringify({ type: 'result', id: b?.id, result: { ok: true, value: { roomId: 'b' } } }))
    newest().events.received(JSON.stringify({ type: 'result', id: a?.id, result: { ok: false, failure: { code: 'cloud-timeout' } } }))
    expect([await first, await second]).toEqual([
      { ok: false, failure: { code: 'cloud-timeout' } },
      { ok: true, value: { roomId: 'b' } },
    ])
  })

  it('fails waiting calls when the connection is lost, and new ones at once', async () => {
    const { bridge, newest } = rig()
    newest().events.opened()
    const waiting = bridge.call('session.goLive', null)
    newest().events.lost()
    const refused = { ok: false, failure: { code: 'core-not-answering' } }
    expect([await waiting, await bridge.call('session.goLive', null), bridge.connectionState()]).toEqual([refused, refused, 'lost'])
  })

  it('gives up on a call that is never answered, and keeps the connection', async () => {
    const { bridge, newest, links } = rig()
    newest().events.opened()
    const waiting = bridge.call('session.endLive', null)
    advance(60_000)
    expect(await waiting).toEqual({ ok: false, failure: { code: 'core-not-answering' } })
    expect([bridge.connectionState(), links.length]).toEqual(['open', 1])
  })

  it('sends pieces under their number, answers each when it was taken, and none after the connection', async () => {
    const { bridge, newest } = rig()
    newest().events.opened()
    const upload = bridge.upload('page:a-camera')
    const opened = newest().sent.at(-1)
    const id = opened?.id ?? -1
    expect(opened).toEqual({ type: 'upload', id, kind: 'page-media', source: 'page:a-camera' })
    const [first, second, third] = [[9], [8, 7], [6]].map((bytes) => upload.send(Uint8Array.from(bytes)))
    expect(newest().pieces).toEqual([
      Uint8Array.of(0, 0, 0, id, 0, 0, 0, 1, 9),
      Uint8Array.of(0, 0, 0, id, 0, 0, 0, 2, 8, 7),
      Uint8Array.of(0, 0, 0, id, 0, 0, 0, 3, 6),
    ])
    newest().events.received(JSON.stringify({ type: 'taken', id, sequence: 2 }))
    newest().events.lost()
    expect(await Promise.all([first, second, third, upload.send(Uint8Array.of(5))])).toEqual([true, true, false, false])
  })

  it('acknowledges a value only after its listener has ended', async () => {
    const { bridge, newest } = rig()
    newest().events.opened()
    let drawn = () => {}
    const seen: number[] = []
    bridge.watch('preview', (picture) => {
      seen.push(...picture)
      return new Promise<void>((resolve) => {
        drawn = resolve
      })
    })
    const id = newest().sent[0]?.id ?? -1
    newest().events.received(binaryFrame(id, 7, [1, 2, 3]))
    await settled()
    expect([seen, newest().sent]).toEqual([[1, 2, 3], [{ type: 'watch', id, stream: 'preview' }]])
    drawn()
    await settled()
    expect(newest().sent.at(-1)).toEqual({ type: 'ack', id, sequence: 7 })
  })

  it('acknowledges even when a listener fails, so that the stream goes on', async () => {
    const { bridge, newest } = rig()
    const reported: unknown[] = []
    globalThis.reportError = (error) => reported.push(error)
    newest().events.opened()
    bridge.watch('levels', () => {
      throw new Error('cannot draw')
    })
    const id = newest().sent[0]?.id
    newest().events.received(JSON.stringify({ type: 'next', id, sequence: 1, value: { peakDb: -1, rmsDb: -2 } }))
    await settled()
    expect([newest().sent.at(-1), reported.length]).toEqual([{ type: 'ack', id, sequence: 1 }, 1])
  })

  it('connects again by itself, a little slower each time, and watches everything anew', () => {
    const { bridge, newest, links } = rig()
    const states: string[] = []
    bridge.onConnectionState(() => states.push(bridge.connectionState()))
    newest().events.opened()
    bridge.watch('snapshot', () => {})
    const unwatch = bridge.watch('levels', () => {})
    unwatch()
    newest().events.lost()
    const waits: number[] = []
    for (let attempt = 0; attempt < 5; attempt += 1) {
      const before = links.length
      let waited = 0
      while (links.length === before) {
        advance(50)
        waited += 50
      }
      waits.push(waited)
      if (attempt < 4) newest().events.lost()
    }
    newest().events.opened()
    expect(waits).toEqual([250, 500, 1000, 2000, 2000])
    expect(newest().sent.map(({ type, stream }) => [type, stream])).toEqual([['watch', 'snapshot']])
    expect(states).toEqual(['open', 'lost', 'open'])
  })

  it('drops an attempt that never opens', () => {
    const { newest, links } = rig()
    const first = newest()
    advance(5_000)
    advance(250)
    expect([first.closed, links.length]).toEqual([true, 2])
  })

  it('never sends a late acknowledgement over a later connection', async () => {
    const { bridge, newest, links } = rig()
    newest().events.opened()
    let drawn = () => {}
    bridge.watch('preview', () => new Promise<void>((resolve) => (drawn = resolve)))
    newest().events.received(binaryFrame(newest().sent[0]?.id ?? -1, 1, [9]))
    newest().events.lost()
    advance(250)
    newest().events.opened()
    drawn()
    await settled()
    expect([links.length, newest().sent.map(({ type }) => type)]).toEqual([2, ['watch']])
  })

  it('agrees with the contract on the frame header', () => {
    expect(frameHeaderBytes).toBe(binaryHeaderBytes)
  })
})
