import { type CaptureEnd, type DesktopSourceId, desktopSources } from '#shared/desktop-sources'
import { connectToCore, maxPieceBytes } from './bridge.ts'
import { createFeed } from './features/page-source/feed-recording.ts'
import { type OpenTracks, openTracks } from './features/page-source/open-tracks.ts'
import { recordTracks } from './features/page-source/record-tracks.ts'
import { chooseFormat } from './features/page-source/recording-format.ts'

/** The page of a hidden window of the desktop app, which captures what ffmpeg cannot. */
const bridge = connectToCore()

/** The sound of the computer comes only with a picture, which nobody asked for. */
function soundAlone(tracks: OpenTracks): OpenTracks {
  for (const track of tracks.stream.getVideoTracks()) {
    track.stop()
    tracks.stream.removeTrack(track)
  }
  return { ...tracks, picture: null }
}

async function open(id: DesktopSourceId): Promise<OpenTracks | null> {
  try {
    const tracks = await openTracks('screen')
    return id === desktopSources.systemSound ? soundAlone(tracks) : tracks
  } catch {
    return null
  }
}

async function capture(id: DesktopSourceId, label: string): Promise<CaptureEnd> {
  const tracks = await open(id)
  const format = tracks && chooseFormat(tracks.picture, tracks.sound, (type) => MediaRecorder.isTypeSupported(type))
  if (tracks === null || format === null || (tracks.picture === null && !tracks.sound)) return 'refused'
  const { stream, picture, sound } = tracks
  const feed = createFeed({
    record: (onPiece, onBroken) => recordTracks(stream, format, onPiece, onBroken),
    upload: () => bridge.upload(id),
    monotonicMs: () => performance.now(),
    largestPiece: maxPieceBytes,
  })
  const [main] = [...stream.getVideoTracks(), ...stream.getAudioTracks()]
  const ended = new Promise<CaptureEnd>((resolve) => main?.addEventListener('ended', () => resolve('ended')))
  await bridge.call('page.offer', { id, label, picture, sound })
  bridge.watch('page.wanted', (wanted) => feed.want(wanted.find((page) => page.id === id)?.recording ?? null))
  return ended
}

globalThis.tallyCapture = { capture }
