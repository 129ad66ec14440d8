import { describe, expect, it } from 'vitest'
import { createProgressReader } from '../../../electron/pipeline/ffmpeg/read-progress.ts'

const first = `frame=1
fps=0.00
stream_0_0_q=-0.0
bitrate=N/A
total_size=N/A
out_time_us=-9223372036854775807
out_time_ms=-9223372036854775807
out_time=-2562047:47:16.854775
dup_frames=0
drop_frames=0
speed=N/A
progress=continue
`
const last = `frame=25
fps=29.97
bitrate= 401.2kbits/s
total_size=50150
out_time_ms=1000000
out_time=00:00:01.000000
dup_frames=0
drop_frames=3
speed= 188x
progress=end
`
const expected = [
  { frame: 1, fps: 0, outTimeMs: null, totalBytes: null, dropFrames: 0, speed: null, end: false },
  { frame: 25, fps: 29.97, outTimeMs: 1000, totalBytes: 50150, dropFrames: 3, speed: 188, end: true },
]

describe('progress of ffmpeg', () => {
  it('reads the same reports wherever the pipe cuts the text', () => {
    const bytes = new TextEncoder().encode(first + last.replaceAll('\n', '\r\n'))
    for (let size = 1; size < 80; size++) {
      const reader = createProgressReader()
      const reports = []
      for (let at = 0; at < bytes.length; at += size) reports.push(...reader.read(bytes.subarray(at, at + size)))
      expect(reports).toEqual(expected)
    }
  })

  it('keeps no foreign output and finds the next report after it', () => {
    const reader = createProgressReader()
    for (let i = 0; i < 100; i++) expect(reader.read('x'.repeat(10_000))).toEqual([])
    expect(reader.read(`frame=9\n${last}`)).toEqual([expected[1]])
  })
})
