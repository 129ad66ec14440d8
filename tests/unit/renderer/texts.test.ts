import { describe, expect, it } from 'vitest'
import { reasonCodes, sessionStates, tallyStates, timelineCodes, verdictCodes } from '#shared/contract'
import { environments } from '#shared/environment'
import { failureCodes } from '#shared/failure'
import { roomStates, streamKeyStates, videoPostStates, vodStates } from '#shared/states'
import { nextSteps } from '../../../renderer/features/session/next-step.ts'
import { chooseLanguage } from '../../../renderer/i18n/setup.ts'
import { en, ko } from './all-texts.ts'

type Texts = { readonly [key: string]: string | Texts }

const flatten = (texts: Texts, path = ''): readonly (readonly [string, string])[] =>
  Object.entries(texts).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${path}${key}`, value] as const] : flatten(value, `${path}${key}.`),
  )

const english = flatten(en)
const korean = flatten(ko)
const placeholders = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]).sort()

describe.each([
  ['English', en],
  ['Korean', ko],
] as const)('%s', (_language, texts) => {
  it.each([
    ['failure', failureCodes],
    ['reason', reasonCodes],
    ['verdict', verdictCodes],
    ['timeline', timelineCodes],
    ['next', nextSteps],
    ['tally', tallyStates],
    ['rehearsalTally', tallyStates],
    ['environment', environments],
    ['session', sessionStates],
    ['streamKeyState', streamKeyStates],
    ['roomState', roomStates],
    ['vodState', vodStates],
    ['videoPostState', videoPostStates],
  ] as const)('has words for every %s, and for nothing else', (group, codes) => {
    expect(Object.keys(texts[group]).sort()).toEqual([...codes].sort())
  })

  it('says of every failure what happened, what it means and what to do', () => {
    const incomplete = failureCodes.filter((code) => {
      const { what, means, todo } = texts.failure[code]
      return [what, means, todo].some((sentence) => !/[.!?]$/.test(sentence)) || new Set([what, means, todo]).size < 3
    })
    expect(incomplete).toEqual([])
  })

  it('leaves no text empty', () => {
    expect(flatten(texts).filter(([, text]) => text.trim() === '')).toEqual([])
  })
})

describe('the two languages', () => {
  it('have the same texts with the same blanks to fill', () => {
    const shape = (texts: typeof english) => texts.map(([key, text]) => [key, placeholders(text)])
    expect(shape(korean)).toEqual(shape(english))
  })

  it('differ: no Korean text was left in English', () => {
    /** Units and names, the same in every language. */
    const names = /\b(Tally|ffmpeg|HLS|DASH|RTMP|HTTP-FLV|QR|[kM]bit|s|ms|dB|fps)\b/g
    const untranslated = korean.filter(([, text]) => !/[가-힣]/.test(text) && /\p{L}/u.test(text.replace(/\{\{.*?\}\}/g, '').replace(names, '')))
    expect(untranslated).toEqual([])
  })

  it('use FlipFlop’s own words', () => {
    const all = korean.map(([, text]) => text).join('\n')
    expect(['비디오룸', '비디오 포스트', '멤버', '스트림키', '플립플랍 클라우드'].filter((word) => !all.includes(word))).toEqual([])
    expect(all).not.toMatch(/비디오 룸|스트림 키|플립플롭/)
  })
})

describe('the smallest window, 960 × 640', () => {
  /** In Latin letters; a Hangul syllable is wider, as measured in the page. */
  const widthOf = (text: string) => [...text].reduce((sum, sign) => sum + (/[가-힣]/.test(sign) ? 1.75 : 1), 0)
  const tooWide = (texts: readonly string[], most: number) => texts.filter((text) => widthOf(text) > most)

  it.each([
    ['English', en],
    ['Korean', ko],
  ] as const)('cuts no %s text that stands in a line of fixed width', (_language, texts) => {
    const { privateNow, publicNow, publicRehearsal } = texts.delivered
    expect(tooWide([privateNow, publicNow, publicRehearsal], 18)).toEqual([])
    const { session, streamKeyState, roomState, vodState, states } = texts
    expect(tooWide([...[session, streamKeyState, roomState, vodState].flatMap((words) => Object.values(words)), states.none], 18)).toEqual([])
  })
})

describe('the language shown', () => {
  it('is the first wish that is spoken, else English', () => {
    expect([
      chooseLanguage([null, undefined, 'ko-KR', 'en']),
      chooseLanguage(['en', 'ko']),
      chooseLanguage([null, 'fr', 'de-AT']),
      chooseLanguage([null, 'fr', 'EN-gb']),
    ]).toEqual(['ko', 'en', 'en', 'en'])
  })
})
