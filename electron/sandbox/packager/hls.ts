import { type LiveStream, type LiveTrack, listedSegments } from './live-stream.ts'

/** HLS (RFC 8216) of a live stream: CMAF segments, sound as a rendition of its own. */
export function masterPlaylist(stream: LiveStream): string {
  const tracks = stream.tracks()
  const sound = tracks.find(({ size }) => size === null)
  const pictures = tracks.filter(({ size }) => size !== null).sort((a, b) => b.bandwidth - a.bandwidth)
  const lines = ['#EXTM3U', '#EXT-X-VERSION:7', '#EXT-X-INDEPENDENT-SEGMENTS']
  if (sound !== undefined) {
    lines.push(`#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="sound",NAME="sound",DEFAULT=YES,AUTOSELECT=YES,URI="${playlistPath(sound)}"`)
  }
  for (const picture of pictures) {
    const attributes = [
      `BANDWIDTH=${picture.bandwidth + (sound?.bandwidth ?? 0)}`,
      `CODECS="${[picture.codec, ...(sound === undefined ? [] : [sound.codec])].join(',')}"`,
      `RESOLUTION=${picture.size?.width}x${picture.size?.height}`,
      `FRAME-RATE=${stream.frameRate.toFixed(3)}`,
      ...(sound === undefined ? [] : ['AUDIO="sound"']),
    ]
    lines.push(`#EXT-X-STREAM-INF:${attributes.join(',')}`, playlistPath(picture))
  }
  return `${lines.join('\n')}\n`
}

const playlistPath = (track: LiveTrack): string => `${track.name}/index.m3u8`

/** The rendition's newest segments, each with the wall-clock time of its first sample. */
export function mediaPlaylist(stream: LiveStream, track: LiveTrack): string {
  const segments = track.segments.slice(-listedSegments)
  // Over everything that is kept, so that it changes as rarely as keyframes move.
  const longest = Math.max(1, ...track.segments.map(({ duration }) => Math.round(duration / track.timescale)))
  const lines = [
    '#EXTM3U',
    '#EXT-X-VERSION:7',
    `#EXT-X-TARGETDURATION:${longest}`,
    `#EXT-X-MEDIA-SEQUENCE:${segments[0]?.number ?? 1}`,
    '#EXT-X-INDEPENDENT-SEGMENTS',
    '#EXT-X-MAP:URI="init.mp4"',
  ]
  for (const { number, start, duration } of segments) {
    lines.push(
      `#EXT-X-PROGRAM-DATE-TIME:${new Date(stream.epochMs + (start * 1000) / track.timescale).toISOString()}`,
      `#EXTINF:${(duration / track.timescale).toFixed(6)},`,
      `${number}.m4s`,
    )
  }
  if (stream.ended()) lines.push('#EXT-X-ENDLIST')
  return `${lines.join('\n')}\n`
}
