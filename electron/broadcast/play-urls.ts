import type { SessionView, VodFile } from '#shared/contract'
import type { Known, OutputMode } from '#shared/states'
import type { VideoRoom } from '#shared/wire/room'
import type { StreamKey } from '#shared/wire/stream-key'
import type { VideoPost } from '#shared/wire/video-post'
import type { SessionFacts } from './facts.ts'

type PlayUrls = Pick<StreamKey, 'playUrl' | 'cmafHlsPlayUrl' | 'httpFlvPlayUrl'>

/** What the page plays, and how. */
export type Feed = Pick<NonNullable<SessionView['returnFeed']>, 'protocol' | 'url'>

/** `playUrl` is the older name for the stream of the mode: HLS by the documents, unless it says something else. */
const hlsOf = ({ cmafHlsPlayUrl, playUrl }: PlayUrls): string | null => cmafHlsPlayUrl ?? (isOnTheWeb(playUrl) && !isFlv(playUrl) ? playUrl : null)

const flvOf = ({ httpFlvPlayUrl, playUrl }: PlayUrls): string | null => httpFlvPlayUrl ?? (isOnTheWeb(playUrl) && isFlv(playUrl) ? playUrl : null)

const isOnTheWeb = (url: string | undefined): url is string => url !== undefined && /^https?:/i.test(url)
const isFlv = (url: string): boolean => URL.parse(url)?.pathname.toLowerCase().endsWith('.flv') === true

/**
 * What viewers really get: the room's own stream once it is LIVE (its URLs are new after every interruption), before that
 * the private one of the stream key. Null while there is none; the service may take seconds to name it.
 */
export function returnFeed(key: StreamKey | null, room: VideoRoom | null): Feed | null {
  if (room?.videoRoomState === 'LIVE') return feedOf(room, key?.mode)
  return key?.streamKeyState === 'ACTIVE' ? feedOf(key, key.mode) : null
}

/** There is an address for what is passed on now, of any protocol; also where nothing is passed on. */
export function isAddressed(key: StreamKey | null, room: VideoRoom | null): boolean {
  const urls = room?.videoRoomState === 'LIVE' ? room : key?.streamKeyState === 'ACTIVE' ? key : null
  return urls === null || feedOf(urls, key?.mode) !== null || urls.cmafDashPlayUrl !== undefined || urls.rtmpPlayUrl !== undefined
}

/** HLS wherever it is made, for most viewers get that; where both are, but one is not named yet, it is waited for. */
function feedOf(urls: PlayUrls, mode: Known<OutputMode> | undefined): Feed | null {
  const hls = hlsOf(urls)
  const flv = flvOf(urls)
  if (flv !== null && (mode === 'RTMP' || (hls === null && mode !== 'RTMP_CMAF'))) return { protocol: 'flv', url: flv }
  return hls === null ? null : { protocol: 'hls', url: hls }
}

/** We stopped what the service delivers. It still names the addresses until it has noticed, but they lead nowhere in a moment. */
export const isFeedOver = ({ whoSends, link }: Pick<SessionFacts, 'whoSends' | 'link'>): boolean =>
  whoSends === 'us' && (link === 'closing' || link === 'off' || link === 'failed' || link === 'checking')

/** Links for viewers: only the room's while it is LIVE. The stream key's own URLs open for the owner alone, so they are never offered. */
export function shareLinks(room: VideoRoom | null): SessionView['share'] {
  if (room?.videoRoomState !== 'LIVE') return { hls: null, dash: null, rtmp: null, flv: null }
  return {
    hls: hlsOf(room),
    dash: room.cmafDashPlayUrl ?? null,
    rtmp: room.rtmpPlayUrl ?? null,
    flv: flvOf(room),
  }
}

/**
 * What the recording can be had as: the original, then what was made of it, each address once. Where the video post cannot
 * be read (member access), the room's `vodUrl` is all there is.
 */
export function vodFiles(room: VideoRoom, post: VideoPost | null): readonly VodFile[] {
  const file = post !== null && post.id === room.videoPostId ? post.file : undefined
  const found = [
    ...(file?.src?.url === undefined ? [] : [{ format: 'ORIGINAL', size: file.src.size, url: file.src.url }]),
    ...(file?.processedSummaries ?? []),
    ...(room.vodUrl === undefined ? [] : [{ format: isManifest(room.vodUrl) ? 'CMAF_HLS' : 'MP4', size: undefined, url: room.vodUrl }]),
  ]
  return found
    .filter(({ url }, index) => isOnTheWeb(url) && found.findIndex((other) => other.url === url) === index)
    .map(({ format, size, url }, index) => ({ id: String(index), format, bytes: size ?? null, url, saves: !isManifest(url) }))
}

const isManifest = (url: string): boolean => /\.(?:m3u8|mpd)$/i.test(URL.parse(url)?.pathname ?? '')

/** The archived broadcast: the room's `vodUrl`, else what the video post was processed to. Null until there is one. */
export function vodUrl(room: VideoRoom, post: VideoPost | null): string | null {
  const processed = post !== null && post.id === room.videoPostId ? (post.file?.processedSummaries ?? []) : []
  const inFormat = (format: string) => processed.find((file) => file.format === format)?.url
  return room.vodUrl ?? inFormat('MP4') ?? inFormat('CMAF_HLS') ?? null
}
