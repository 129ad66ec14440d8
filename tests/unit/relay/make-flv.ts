import { type FlvTag, flvHeader, writeTag } from '../../../electron/pipeline/relay/flv-tag.ts'

/** Hand-made FLV: two flavours of H.264 configuration that differ in their SPS, and pictures that name themselves. */
export const sps = (flavour: number) => Uint8Array.of(0x67, 100, 0, 31, flavour)
export const pps = Uint8Array.of(0x68, 0xee, 0x3c)

export const withLength = (nal: Uint8Array) => Uint8Array.of(0, 0, 0, nal.length, ...nal)

export const videoConfig = (flavour: number): FlvTag => {
  const set = sps(flavour)
  const record = [1, 100, 0, 31, 0xff, 0xe1, 0, set.length, ...set, 1, 0, pps.length, ...pps]
  return { kind: 'video', timestampMs: 0, body: Uint8Array.of(0x17, 0, 0, 0, 0, ...record) }
}

export const picture = (timestampMs: number, keyframe: boolean, size = 6): FlvTag => {
  const nal = new Uint8Array(size).fill(0xab)
  nal[0] = keyframe ? 0x65 : 0x41
  return { kind: 'video', timestampMs, body: Uint8Array.of(keyframe ? 0x17 : 0x27, 1, 0, 0, 0, ...withLength(nal.subarray(0, Math.min(size, 250)))) }
}

export const audioConfig = (flavour = 0x11): FlvTag => ({ kind: 'audio', timestampMs: 0, body: Uint8Array.of(0xaf, 0, flavour, 0x90) })
export const sound = (timestampMs: number): FlvTag => ({ kind: 'audio', timestampMs, body: Uint8Array.of(0xaf, 1, 0x21, 0x10) })
export const metadata: FlvTag = { kind: 'script', timestampMs: 0, body: Uint8Array.of(2, 0, 10, ...new TextEncoder().encode('onMetaData'), 5) }

export const head = (flavour = 1): readonly FlvTag[] => [metadata, videoConfig(flavour), audioConfig()]

export const bytesOf = (tags: readonly FlvTag[], header = true): Uint8Array => {
  const parts = [...(header ? [flvHeader] : []), ...tags.map((tag) => writeTag(tag, tag.timestampMs))]
  return new Uint8Array(Buffer.concat(parts))
}

/** One tag every 33 ms of picture and 21 ms of sound, a keyframe every `gop` pictures. */
export const media = (fromMs: number, untilMs: number, gop = 30): readonly FlvTag[] => {
  const tags: FlvTag[] = []
  for (let n = 0; n * 33 + fromMs < untilMs; n++) tags.push(picture(fromMs + n * 33, n % gop === 0))
  for (let n = 0; n * 21 + fromMs < untilMs; n++) tags.push(sound(fromMs + n * 21))
  return tags.sort((a, b) => a.timestampMs - b.timestampMs)
}

/** Numbers from 0 to 1 that are the same in every run. */
export const seeded = (seed: number) => {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}
