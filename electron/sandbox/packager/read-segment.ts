import { findBox } from './read-boxes.ts'

/** What an init segment says about its one track. */
export type TrackInfo = {
  /** Units per second. */
  readonly timescale: number
  /** As manifests spell it (RFC 6381). */
  readonly codec: string
  /** Null for sound. */
  readonly size: { readonly width: number; readonly height: number } | null
}

const mediaPath = 'moov/trak/mdia'
/** A sample description box begins with version, flags and the number of entries. */
const entriesAt = 8

/** Reads `ftyp` + `moov`; null where they hold no track that we can name. */
export function readInit(init: Buffer): TrackInfo | null {
  const header = findBox(init, `${mediaPath}/mdhd`)
  const descriptions = findBox(init, `${mediaPath}/minf/stbl/stsd`)?.subarray(entriesAt)
  if (header === undefined || descriptions === undefined) return null
  const timescale = header.readUInt32BE(header[0] === 1 ? 20 : 12)
  const video = findBox(descriptions, 'avc1')
  if (video !== undefined) {
    // ISO/IEC 14496-12, 12.1.3: width and height at 24, further boxes from 78 on; 14496-15, 5.3.3.1: profile, constraints, level
    const config = findBox(video.subarray(78), 'avcC')
    if (config === undefined) return null
    const size = { width: video.readUInt16BE(24), height: video.readUInt16BE(26) }
    return { timescale, codec: `avc1.${config.toString('hex', 1, 4)}`, size }
  }
  return findBox(descriptions, 'mp4a') === undefined ? null : { timescale, codec: 'mp4a.40.2', size: null }
}

/** When a fragment's samples are decoded, in units of the track's timescale; null where it is none. */
export function readFragment(moof: Buffer): { readonly start: number; readonly duration: number } | null {
  const time = findBox(moof, 'moof/traf/tfdt')
  const header = findBox(moof, 'moof/traf/tfhd')
  const run = findBox(moof, 'moof/traf/trun')
  if (time === undefined || header === undefined || run === undefined) return null
  const start = time[0] === 1 ? Number(time.readBigUInt64BE(4)) : time.readUInt32BE(4)
  return { start, duration: durationOf(run, defaultDuration(header)) }
}

/** ISO/IEC 14496-12, 8.8.7: optional fields follow the track's id in this order. */
function defaultDuration(header: Buffer): number {
  const flags = header.readUIntBE(1, 3)
  let at = 8
  if (flags & 0x1) at += 8
  if (flags & 0x2) at += 4
  return flags & 0x8 ? header.readUInt32BE(at) : 0
}

/** ISO/IEC 14496-12, 8.8.8. */
function durationOf(run: Buffer, whereAbsent: number): number {
  const flags = run.readUIntBE(1, 3)
  const samples = run.readUInt32BE(4)
  if (!(flags & 0x100)) return samples * whereAbsent
  let at = 8
  if (flags & 0x1) at += 4
  if (flags & 0x4) at += 4
  const sampleBytes = [0x100, 0x200, 0x400, 0x800].filter((flag) => flags & flag).length * 4
  let duration = 0
  for (let sample = 0; sample < samples; sample += 1) duration += run.readUInt32BE(at + sample * sampleBytes)
  return duration
}
