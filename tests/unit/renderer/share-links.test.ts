import { describe, expect, it } from 'vitest'
import { audienceOf, leadsToThisComputer, whyNoLink } from '../../../renderer/features/share/share-links.ts'
import { shortenLink } from '../../../renderer/features/share/shorten-link.ts'

const outside = 'https://play.example.com/live/a/master.m3u8'
const inside = 'http://127.0.0.1:9000/live/a/master.m3u8'

describe('who can open the links', () => {
  it.each([
    ['a public room', { environment: 'production', accessLevel: 'PUBLIC', links: [outside] }, 'everyone'],
    ['a room that does not say', { environment: 'sandbox', accessLevel: undefined, links: [null] }, 'everyone'],
    ['a room for members', { environment: 'production', accessLevel: 'MEMBER', links: [outside] }, 'admitted'],
    ['a level of a later version', { environment: 'production', accessLevel: 'SOMEBODY', links: [outside] }, 'admitted'],
    ['a service on this computer', { environment: 'custom', accessLevel: 'PUBLIC', links: [null, inside] }, 'thisComputer'],
    ['the rehearsal, before there is a link', { environment: 'rehearsal', accessLevel: 'PUBLIC', links: [null] }, 'rehearsal'],
  ] as const)('of %s', (_what, facts, audience) => {
    expect(audienceOf(facts)).toBe(audience)
  })

  it('tells this computer by its names, and by nothing that only looks like one', () => {
    const here = [inside, 'rtmp://localhost/live/a', 'http://[::1]:80/a', 'http://127.8.9.1/a', 'https://a.localhost/b']
    const elsewhere = [
      outside,
      'https://127.0.0.1.example.com/a',
      'https://localhost.example.com/a',
      'https://example.com/?at=127.0.0.1',
      'not a link',
    ]
    expect([here.filter(leadsToThisComputer), elsewhere.filter(leadsToThisComputer)]).toEqual([here, []])
  })
})

it('says why there is no link', () => {
  const states = [null, 'SCHEDULED', 'LIVE', 'LIVE_INACTIVE', 'ENDED', 'ARCHIVED', 'CANCELLED', 'ODD']
  expect(states.map((state) => whyNoLink(state, 'hls', 'CMAF'))).toEqual(['notYet', 'notYet', 'onItsWay', 'paused', 'over', 'over', 'over', 'notYet'])
})

it('promises no link for browsers where the stream goes to players alone', () => {
  const kinds = ['hls', 'dash', 'rtmp', 'flv'] as const
  expect(kinds.map((kind) => whyNoLink('LIVE', kind, 'RTMP'))).toEqual(['notMade', 'notMade', 'onItsWay', 'onItsWay'])
  expect(kinds.map((kind) => whyNoLink('SCHEDULED', kind, 'RTMP_CMAF'))).toEqual(['notYet', 'notYet', 'notYet', 'notYet'])
  expect(whyNoLink('ENDED', 'hls', 'RTMP')).toBe('over')
})

describe('a link to read', () => {
  it.each([
    ['https://play.example.com/a.m3u8', 'play.example.com/a.m3u8'],
    ['https://play.example.com/live/0123456789abcdef0123456789abcdef/master.m3u8', 'play.example.com/…89abcdef/master.m3u8'],
    ['rtmp://media.example.com/live/0123456789abcdef0123456789abcdef', 'rtmp://media.example.com/…0123456789abcdef'],
    ['https://play.example.com/a.m3u8?streamingToken=secret', 'play.example.com/a.m3u8?…'],
    [`https://${'very-'.repeat(9)}long.example.com/live/0123456789/master.m3u8`, `${'very-'.repeat(9)}long.example.com/…6789/master.m3u8`],
  ])('keeps where %s leads and how it ends', (link, short) => {
    expect(shortenLink(link)).toBe(short)
  })
})
