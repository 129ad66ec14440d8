import { describe, expect, it } from 'vitest'
import { rewritePlaylist } from '../../../electron/cloud/media/rewrite-playlist.ts'

const base = 'https://play.example/live/41/master.m3u8?sig=a%2Fb'
/** Shows what the gateway would be asked to remember. */
const shown = (url: URL | null) => `<${url?.href ?? 'nowhere'}>`

describe('rewritePlaylist', () => {
  it('rewrites variants, renditions and keys of a master playlist', () => {
    const master = [
      '\uFEFF#EXTM3U',
      '#EXT-X-VERSION:7',
      '# made by https://secret.example/',
      '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a,URI=x",NAME="sound",DEFAULT=YES,URI="audio/index.m3u8?x=1,2"',
      '#EXT-X-SESSION-KEY:METHOD=SAMPLE-AES,URI="skd://key",KEYFORMAT="com.apple"',
      '#EXT-X-I-FRAME-STREAM-INF:BANDWIDTH=1,URI="/iframes.m3u8"',
      '#EXT-X-CONTENT-STEERING:SERVER-URI="https://steer.example/",PATHWAY-ID="a"',
      '#EXT-X-STREAM-INF:BANDWIDTH=2000000,CODECS="avc1.640028,mp4a.40.2",AUDIO="a,URI=x"',
      '  720p/index.m3u8#fragment  ',
      '#EXT-X-STREAM-INF:BANDWIDTH=600000',
      '//cdn.example/360p.m3u8',
      '',
    ].join('\r\n')
    expect(rewritePlaylist(master, base, shown).split('\n')).toEqual([
      '#EXTM3U',
      '#EXT-X-VERSION:7',
      '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a,URI=x",NAME="sound",DEFAULT=YES,URI="<https://play.example/live/41/audio/index.m3u8?x=1,2>"',
      '#EXT-X-SESSION-KEY:METHOD=SAMPLE-AES,URI="<skd://key>",KEYFORMAT="com.apple"',
      '#EXT-X-I-FRAME-STREAM-INF:BANDWIDTH=1,URI="<https://play.example/iframes.m3u8>"',
      '#EXT-X-STREAM-INF:BANDWIDTH=2000000,CODECS="avc1.640028,mp4a.40.2",AUDIO="a,URI=x"',
      '<https://play.example/live/41/720p/index.m3u8>',
      '#EXT-X-STREAM-INF:BANDWIDTH=600000',
      '<https://cdn.example/360p.m3u8>',
      '',
    ])
  })

  it('rewrites maps, segments, parts and hints of a media playlist and leaves the rest alone', () => {
    const media = [
      '#EXTM3U',
      '#EXT-X-TARGETDURATION:2',
      '#EXT-X-KEY:METHOD=AES-128,URI="key?id=1",IV=0x01',
      '#EXT-X-MAP:URI="init.mp4",BYTERANGE="720@0"',
      '#EXT-X-PROGRAM-DATE-TIME:2030-01-01T00:00:00.000Z',
      '#EXTINF:2.000,a title with URI="inside"',
      '#EXT-X-BYTERANGE:100@20',
      '../../up/%2e%2e/seg%201.m4s?token=a+b%20c',
      '#EXT-X-DATERANGE:ID="ad",X-ASSET-URI="https://ads.example/"',
      '#EXT-X-DATERANGE:ID="note",START-DATE="2030-01-01T00:00:00Z"',
      '#EXT-X-PART:DURATION=0.3,URI="p1.m4s",INDEPENDENT=YES',
      '#EXT-X-PRELOAD-HINT:TYPE=PART, uri = plain.m4s',
      '#EXT-X-RENDITION-REPORT:URI="../360p/index.m3u8",LAST-MSN=5',
      '#EXT-X-ENDLIST',
    ].join('\n')
    expect(rewritePlaylist(media, 'https://play.example/a/b/c/index.m3u8', shown).split('\n')).toEqual([
      '#EXTM3U',
      '#EXT-X-TARGETDURATION:2',
      '#EXT-X-KEY:METHOD=AES-128,URI="<https://play.example/a/b/c/key?id=1>",IV=0x01',
      '#EXT-X-MAP:URI="<https://play.example/a/b/c/init.mp4>",BYTERANGE="720@0"',
      '#EXT-X-PROGRAM-DATE-TIME:2030-01-01T00:00:00.000Z',
      '#EXTINF:2.000,a title with URI="inside"',
      '#EXT-X-BYTERANGE:100@20',
      '<https://play.example/a/seg%201.m4s?token=a+b%20c>',
      '#EXT-X-DATERANGE:ID="note",START-DATE="2030-01-01T00:00:00Z"',
      '#EXT-X-PART:DURATION=0.3,URI="<https://play.example/a/b/c/p1.m4s>",INDEPENDENT=YES',
      '#EXT-X-PRELOAD-HINT:TYPE=PART, uri="<https://play.example/a/b/c/plain.m4s>"',
      '#EXT-X-RENDITION-REPORT:URI="<https://play.example/a/b/360p/index.m3u8>",LAST-MSN=5',
      '#EXT-X-ENDLIST',
      '',
    ])
  })

  it('lets no address through, however it is written', () => {
    let seed = 42
    const pick = <T>(items: readonly T[]): T => {
      seed = (seed * 1103515245 + 12345) % 2147483648
      return items[seed % items.length] as T
    }
    const hosts = [
      'https://leak.example',
      'http://leak.example:81',
      '//leak.example',
      'HTTPS://leak.example',
      'javascript:leak.example',
      'data:,leak.example',
    ]
    const tails = ['/a.ts', '/a b.ts', '/a.ts?x="1"', '/%00', '/../..', '/a,b=c', '/é', '\\x']
    const tags = ['#EXT-X-MAP:', '#EXT-X-KEY:METHOD=AES-128,', '#EXT-X-MEDIA:NAME="n,\\"",', '#EXT-X-NEW-TAG:A=1,B="2",']
    for (let round = 0; round < 2_000; round += 1) {
      const address = `${pick(hosts)}${pick(tails)}`
      const inTag = pick([
        `${pick(tags)}URI="${address.replaceAll('"', '')}"${pick(['', ',C=3'])}`,
        `${pick(tags)}URI=${address.replaceAll(/[" ,]/g, '')}`,
      ])
      const line = pick([address, inTag, ` ${address} `, `#${address}`])
      const text = `#EXTM3U${pick(['\n', '\r\n', '\r'])}${line}\n#EXTINF:2,\n`
      expect(rewritePlaylist(text, base, () => '/media/h/1')).not.toContain('leak')
    }
  })
})
