import { describe, expect, it } from 'vitest'
import { readAvcConfig, readVideo, withParameterSets } from '../../../electron/pipeline/relay/avc.ts'
import { picture, pps, sps, videoConfig, withLength } from './make-flv.ts'

const config = () => {
  const read = readVideo(videoConfig(1))
  if (read.part !== 'config') throw new Error(read.part)
  return read.config
}

describe('H.264 in FLV', () => {
  it('puts SPS and PPS in front of a keyframe once', () => {
    const key = picture(0, true)
    const once = withParameterSets(key.body, config())
    expect([...once]).toEqual([...key.body.subarray(0, 5), ...withLength(sps(1)), ...withLength(pps), ...key.body.subarray(5)])
    expect(withParameterSets(once, config())).toBe(once)
  })

  it('leaves the access unit delimiter first', () => {
    const aud = withLength(Uint8Array.of(0x09, 0xf0))
    const { body } = picture(0, true)
    const withAud = Uint8Array.of(...body.subarray(0, 5), ...aud, ...body.subarray(5))
    expect([...withParameterSets(withAud, config())]).toEqual([
      ...body.subarray(0, 5),
      ...aud,
      ...withLength(sps(1)),
      ...withLength(pps),
      ...body.subarray(5),
    ])
  })

  it('refuses every configuration that is cut short', () => {
    const record = videoConfig(1).body.subarray(5)
    expect(readAvcConfig(record)).not.toBeNull()
    for (let size = 0; size < record.length; size++) expect(readAvcConfig(record.subarray(0, size)), `${size} bytes`).toBeNull()
  })

  it('refuses other codecs', () => {
    expect(readVideo({ kind: 'video', timestampMs: 0, body: Uint8Array.of(0x1c, 1, 0, 0, 0, 1) })).toMatchObject({ part: 'malformed' })
    expect(readVideo({ kind: 'video', timestampMs: 0, body: Uint8Array.of(0x17) })).toMatchObject({ part: 'malformed' })
  })
})
