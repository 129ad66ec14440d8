import i18next from 'i18next'
import { decodeQR } from 'qr/decode.js'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Snapshot } from '#shared/contract'
import { QrCode } from '../../../renderer/features/share/qr-code.tsx'
import { QrBody } from '../../../renderer/features/share/qr-dialog.tsx'
import { ShareCard } from '../../../renderer/features/share/share-card.tsx'
import { addTexts, startTexts } from '../../../renderer/i18n/setup.ts'
import { aSnapshot } from './a-snapshot.ts'
import { drawPart, wordsOf } from './draw-part.tsx'

const hls = 'https://play.example.com/live/0123456789abcdef0123456789abcdef/master.m3u8'
const dash = hls.replace('m3u8', 'mpd')
const rtmp = 'rtmp://media.example.com/live/0123456789abcdef'

const draw = (part: Parameters<typeof aSnapshot>[0]) => drawPart(<ShareCard />, aSnapshot(part))
const production = { connection: { environment: 'production' } } as const
const liveRoom = { room: { state: 'LIVE', accessLevel: 'PUBLIC' } } as const
/** The rows in their order, each with its link. */
const rowsOf = (html: string) => [...html.matchAll(/<li[^>]*data-testid="([^"]+)" data-value="([^"]*)"/g)].map(([, id, value]) => [id, value])

/** Reads the code as a camera would: from its pixels. */
function scan(svg: string): string {
  const size = Number(/viewBox="0 0 (\d+) \1"/.exec(svg)?.[1])
  const scale = 4
  const side = size * scale
  const data = new Uint8ClampedArray(side * side * 4).fill(255)
  for (const [, x, y, length] of svg.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
    for (let row = Number(y) * scale; row < (Number(y) + 1) * scale; row += 1) {
      for (let column = Number(x) * scale; column < (Number(x) + Number(length)) * scale; column += 1) {
        data.set([0, 0, 0, 255], (row * side + column) * 4)
      }
    }
  }
  return decodeQR({ width: side, height: side, data })
}

beforeAll(async () => {
  await startTexts('en')
  await addTexts('ko')
})
beforeEach(() => void i18next.changeLanguage('en'))

describe('the links', () => {
  it('have their places before there are any, with when they come', () => {
    const html = draw(production)
    expect(rowsOf(html)).toEqual([
      ['share-hls', ''],
      ['share-dash', ''],
      ['vod-link', ''],
    ])
    expect(wordsOf(html)).toMatch(/HLS .*Here once you are live.*DASH .*Here once you are live.*Recording .*Here after the broadcast/)
    expect(html).not.toContain('<button')
  })

  it('say what they are for, open in full, and are short to the eye', () => {
    const html = draw({ ...production, session: { ...liveRoom, share: { hls, dash } } })
    expect(html).toMatch(new RegExp(`<a [^>]*href="${hls}" target="_blank" rel="noreferrer" title="${hls}"[^>]*>play.example.com/…`))
    expect(wordsOf(html)).toContain('Opens in most browsers, phones and players.')
    expect(wordsOf(html)).toContain('For players that prefer MPEG-DASH.')
    expect(wordsOf(html)).toContain('Anyone with a link can watch.')
  })

  it('for players alone appear only where there are such, and are no links for a browser', () => {
    const html = draw({ ...production, session: { ...liveRoom, share: { rtmp, flv: 'https://play.example.com/live/a.flv' } } })
    expect(rowsOf(html).map(([id]) => id)).toEqual(['share-hls', 'share-dash', 'share-rtmp', 'share-flv', 'vod-link'])
    expect(html).not.toContain('<a ')
    expect(wordsOf(html)).toContain('Needs a player such as VLC. A browser cannot open it.')
  })

  it('put the recording first once the broadcast is over', () => {
    const url = 'https://play.example.com/vod/7.mp4'
    const vod = { state: 'ARCHIVED', url, playbackPath: '/media/7.mp4', videoPostId: '7', videoPostState: 'PROCESSED' }
    const html = draw({ ...production, session: { state: 'done', room: { state: 'ARCHIVED' }, vod } })
    expect(rowsOf(html)).toEqual([
      ['vod-link', url],
      ['share-hls', ''],
      ['share-dash', ''],
    ])
    expect(wordsOf(html)).toContain('The broadcast is over')
  })

  it.each([
    ['a broadcast that does not arrive', { room: { state: 'LIVE_INACTIVE' } }, 'Paused. A new link comes with your stream.'],
    ['links that the service has not named yet', { room: { state: 'LIVE' } }, 'On its way.'],
    ['a recording that failed', { vod: aVod('FAILED_ARCHIVING') }, 'It could not be saved'],
    ['a recording that is being saved', { vod: aVod('ARCHIVING') }, 'On its way. It appears here by itself.'],
    ['a room for some', { room: { accessLevel: 'MEMBER' } }, 'Only people whom it admits can watch.'],
  ] as const)('tell of %s', (_what, session, words) => {
    expect(wordsOf(draw({ ...production, session }))).toContain(words)
  })

  it('of a rehearsal claim no audience', () => {
    expect(wordsOf(draw({}))).toContain('Rehearsal: these work only on this computer.')
    expect(wordsOf(draw({}))).not.toContain('Anyone')
    void i18next.changeLanguage('ko')
    expect(wordsOf(draw({}))).toContain('리허설: 이 컴퓨터에서만 열립니다.')
  })
})

describe('the code to scan', () => {
  it.each([
    ['a short link', 'https://a.example/v'],
    ['a usual link', hls],
    ['a long link with a token', `${hls}?streamingToken=${'aZ09-_.~'.repeat(40)}`],
  ])('leads to %s', (_what, link) => {
    expect(scan(drawPart(<QrCode link={link} label="QR" />, aSnapshot()))).toBe(link)
  })

  it('has four light modules around it', () => {
    const svg = drawPart(<QrCode link={hls} label="QR" />, aSnapshot())
    const size = Number(/viewBox="0 0 (\d+)/.exec(svg)?.[1])
    const runs = [...svg.matchAll(/M(\d+) (\d+)h(\d+)/g)].map(([, x, y, length]) => ({
      from: Number(x),
      to: Number(x) + Number(length),
      y: Number(y),
    }))
    expect([Math.min(...runs.map(({ from }) => from)), Math.min(...runs.map(({ y }) => y))]).toEqual([4, 4])
    expect([Math.max(...runs.map(({ to }) => to)), Math.max(...runs.map(({ y }) => y + 1))]).toEqual([size - 4, size - 4])
  })

  it('stands above its link, with what the phone needs', () => {
    const drawn = (kind: 'hls' | 'rtmp', name: string, link: string) =>
      drawPart(<QrBody kind={kind} name={name} link={link} onlyHere={false} />, aSnapshot())
    expect(scan(drawn('hls', 'HLS', hls))).toBe(hls)
    expect(wordsOf(drawn('hls', 'HLS', hls))).toContain(hls)
    expect(wordsOf(drawn('hls', 'HLS', hls))).toContain('camera at it to watch')
    expect(wordsOf(drawn('rtmp', 'RTMP', rtmp))).toContain('The phone needs a player that knows RTMP.')
  })

  it('is not drawn where no phone can follow it', () => {
    const html = drawPart(<QrBody kind="hls" name="HLS" link="http://127.0.0.1:9/a.m3u8" onlyHere />, aSnapshot())
    expect(html).not.toContain('data-testid="qr-code"')
    expect(wordsOf(html)).toContain('A phone cannot open this link')
  })
})

function aVod(state: string): Snapshot['session']['vod'] {
  return { state, url: null, playbackPath: null, videoPostId: null, videoPostState: null, files: [] }
}
