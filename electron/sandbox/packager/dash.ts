import { type LiveStream, type LiveTrack, listedSegments } from './live-stream.ts'

/** Behind the newest segment, in seconds: one segment that is being played and one that is being fetched. */
const presentationDelaySeconds = 2

/** MPEG-DASH (ISO/IEC 23009-1) of a live stream, from the same segments as HLS. */
export function dashPresentation(stream: LiveStream, nowMs: number): string {
  const tracks = stream.tracks()
  const pictures = tracks.filter(({ size }) => size !== null)
  const sound = tracks.filter(({ size }) => size === null)
  const endSeconds = Math.max(0, ...tracks.map(endOf))
  const kind = stream.ended()
    ? `type="static" mediaPresentationDuration="${seconds(endSeconds)}"`
    : `type="dynamic" availabilityStartTime="${iso(stream.epochMs)}" publishTime="${iso(nowMs)}" minimumUpdatePeriod="PT1S" timeShiftBufferDepth="PT${listedSegments}S" suggestedPresentationDelay="PT${presentationDelaySeconds}S"`
  return `<?xml version="1.0" encoding="utf-8"?>
<MPD xmlns="urn:mpeg:dash:schema:mpd:2011" profiles="urn:mpeg:dash:profile:isoff-live:2011" ${kind} minBufferTime="PT1S" maxSegmentDuration="${seconds(longestOf(tracks))}">
 <Period id="0" start="PT0S">
${adaptationSet(stream, 'video', pictures)}${adaptationSet(stream, 'audio', sound)} </Period>
${stream.ended() ? '' : ` <UTCTiming schemeIdUri="urn:mpeg:dash:utc:direct:2014" value="${iso(nowMs)}"/>\n`}</MPD>
`
}

function adaptationSet(stream: LiveStream, contentType: 'video' | 'audio', tracks: readonly LiveTrack[]): string {
  if (tracks.length === 0) return ''
  return `  <AdaptationSet contentType="${contentType}" mimeType="${contentType}/mp4" segmentAlignment="true" startWithSAP="1">
${tracks.map((track) => representation(stream, track)).join('')}  </AdaptationSet>
`
}

function representation(stream: LiveStream, track: LiveTrack): string {
  const segments = track.segments.slice(-listedSegments)
  const shape = track.size === null ? '' : ` width="${track.size.width}" height="${track.size.height}" frameRate="${Math.round(stream.frameRate)}"`
  const timeline = segments.map(({ start, duration }) => `      <S t="${start}" d="${duration}"/>\n`).join('')
  return `   <Representation id="${track.name}" codecs="${track.codec}" bandwidth="${track.bandwidth}"${shape}>
    <SegmentTemplate timescale="${track.timescale}" initialization="${track.name}/init.mp4" media="${track.name}/$Number$.m4s" startNumber="${segments[0]?.number ?? 1}">
     <SegmentTimeline>
${timeline}     </SegmentTimeline>
    </SegmentTemplate>
   </Representation>
`
}

const endOf = ({ segments, timescale }: LiveTrack): number => {
  const last = segments.at(-1)
  return last === undefined ? 0 : (last.start + last.duration) / timescale
}

const longestOf = (tracks: readonly LiveTrack[]): number =>
  Math.max(1, ...tracks.flatMap(({ segments, timescale }) => segments.map(({ duration }) => duration / timescale)))

const seconds = (value: number): string => `PT${value.toFixed(3)}S`
const iso = (ms: number): string => new Date(ms).toISOString()
