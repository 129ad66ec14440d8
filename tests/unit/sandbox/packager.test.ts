import { describe, expect, it } from 'vitest'
import { dashPresentation } from '../../../electron/sandbox/packager/dash.ts'
import { masterPlaylist, mediaPlaylist } from '../../../electron/sandbox/packager/hls.ts'
import { createLiveStream } from '../../../electron/sandbox/packager/live-stream.ts'
import { packagerPlan } from '../../../electron/sandbox/packager/packager-args.ts'
import { createBoxCutter } from '../../../electron/sandbox/packager/read-boxes.ts'
import { readFragment, readInit } from '../../../electron/sandbox/packager/read-segment.ts'
import { only, sampleState } from './sample-state.ts'

const box = (type: string, ...content: (Buffer | string)[]): Buffer => {
  const body = Buffer.concat(content.map((part) => (typeof part === 'string' ? Buffer.from(part, 'hex') : part)))
  const head = Buffer.alloc(8)
  head.writeUInt32BE(8 + body.length)
  head.write(type, 4, 'latin1')
  return Buffer.concat([head, body])
}
const u32 = (...numbers: number[]) => Buffer.concat(numbers.map((number) => Buffer.from(number.toString(16).padStart(8, '0'), 'hex')))
const u16 = (number: number) => number.toString(16).padStart(4, '0')

const init = (timescale: number, sampleEntry: Buffer) =>
  Buffer.concat([
    box('ftyp', '69736f35'),
    box(
      'moov',
      box('mvhd', '00'),
      box('trak', box('mdia', box('mdhd', u32(0, 0, 0, timescale, 0)), box('minf', box('stbl', box('stsd', u32(0, 1), sampleEntry))))),
    ),
  ])
const avc = (width: number, height: number) => box('avc1', '00'.repeat(24), u16(width), u16(height), '00'.repeat(50), box('avcC', '0164001fff'))
const aac = box('mp4a', '00'.repeat(28))
/** Two samples per fragment, their durations written one by one. */
const fragment = (start: number, ...durations: number[]) => [
  box(
    'moof',
    box('mfhd', u32(0, 1)),
    box(
      'traf',
      box('tfhd', u32(0x020000, 1)),
      box('tfdt', u32(0x01000000, 0, start)),
      box('trun', u32(0x00000301, durations.length, 0), ...durations.map((duration) => u32(duration, 10))),
    ),
  ),
  box('mdat', '00'.repeat(1000)),
]

describe('cutting what ffmpeg writes', () => {
  it('finds every box whole, however the pipe delivers it', () => {
    const bytes = Buffer.concat([init(90000, avc(1280, 720)), ...fragment(0, 3000, 3000)])
    for (const size of [1, 7, 64, bytes.length]) {
      const found: [string, number][] = []
      const cut = createBoxCutter((type, whole) => found.push([type, whole.length]))
      for (let at = 0; at < bytes.length; at += size) cut(bytes.subarray(at, at + size))
      expect(found.map(([type]) => type)).toEqual(['ftyp', 'moov', 'moof', 'mdat'])
      expect(found.reduce((sum, [, length]) => sum + length, 0)).toBe(bytes.length)
    }
  })

  it('reads tracks and times', () => {
    expect(readInit(init(90000, avc(1280, 720)))).toEqual({ timescale: 90000, codec: 'avc1.64001f', size: { width: 1280, height: 720 } })
    expect(readInit(init(48000, aac))).toEqual({ timescale: 48000, codec: 'mp4a.40.2', size: null })
    expect(readInit(box('ftyp', '00'))).toBe(null)
    expect(readFragment(only(fragment(91890, 3000, 2880)))).toEqual({ start: 91890, duration: 5880 })
    const byDefault = box('moof', box('traf', box('tfhd', u32(0x020008, 1, 1024)), box('tfdt', u32(0, 77)), box('trun', u32(0x00000201, 47, 0))))
    expect(readFragment(byDefault)).toEqual({ start: 77, duration: 48128 })
  })
})

describe('what viewers get', () => {
  const epochMs = Date.parse('2026-03-01T12:00:00Z')
  function stream(seconds: number) {
    let segments = 0
    const live = createLiveStream({
      plans: [
        { name: '360p', bitrate: 700_000 },
        { name: '720p', bitrate: 2_500_000 },
        { name: 'audio', bitrate: 128_000 },
      ],
      epochMs,
      frameRate: 30,
      onSegment: () => {
        segments += 1
      },
    })
    live.write('360p', init(90000, avc(640, 360)))
    live.write('720p', init(90000, avc(1280, 720)))
    live.write('audio', init(48000, aac))
    for (let second = 0; second < seconds; second += 1) {
      for (const name of ['360p', '720p']) live.write(name, Buffer.concat(fragment(second * 90000, 45000, 45000)))
      if (second < seconds - 1 || seconds > 1) live.write('audio', Buffer.concat(fragment(second * 48000, 48000)))
    }
    return { live, segments: () => segments }
  }

  it('can be played only when every track has something', () => {
    const { live } = stream(1)
    expect(live.playable()).toBe(false)
    live.write('audio', Buffer.concat(fragment(0, 48000)))
    expect(live.playable()).toBe(true)
  })

  it('an HLS master with both sizes, the largest first, and sound beside them', () => {
    expect(masterPlaylist(stream(2).live)).toBe(
      `#EXTM3U
#EXT-X-VERSION:7
#EXT-X-INDEPENDENT-SEGMENTS
#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="sound",NAME="sound",DEFAULT=YES,AUTOSELECT=YES,URI="audio/index.m3u8"
#EXT-X-STREAM-INF:BANDWIDTH=2628000,CODECS="avc1.64001f,mp4a.40.2",RESOLUTION=1280x720,FRAME-RATE=30.000,AUDIO="sound"
720p/index.m3u8
#EXT-X-STREAM-INF:BANDWIDTH=828000,CODECS="avc1.64001f,mp4a.40.2",RESOLUTION=640x360,FRAME-RATE=30.000,AUDIO="sound"
360p/index.m3u8
`,
    )
  })

  it('a media playlist of the newest ten segments, each with its wall-clock time, and an end', () => {
    const { live } = stream(25)
    const track = only(live.tracks().filter(({ name }) => name === '720p'))
    const text = mediaPlaylist(live, track)
    expect(text.split('\n').slice(0, 9)).toEqual([
      '#EXTM3U',
      '#EXT-X-VERSION:7',
      '#EXT-X-TARGETDURATION:1',
      '#EXT-X-MEDIA-SEQUENCE:16',
      '#EXT-X-INDEPENDENT-SEGMENTS',
      '#EXT-X-MAP:URI="init.mp4"',
      '#EXT-X-PROGRAM-DATE-TIME:2026-03-01T12:00:15.000Z',
      '#EXTINF:1.000000,',
      '16.m4s',
    ])
    expect(text.match(/\.m4s/g)).toHaveLength(10)
    expect(track.segments.map(({ number }) => number)).toEqual(Array.from({ length: 20 }, (_, index) => index + 6))
    expect(text).not.toContain('ENDLIST')
    live.end()
    expect(mediaPlaylist(live, track).endsWith('25.m4s\n#EXT-X-ENDLIST\n')).toBe(true)
  })

  it('a DASH presentation of the same segments', () => {
    const { live } = stream(12)
    const text = dashPresentation(live, epochMs + 12_500)
    expect(text).toContain('type="dynamic" availabilityStartTime="2026-03-01T12:00:00.000Z" publishTime="2026-03-01T12:00:12.500Z"')
    expect([...text.matchAll(/<Representation id="(\w+)" codecs="([\w.]+)"/g)].map(([, id, codecs]) => `${id} ${codecs}`)).toEqual([
      '360p avc1.64001f',
      '720p avc1.64001f',
      'audio mp4a.40.2',
    ])
    expect(text).toContain('timescale="90000" initialization="720p/init.mp4" media="720p/$Number$.m4s" startNumber="3"')
    expect(text.match(/<S t="180000" d="90000"\/>/g)).toHaveLength(2)
    live.end()
    expect(dashPresentation(live, epochMs)).toContain('type="static" mediaPresentationDuration="PT12.000S"')
  })
})

describe('the command line of the packager', () => {
  const profile = only(sampleState().profiles)
  const args = (width: number | undefined, hasAudio = true) => packagerPlan(profile, { width, height: 720, frameRate: 60 }, hasAudio)

  it('takes the source as it is where it has the size, and encodes the rest', () => {
    const plan = args(1280)
    expect(plan.args.filter((_, index) => plan.args[index - 1] === '-c:v')).toEqual(['libx264', 'copy'])
    expect(plan.args.filter((arg) => arg.startsWith('pipe:'))).toEqual(['pipe:0', 'pipe:3', 'pipe:4', 'pipe:5'])
    expect(plan.tracks.map(({ name }) => name)).toEqual(['360p', '720p', 'audio'])
    expect(plan.args).toContain('fps=60')
  })

  it('encodes both where the size is another or unknown, and leaves out sound that is not there', () => {
    for (const width of [1920, undefined]) expect(args(width).args.filter((arg) => arg === 'libx264')).toHaveLength(2)
    expect(args(1280, false).args).not.toContain('0:a:0')
    expect(args(1280, false).tracks.map(({ name }) => name)).toEqual(['360p', '720p'])
  })
})
