import { expect, test } from 'vitest'
import { type OutputMode, outputModes } from '#shared/states'
import { roomSchema } from '#shared/wire/room'
import { streamKeySchema } from '#shared/wire/stream-key'
import { returnFeed, shareLinks } from '../../../electron/broadcast/play-urls.ts'

const hls = 'https://play.test/1.m3u8'
const dash = 'https://play.test/1.mpd'
const rtmp = 'rtmp://play.test/1'
const flv = 'https://play.test/1.flv'
type Urls = {
  readonly playUrl?: string
  readonly cmafHlsPlayUrl?: string
  readonly cmafDashPlayUrl?: string
  readonly rtmpPlayUrl?: string
  readonly httpFlvPlayUrl?: string
}
const filled: { readonly [M in OutputMode]: Urls } = {
  RTMP: { rtmpPlayUrl: rtmp, httpFlvPlayUrl: flv },
  CMAF: { cmafHlsPlayUrl: hls, cmafDashPlayUrl: dash },
  RTMP_CMAF: { cmafHlsPlayUrl: hls, cmafDashPlayUrl: dash, rtmpPlayUrl: rtmp, httpFlvPlayUrl: flv },
}
const key = (mode: OutputMode | null, streamKeyState: string, urls: Urls = {}) =>
  streamKeySchema.parse({ id: 1, streamKeyState, streamKey: 'k', ingestUrl: 'rtmp://a/live', mode, ...urls })
const room = (videoRoomState: string, urls: Urls = {}) => roomSchema.parse({ id: 1, type: 'BROADCAST_RTMP', videoRoomState, ...urls })

test('the page plays HLS where it is made, HTTP-FLV where nothing else is', () => {
  const feeds = outputModes.map((mode) => [
    returnFeed(key(mode, 'ACTIVE', filled[mode]), room('SCHEDULED')),
    returnFeed(key(mode, 'ACTIVE_LIVE'), room('LIVE', filled[mode])),
  ])
  const asHls = { protocol: 'hls', url: hls }
  const asFlv = { protocol: 'flv', url: flv }
  expect(feeds).toEqual([
    [asFlv, asFlv],
    [asHls, asHls],
    [asHls, asHls],
  ])
})

test('where both are made, but one is not named yet, it is waited for instead of changing the player', () => {
  expect(returnFeed(key('RTMP_CMAF', 'ACTIVE_LIVE'), room('LIVE', filled.RTMP))).toBeNull()
  expect(returnFeed(key(null, 'ACTIVE_LIVE'), room('LIVE', filled.RTMP))).toEqual({ protocol: 'flv', url: flv })
  expect(returnFeed(key('RTMP', 'ACTIVE_LIVE'), room('LIVE', filled.CMAF))).toEqual({ protocol: 'hls', url: hls })
})

test('links for viewers are all that the room names, and only while it is live', () => {
  expect(shareLinks(room('LIVE', filled.RTMP_CMAF))).toEqual({ hls, dash, rtmp, flv })
  expect(shareLinks(room('LIVE', filled.RTMP))).toEqual({ hls: null, dash: null, rtmp, flv })
  expect(shareLinks(room('LIVE_INACTIVE', filled.RTMP_CMAF))).toEqual({ hls: null, dash: null, rtmp: null, flv: null })
})

test('the older address counts for what its ending says', () => {
  const linksOf = (playUrl: string) => shareLinks(room('LIVE', { playUrl }))
  expect(linksOf('https://play.test/a/live?token=1')).toMatchObject({ hls: 'https://play.test/a/live?token=1', flv: null })
  expect(linksOf('https://play.test/a.flv')).toMatchObject({ hls: null, flv: 'https://play.test/a.flv' })
  expect(linksOf('rtmp://play.test/a')).toEqual({ hls: null, dash: null, rtmp: null, flv: null })
})
