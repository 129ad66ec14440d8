import { describe, expect, it } from 'vitest'
import type { FlvTag } from '../../../electron/pipeline/relay/flv-tag.ts'
import { createSplicer, type ProgramTag, type Strand } from '../../../electron/pipeline/relay/splice.ts'
import { audioConfig, head, media, metadata, picture, seeded, sound, videoConfig } from './make-flv.ts'

const take = (strand: Strand, tags: readonly FlvTag[], nowMs: number | ((tag: FlvTag) => number)): readonly ProgramTag[] =>
  tags.flatMap((tag) => {
    const taken = strand.take(tag, typeof nowMs === 'number' ? nowMs : nowMs(tag))
    if (!taken.ok) throw new Error(taken.failure.detail)
    return taken.value
  })

const line = ({ role, tag }: ProgramTag) => `${role}@${tag.timestampMs}`
const times = (tags: readonly ProgramTag[], kind: FlvTag['kind']) =>
  tags.filter(({ role, tag }) => tag.kind === kind && !role.endsWith('config')).map(({ tag }) => tag.timestampMs)
const growsStrictly = (values: readonly number[]) => values.every((value, index) => index === 0 || value > (values[index - 1] ?? 0))

describe('joining encoders', () => {
  it('starts with metadata and configurations at the first keyframe', () => {
    const strand = createSplicer().addStrand()
    const early = take(strand, [...head(), sound(980), picture(970, false)], 4990)
    const first = take(strand, [picture(1000, true), sound(1010), picture(1033, false)], (tag) => 4000 + tag.timestampMs)
    expect(early).toEqual([])
    expect(first.map(line)).toEqual(['metadata@0', 'video-config@0', 'audio-config@0', 'keyframe@0', 'sound@10', 'frame@33'])
  })

  it('cuts at the new keyframe and at the new sound, and never goes back', () => {
    const splicer = createSplicer()
    const old = splicer.addStrand()
    take(old, [...head(1), picture(0, true), sound(0), picture(33, false), sound(21)], (tag) => 1000 + tag.timestampMs)
    const next = splicer.addStrand()
    expect(take(next, [...head(2), picture(500, false)], 1060)).toEqual([])
    expect(next.position()).toBe('waiting')
    expect(take(old, [picture(66, false), sound(64)], 1066).map(line)).toEqual(['frame@66', 'sound@64'])
    expect(take(next, [picture(533, true)], 1095).map(line)).toEqual(['metadata@95', 'video-config@95', 'keyframe@95'])
    expect([old.position(), next.position()]).toEqual(['superseded', 'current'])
    // until the new sound comes the old one goes on, but its pictures are over
    expect(take(old, [picture(99, false), sound(85)], 1099).map(line)).toEqual(['sound@85'])
    expect(take(next, [sound(540), sound(561)], 1102).map(line)).toEqual(['sound@102', 'sound@123'])
    expect(take(old, [picture(132, true), sound(107)], 1132)).toEqual([])
  })

  it('sends a configuration again only where it differs', () => {
    const splicer = createSplicer()
    const roles = [1, 1, 2].map((flavour, index) => {
      const strand = splicer.addStrand()
      const gained = take(
        strand,
        [metadata, videoConfig(flavour), audioConfig(flavour), picture(0, true), sound(40), picture(66, true)],
        (tag) => index * 100 + tag.timestampMs,
      )
      return gained.map(({ role }) => role)
    })
    expect(roles).toEqual([
      ['metadata', 'video-config', 'audio-config', 'keyframe', 'sound', 'keyframe'],
      ['metadata', 'keyframe', 'sound', 'keyframe'],
      ['metadata', 'video-config', 'keyframe', 'audio-config', 'sound', 'keyframe'],
    ])
  })

  it('keeps to the wall clock and grows strictly over many uneven swaps', () => {
    for (let seed = 1; seed <= 30; seed++) {
      const random = seeded(seed)
      const splicer = createSplicer()
      const program: ProgramTag[] = []
      let nowMs = 50_000
      let zeroMs: number | null = null
      for (let swap = 0; swap < 20; swap++) {
        const strand = splicer.addStrand()
        const base = Math.floor(random() * 1e6)
        // the first pictures of an encoder arrive late, together
        const lateMs = random() * 80
        const startedAt = nowMs
        zeroMs ??= startedAt + lateMs
        const lasts = 300 + random() * 4000
        program.push(
          ...take(strand, [...head(swap % 3), ...media(base, base + lasts)], (tag) => startedAt + Math.max(lateMs, tag.timestampMs - base)),
        )
        nowMs = startedAt + lasts + random() * 30
        program.push(...strand.end(nowMs))
        const newest = Math.max(...times(program, 'video'))
        expect(Math.abs(newest - (nowMs - zeroMs)), `seed ${seed}, swap ${swap}`).toBeLessThan(160)
      }
      const last = splicer.addStrand()
      program.push(...take(last, [...head(), ...media(0, 5000)], (tag) => nowMs + tag.timestampMs))
      const driftMs = Math.max(...times(program, 'video')) - (nowMs + 4983 - (zeroMs ?? 0))
      expect(Math.abs(driftMs), `seed ${seed}`).toBeLessThanOrEqual(50)
      expect(growsStrictly(times(program, 'video')) && growsStrictly(times(program, 'audio')), `seed ${seed}`).toBe(true)
    }
  })

  it('keeps sound and picture of one encoder together while it gives back a late start', () => {
    const strand = createSplicer().addStrand()
    const program = take(strand, [...head(), ...media(0, 6000)], (tag) => 9000 + Math.max(90, tag.timestampMs))
    const offset = (kind: FlvTag['kind'], step: number) => times(program, kind).map((time, index) => time - index * step)
    const video = offset('video', 33)
    expect(video.at(-1)).toBeCloseTo(-90, -1)
    expect(Math.abs((offset('audio', 21).at(-1) ?? 0) - (video.at(-1) ?? 0))).toBeLessThanOrEqual(2)
  })

  it('goes on where the wall clock is after a time without any encoder', () => {
    const splicer = createSplicer()
    take(splicer.addStrand(), [...head(), picture(0, true), sound(10)], 1000)
    expect(take(splicer.addStrand(), [...head(), picture(7, true)], 8000).map(line)).toEqual(['metadata@7000', 'keyframe@7000'])
  })

  it('refuses a picture without configuration, and other codecs', () => {
    const strand = createSplicer().addStrand()
    expect(strand.take(picture(0, true), 0)).toMatchObject({ ok: false, failure: { code: 'encoder-failed' } })
    expect(strand.take({ ...picture(0, true), body: Uint8Array.of(0x12, 0, 0, 0, 0) }, 0)).toMatchObject({ ok: false })
  })
})
