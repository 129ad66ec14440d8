import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { joinPieces, summarize } from '../../../electron/sandbox/archive/join-pieces.ts'
import { vodArgs } from '../../../electron/sandbox/archive/make-vod.ts'
import { type PieceTag, readPiece } from '../../../electron/sandbox/archive/read-pieces.ts'
import { flvFileHeader } from '../../../electron/sandbox/ingest/media-tag.ts'
import { metadataTag, pieceTag, short } from './sample-tags.ts'

async function* stream(tags: readonly PieceTag[]): AsyncGenerator<PieceTag> {
  yield* tags
}

const joined = async (...pieces: PieceTag[][]) => {
  const out: string[] = []
  for await (const bytes of joinPieces(pieces.map(stream))) out.push(short(bytes))
  return out.join(' ')
}

const headers = [pieceTag('metadata', 0), pieceTag('video-header', 0, 'sps'), pieceTag('audio-header', 0, 'asc')]

describe('joining recorded pieces', () => {
  it('starts at 0 with the first keyframe, whatever the clock of the encoder said', async () => {
    expect(await joined([...headers, pieceTag('audio', 4990), pieceTag('keyframe', 5000), pieceTag('audio', 5011), pieceTag('frame', 5033)])).toBe(
      'HV0 HA0 V0 a11 v33',
    )
  })

  it('puts the next piece where the picture of the last one ended: no hole, nothing twice', async () => {
    const first = [
      ...headers,
      pieceTag('keyframe', 100),
      pieceTag('audio', 100),
      pieceTag('audio', 121),
      pieceTag('frame', 133),
      pieceTag('audio', 142),
      pieceTag('audio', 164),
    ]
    const second = [
      ...headers,
      pieceTag('keyframe', 9000),
      pieceTag('audio', 9000),
      pieceTag('audio', 9021),
      pieceTag('frame', 9033),
      pieceTag('audio', 9042),
    ]
    expect(await joined(first, second)).toBe('HV0 HA0 V0 a0 a21 v33 a42 a64 HV66 HA66 V66 a87 v99 a108')
  })

  it('keeps sound that outlasts the picture by far', async () => {
    const first = [...headers, pieceTag('keyframe', 0), ...Array.from({ length: 40 }, (_, index) => pieceTag('audio', index * 21))]
    const out = await joined(first, [...headers, pieceTag('keyframe', 0)])
    expect(out.endsWith('a819 HV840 HA840 V840')).toBe(true)
  })

  it('leaves out a piece that never got a picture', async () => {
    expect(await joined([...headers, pieceTag('audio', 0)], [...headers, pieceTag('keyframe', 50)])).toBe('HV0 HA0 V0')
  })

  it('encodes again only where the pieces differ', async () => {
    const size = metadataTag(1920, 1080)
    const same = await summarize([
      stream([size, ...headers, pieceTag('keyframe', 0), pieceTag('audio', 0)]),
      stream([size, ...headers, pieceTag('keyframe', 0)]),
    ])
    expect(same).toEqual({ hasVideo: true, hasAudio: true, uniform: true, size: { width: 1920, height: 1080 } })
    expect(vodArgs(same, { width: 1280, height: 720 }).join(' ')).toContain('-c copy')
    expect(vodArgs({ ...same, size: { width: 854, height: 480 } }, { width: 1280, height: 720 }).join(' ')).toContain('-c copy')
    expect(vodArgs(same, { width: 720, height: 1280 }).join(' ')).toMatch(/scale=720:1280.*libx264/)
    const other = await summarize([
      stream([...headers, pieceTag('keyframe', 0)]),
      stream([pieceTag('video-header', 0, 'other'), pieceTag('keyframe', 0)]),
    ])
    expect(other).toEqual({ hasVideo: true, hasAudio: false, uniform: false, size: null })
    expect(vodArgs(other, { width: 1280, height: 720 }).join(' ')).toMatch(/scale=1280:720.*libx264/)
    expect(await summarize([stream(headers)])).toMatchObject({ hasVideo: false })
  })
})

describe('reading a piece', () => {
  it('ends at the last whole tag of a file that broke off', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'tally-piece-'))
    try {
      const path = join(dir, '0001.flv')
      const tags = [...headers, pieceTag('keyframe', 16_777_300), pieceTag('frame', 16_777_333, 'x'.repeat(100))]
      const whole = Buffer.concat([flvFileHeader({ audio: true }), ...tags.map(({ bytes }) => bytes)])
      writeFileSync(path, whole.subarray(0, whole.length - 20))
      const read: PieceTag[] = []
      for await (const one of readPiece(path)) read.push({ ...one, bytes: Buffer.from(one.bytes) })
      expect(read).toEqual(tags.slice(0, -1))
    } finally {
      rmSync(dir, { recursive: true })
    }
  })
})
