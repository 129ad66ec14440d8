import { describe, expect, it } from 'vitest'
import { createIngestRun, type StreamStart } from '../../../electron/sandbox/ingest/ingest-run.ts'
import type { MediaTag } from '../../../electron/sandbox/ingest/media-tag.ts'
import { short, tag } from './sample-tags.ts'

const listen = () => {
  const heard: string[] = []
  return { heard, write: ({ bytes }: MediaTag) => void heard.push(short(bytes)) }
}

function setup() {
  const main = listen()
  const starts: StreamStart[] = []
  const unusable: string[] = []
  const run = createIngestRun({
    onStart: (start) => {
      starts.push(start)
      return main
    },
    onUnusable: (reason) => unusable.push(reason),
  })
  const feed = (...tags: MediaTag[]) => tags.forEach(run.onTag)
  return { run, main: main.heard, starts, unusable, feed }
}

describe("a publisher's stream", () => {
  it('is entered at the first keyframe, headers first', () => {
    const { run, main, starts, feed } = setup()
    run.onMetadata({ width: 1280, height: 720, frameRate: 30 })
    feed(
      tag('metadata', 0),
      tag('video-header', 0),
      tag('audio-header', 0),
      tag('audio', 0),
      tag('frame', 10),
      tag('keyframe', 40),
      tag('audio', 42),
      tag('frame', 73),
    )
    expect(main.join(' ')).toBe('m0 HV0 HA0 V40 a42 v73')
    expect(starts).toEqual([{ metadata: { width: 1280, height: 720, frameRate: 30 }, hasAudio: true, firstTimestampMs: 40 }])
  })

  it('waits for sound half a second, then goes without', () => {
    const late = setup()
    late.feed(tag('video-header', 0), tag('keyframe', 0), tag('frame', 33), tag('audio-header', 0), tag('frame', 66))
    expect([late.starts[0]?.hasAudio, late.main.join(' ')]).toEqual([true, 'HV0 HA0 V0 v33 v66'])
    const never = setup()
    never.feed(tag('video-header', 0), tag('keyframe', 0), tag('frame', 499))
    expect(never.starts).toEqual([])
    never.feed(tag('frame', 500))
    expect([never.starts[0]?.hasAudio, never.main.join(' ')]).toEqual([false, 'HV0 V0 v499 v500'])
  })

  it('is recorded from the newest keyframe on, so that what follows is whole', () => {
    const { run, feed } = setup()
    const recording = listen()
    feed(
      tag('video-header', 0),
      tag('audio-header', 0),
      tag('keyframe', 0),
      tag('frame', 33),
      tag('keyframe', 1000),
      tag('audio', 1010),
      tag('frame', 1033),
    )
    run.tap(() => recording)
    feed(tag('audio', 1040), tag('frame', 1066))
    expect(recording.heard.join(' ')).toBe('HV0 HA0 V1000 a1010 v1033 a1040 v1066')
  })

  it('is recorded from its very first keyframe where the recording was asked for before', () => {
    const { run, feed } = setup()
    const recording = listen()
    run.tap(() => recording)
    feed(tag('video-header', 0), tag('audio-header', 0), tag('keyframe', 0), tag('frame', 33))
    expect(recording.heard.join(' ')).toBe('HV0 HA0 V0 v33')
  })

  it('with other codecs is of no use, and that is said once', () => {
    const { feed, unusable, main } = setup()
    const hevc = tag('video-header', 0)
    hevc.bytes[11] = 0x90
    feed(hevc, tag('keyframe', 0), tag('frame', 900))
    expect([unusable, main]).toEqual([['the picture is not H.264'], []])
  })
})
