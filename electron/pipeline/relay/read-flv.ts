import { type Failure, failure } from '#shared/failure'
import { err, ok, type Result } from '#shared/result'
import { type FlvTag, kindOf } from './flv-tag.ts'

/**
 * Reads an FLV stream cut anywhere. Holds at most one unfinished tag.
 * `read` answers the tags that became complete, or the failure after which this reader answers nothing else
 * (`encoder-failed`: what we read comes from an encoder).
 */
export type FlvReader = { readonly read: (chunk: Uint8Array) => Result<readonly FlvTag[]> }

/** A 1080p keyframe at 12 Mbit/s stays under 1 MB; whatever claims more is no tag. */
const largestTag = 4 * 1024 * 1024
const headerSize = 9
const largestHeader = 64
const tagHeaderSize = 11

export const createFlvReader = (): FlvReader => {
  let pending: Uint8Array = new Uint8Array(0)
  let started = false
  let broken: Failure | null = null

  /** How many bytes the next element needs in all; undefined while even that is not known. */
  const neededBytes = (bytes: DataView): number | undefined => {
    if (!started) return bytes.byteLength < headerSize ? undefined : bytes.getUint32(5) + 4
    return bytes.byteLength < tagHeaderSize ? undefined : tagHeaderSize + (bytes.getUint32(0) & 0xffffff) + 4
  }

  const headerProblem = (bytes: Uint8Array, needed: number): string | null => {
    if (bytes[0] !== 0x46 || bytes[1] !== 0x4c || bytes[2] !== 0x56) return 'no FLV signature'
    return needed < headerSize + 4 || needed > largestHeader ? 'impossible FLV header' : null
  }

  const takeElement = (bytes: Uint8Array, needed: number): FlvTag | string | null => {
    const view = new DataView(bytes.buffer, bytes.byteOffset, needed)
    if (!started) {
      started = true
      return null
    }
    const kind = kindOf(view.getUint8(0))
    if (kind === null) return `unknown tag type ${view.getUint8(0)}`
    if (view.getUint32(needed - 4) !== needed - 4) return 'a tag does not end with its own size'
    // the timestamp is 24 bits and then the upper 8; signed 32 in the format, and never negative from an encoder
    const timestampMs = ((view.getUint8(7) << 24) | (view.getUint32(4) >>> 8)) >>> 0
    return { kind, timestampMs, body: bytes.slice(tagHeaderSize, needed - 4) }
  }

  /** Refuses nonsense as soon as its header can be read, before waiting for the bytes that it claims to have. */
  const problemAhead = (bytes: Uint8Array, needed: number): string | null => {
    if (!started) return headerProblem(bytes, needed)
    if (kindOf(bytes[0] ?? 0) === null) return `unknown tag type ${bytes[0]}`
    return needed > largestTag ? `a tag of ${needed} bytes` : null
  }

  const fail = (detail: string) => {
    broken = failure('encoder-failed', { detail: `malformed FLV: ${detail}` })
    pending = new Uint8Array(0)
    return err(broken)
  }

  return {
    read: (chunk) => {
      if (broken !== null) return err(broken)
      let bytes = pending.length === 0 ? chunk : join(pending, chunk)
      const tags: FlvTag[] = []
      for (;;) {
        const needed = neededBytes(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength))
        if (needed === undefined) break
        const problem = problemAhead(bytes, needed)
        if (problem !== null) return fail(problem)
        if (bytes.length < needed) break
        const element = takeElement(bytes, needed)
        if (typeof element === 'string') return fail(element)
        if (element !== null) tags.push(element)
        bytes = bytes.subarray(needed)
      }
      pending = bytes.slice()
      return ok(tags)
    },
  }
}

const join = (a: Uint8Array, b: Uint8Array): Uint8Array => {
  const joined = new Uint8Array(a.length + b.length)
  joined.set(a)
  joined.set(b, a.length)
  return joined
}
