import i18next from 'i18next'
import { beforeAll, describe, expect, it } from 'vitest'
import { particle, particlePairs } from '../../../renderer/i18n/particles.ts'
import { startTexts } from '../../../renderer/i18n/setup.ts'
import { ko } from './all-texts.ts'

const withParticle = (words: string, pair: Parameters<typeof particle>[1]) => words.split(' | ').map((word) => `${word}${particle(word, pair)}`)

describe('the particle behind a title', () => {
  it('follows the last syllable of Hangul, composed or not', () => {
    expect(withParticle('첫 방송 | 주간 회의 | 봄맞이 세일 | 값 | ㅋㅋ | 우ㅠ', '을/를').join(', ')).toBe(
      '첫 방송을, 주간 회의를, 봄맞이 세일을, 값을, ㅋㅋ을, 우ㅠ를',
    )
    expect(particle('방송'.normalize('NFD'), '이/가')).toBe('이')
  })

  it('knows that 로 follows ㄹ as it follows a vowel', () => {
    expect(withParticle('서울 | 부산 | 제주 | 카메라 1 | 카메라 3 | URL | OBS | Zoom', '으로/로').join(', ')).toBe(
      '서울로, 부산으로, 제주로, 카메라 1로, 카메라 3으로, URL로, OBS로, Zoom으로',
    )
  })

  it('reads digits as Korean does', () => {
    expect(withParticle('0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9', '이/가').join(' ')).toBe('0이 1이 2가 3이 4가 5가 6이 7이 8이 9가')
    expect(withParticle('리허설 10 | 시즌 100 | 2024 | v2.5 | 1,000 | 50% | 10월 31일', '을/를').join(', ')).toBe(
      '리허설 10을, 시즌 100을, 2024를, v2.5를, 1,000을, 50%를, 10월 31일을',
    )
  })

  it('reads abbreviations letter by letter', () => {
    expect(withParticle('OBS | USB | LG | URL | FM | VPN | HDR | 1080p | 4K | 시즌 B | 파트 L | RTMP | mp3', '은/는').join(', ')).toBe(
      'OBS는, USB는, LG는, URL은, FM은, VPN은, HDR은, 1080p는, 4K는, 시즌 B는, 파트 L은, RTMP는, mp3은',
    )
  })

  it.each([
    ['을', 'Zoom | Live Stream | Google | mobile | Season Final | MacBook | Facebook | TikTok | Slack | Mac | Music | iPhone | Streaming | Home'],
    [
      '을',
      'App | Web | Shop | FlipFlop | Chatbot | Internet | Output | Layout | Type | Screen | Game | Logitech | Full HD Webcam | World Championship',
    ],
    ['를', 'Tally | YouTube | Twitch | Live | Update | Café | Studio | Camera | Cloud | Link | Talk | Desk | Camp | Podcast | Concert | Highlight'],
    ['를', 'Mic | GitHub | Blog | iPad | Show | News | FaceTime HD Camera | Server | Week | Break | Skype | Check | Webinar | Elgato Cam Link'],
  ] as const)('reads Latin words as people say them: %s', (form, words) => {
    const wrong = words.split(' | ').filter((word) => particle(word, '을/를') !== form)
    expect(wrong).toEqual([])
  })

  it('skips quotes, brackets, signs and pictures', () => {
    expect(
      withParticle('‘방송’ | “회의”! | [공지] | 축제 🎉 | 서울… | 손발(手足) | 첫 방송 (테스트) | (테스트) | 가(나)다 | 끝?!', '을/를').join(', '),
    ).toBe('‘방송’을, “회의”!를, [공지]를, 축제 🎉를, 서울…을, 손발(手足)을, 첫 방송 (테스트)을, (테스트)를, 가(나)다를, 끝?!을')
  })

  it('gives both forms where nobody can tell', () => {
    expect(['', '   ', '🎉', '東京', '…'].map((word) => particle(word, '을/를'))).toEqual(Array(5).fill('을(를)'))
    expect(particlePairs.map((pair) => particle('', pair))).toEqual([
      '을(를)',
      '이(가)',
      '은(는)',
      '과(와)',
      '(으)로',
      '(이)라',
      '(이)라고',
      '(이)나',
      '(이)랑',
    ])
  })

  it('reads Japanese syllables too', () => {
    expect(withParticle('カメラ | ラーメン', '과/와').join(', ')).toBe('カメラ와, ラーメン과')
  })
})

describe('a Korean text with a particle', () => {
  beforeAll(() => startTexts('ko'))
  const say = (text: string, values: Readonly<Record<string, string | number>>) => {
    i18next.addResource('ko', 'translation', 'sample', text)
    return i18next.t('sample' as 'brand', { ...values })
  }

  it.each(particlePairs)('can name the pair %s behind its blank', (pair) => {
    expect(say(`‘{{title}}’{{title, ${pair}}} …`, { title: '첫 방송' })).toBe(`‘첫 방송’${particle('첫 방송', pair)} …`)
  })

  it('takes a title as it is, whatever it looks like', () => {
    expect(say('‘{{title}}’{{title, 을/를}} 끝냅니다.', { title: '{{count}} $t(brand) 을(를)' })).toBe('‘{{count}} $t(brand) 을(를)’을 끝냅니다.')
    expect(say('{{count}}{{count, 으로/로}}', { count: 3 })).toBe('3으로')
  })
})

describe('the Korean texts', () => {
  type Texts = { readonly [key: string]: string | Texts }
  const all = (texts: Texts): readonly string[] => Object.values(texts).flatMap((value) => (typeof value === 'string' ? [value] : all(value)))

  it('never fix a particle behind a blank, and never dodge it with both forms', () => {
    const fixed = /\}\}[’”)\]]?(을|를|이|가|은|는|과|와|으로|로|이라|라|이라고|라고|이나|나|이랑|랑)(?![가-힣])/
    const dodged = /을\(를\)|이\(가\)|은\(는\)|과\(와\)|\(으\)로|\(이\)/
    expect(all(ko).filter((text) => fixed.test(text) || dodged.test(text))).toEqual([])
    expect([fixed.test('‘{{title}}’를 끝냅니다'), fixed.test('{{time}}부터'), dodged.test('‘{{title}}’을(를)')]).toEqual([true, false, true])
  })

  it('ask only for particles that exist', () => {
    const asked = all(ko).flatMap((text) => [...text.matchAll(/\{\{\s*\w+\s*,\s*([^}]+?)\s*\}\}/g)].map((match) => match[1]))
    expect(asked.filter((pair) => !particlePairs.some((known) => known === pair))).toEqual([])
  })
})
