import { describe, expect, it } from 'vitest'
import { type MediaTag, withTimestamp } from '../../../electron/sandbox/ingest/media-tag.ts'
import { rtmpMessage } from '../../../electron/sandbox/ingest/rtmp-message.ts'
import { createLiveFlv, type Viewer } from '../../../electron/sandbox/viewers/live-flv.ts'
import { createViewerFeed } from '../../../electron/sandbox/viewers/viewer-feed.ts'
import { short, tag } from './sample-tags.ts'

const headers = [tag('metadata', 0), tag('video-header', 0), tag('audio-header', 0)]

function live(hasAudio = true) {
  let playable = 0
  const flv = createLiveFlv({
    hasAudio,
    onPlayable: () => {
      playable += 1
    },
  })
  const feed = (...tags: MediaTag[]) => tags.forEach(flv.write)
  const watch = (waitingBytes = () => 0) => {
    const got: string[] = []
    const viewer: Viewer = {
      kind: 'httpFlv',
      send: ({ bytes }, timestampMs) => void got.push(short(withTimestamp(bytes, timestampMs))),
      waitingBytes,
      end: () => void got.push('end'),
      cut: () => void got.push('cut'),
    }
    const leave = flv.join(viewer)
    return { leave, got: () => got.join(' ') }
  }
  return { flv, feed, watch, playable: () => playable }
}

describe('a live FLV stream', () => {
  it('is playable with a keyframe and a sound, or with a keyframe where there is no sound', () => {
    const both = live()
    both.feed(...headers, tag('keyframe', 700))
    expect(both.playable()).toBe(0)
    both.feed(tag('audio', 705), tag('audio', 726))
    expect(both.playable()).toBe(1)
    const silent = live(false)
    silent.feed(tag('video-header', 0), tag('keyframe', 700))
    expect(silent.playable()).toBe(1)
  })

  it('gives everybody headers, the current group of pictures and what follows, on a clock of their own', () => {
    const { feed, watch } = live()
    feed(...headers, tag('keyframe', 70_000), tag('audio', 70_005))
    const first = watch()
    feed(tag('keyframe', 71_000), tag('audio', 70_998), tag('frame', 71_033))
    const second = watch()
    feed(tag('audio', 71_040), tag('video-header', 71_050), tag('keyframe', 72_000))
    expect(first.got()).toBe('m0 HV0 HA0 V0 a5 V1000 a998 v1033 a1040 HV1050 V2000')
    expect(second.got()).toBe('m0 HV0 HA0 V0 a0 v33 a40 HV50 V1000')
  })

  it('ends for everybody at once, and who comes later is told so', () => {
    const { flv, feed, watch } = live()
    feed(...headers, tag('keyframe', 0))
    const [stays, leaves] = [watch(), watch()]
    leaves.leave()
    flv.end()
    feed(tag('frame', 33))
    expect([stays.got(), leaves.got(), watch().got()]).toEqual(['m0 HV0 HA0 V0 end', 'm0 HV0 HA0 V0', 'end'])
    expect(flv.viewers()).toEqual([])
  })

  it('keeps no endless group of pictures: who comes then waits for the next keyframe', () => {
    const { feed, watch } = live()
    const huge = 'x'.repeat(9_000_000)
    feed(...headers, tag('keyframe', 0, huge), tag('frame', 33, huge), tag('frame', 66))
    const viewer = watch()
    feed(tag('frame', 100), tag('keyframe', 1000), tag('frame', 1033))
    expect(viewer.got()).toBe('m0 HV0 HA0 V0 v33')
  })
})

describe('a viewer who is too slow', () => {
  it('goes on at a keyframe once what waited has left, headers never missing', () => {
    const { feed, watch } = live()
    let waiting = 0
    feed(...headers, tag('keyframe', 0))
    const viewer = watch(() => waiting)
    waiting = 1_600_000
    feed(tag('frame', 33), tag('audio', 40), tag('video-header', 50), tag('keyframe', 1000))
    waiting = 0
    feed(tag('frame', 1033), tag('audio', 1040), tag('keyframe', 2000), tag('audio', 2005))
    expect(viewer.got()).toBe('m0 HV0 HA0 V0 HV50 V2000 a2005')
  })

  it('is sent away after ten seconds, and nobody else notices', () => {
    const { flv, feed, watch } = live()
    feed(...headers, tag('keyframe', 0))
    const stuck = watch(() => 2_000_000)
    const fine = watch()
    feed(tag('frame', 100), tag('frame', 10_099), tag('frame', 10_100))
    expect([stuck.got(), fine.got()]).toEqual(['m0 HV0 HA0 cut', 'm0 HV0 HA0 V0 v100 v10099 v10100'])
    expect(flv.viewers()).toHaveLength(1)
  })

  it('may have the first group of pictures waiting besides, but only until it has left', () => {
    const feed = createViewerFeed(5_000_000)
    const kinds = (...waiting: number[]) => waiting.map((bytes, index) => feed.take(tag('keyframe', index), bytes).kind)
    expect(kinds(0, 5_000_000, 6_600_000, 5_000_000, 1_000_000, 1_600_000)).toEqual(['send', 'send', 'skip', 'send', 'send', 'skip'])
  })
})

describe('a tag for a player of RTMP', () => {
  it('is one message, cut into chunks', () => {
    const message = rtmpMessage(tag('keyframe', 0, 'x'.repeat(65_535)), 258, 1)
    expect(message.subarray(0, 14).toString('hex')).toBe(`06${'000102'}${'010001'}09${'01000000'}1701`)
    expect([message.length, message[12 + 65_535]]).toEqual([12 + 65_537 + 1, 0xc6])
  })

  it('carries times beyond 4.6 hours', () => {
    const message = rtmpMessage(tag('audio', 0), 0x0100_0001, 1)
    expect(message.toString('hex')).toBe('04ffffff00000208010000000100000' + '1af01')
  })
})
