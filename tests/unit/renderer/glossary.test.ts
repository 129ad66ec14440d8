import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { particlePairs } from '../../../renderer/i18n/particles.ts'
import { en, ko } from './all-texts.ts'

type Texts = { readonly [key: string]: string | Texts }
type Line = readonly [key: string, text: string]

const linesOf = (texts: Texts, path = ''): readonly Line[] =>
  Object.entries(texts).flatMap(([key, value]) => (typeof value === 'string' ? [[`${path}${key}`, value]] : linesOf(value, `${path}${key}.`)))

const english = linesOf(en)
const korean = linesOf(ko)
const glossary = readFileSync('docs/glossary.md', 'utf8')

/** The rows of the tables: English, Korean, what must not be said. */
const terms = glossary
  .split('\n')
  .filter((line) => /^\| (?!English)/.test(line))
  .map((line) => {
    const [, inEnglish = '', inKorean = '', not = ''] = line.split('|').map((cell) => cell.trim())
    return { inEnglish, inKorean, not: not.split(', ').filter((word) => word !== '') }
  })

const saying = (lines: readonly Line[], what: RegExp) => lines.filter(([, text]) => what.test(text)).map((line) => line.join(': '))

describe('the glossary', () => {
  it('lists words that the texts use', () => {
    expect(terms.length).toBeGreaterThan(20)
    const all = (lines: readonly Line[]) => lines.map(([, text]) => text.toLowerCase()).join('\n')
    expect(terms.filter(({ inEnglish }) => !all(english).includes(inEnglish.toLowerCase())).map(({ inEnglish }) => inEnglish)).toEqual([])
    expect(terms.filter(({ inKorean }) => !all(korean).includes(inKorean.toLowerCase())).map(({ inKorean }) => inKorean)).toEqual([])
  })

  it('names every particle that the texts can ask for', () => {
    expect(particlePairs.filter((pair) => !glossary.includes(`\`${pair}\``))).toEqual([])
  })
})

describe('the Korean texts', () => {
  it('say nothing that the glossary rules out', () => {
    const ruledOut = terms.flatMap(({ not }) => not)
    expect(korean.flatMap(([key, text]) => ruledOut.filter((word) => text.includes(word)).map((word) => `${key}: ${word}`))).toEqual([])
  })

  it.each([
    ['FlipFlop Cloud in Latin letters', /FlipFlop Cloud/],
    ['해요 style', /(?<!세|까|필|중|개|주)요(?=[.,?…’)\s]|$)/],
    ['more politeness than the rest', /하실|하십|시겠|드립니다|드릴|계십|당신|귀하|여러분/],
    ['translated passives', /되어[지진졌]|에 의해|로부터|그것|이것들/],
    ['run-together spacing', /새로고침|보여주|알려주|이어가기|할수|때까지는요/],
    ['English quotes or loose dots', /[“”"']|\.\.\./],
    ['exclamation marks', /!/],
  ])('never have %s', (_what, pattern) => {
    expect(saying(korean, pattern)).toEqual([])
  })
})

describe('the English texts', () => {
  it.each([
    ['other spellings of our words', /stream-key|streamkey|Stream Key|Video Room|video-room|Flipflop|FlipFlop cloud|VOD\b/],
    ['straight quotes or loose dots', /["']|\.\.\./],
    ['exclamation marks', /!/],
    ['blame or haste', /\b(invalid|illegal|fatal|abort|oops|sorry|simply|ASAP)\b/i],
  ])('never have %s', (_what, pattern) => {
    expect(saying(english, pattern)).toEqual([])
  })
})

it('reads what it forbids', () => {
  expect(
    saying(
      [
        ['a', '준비가 됐어요.'],
        ['b', '화면을 고르세요. 종료할까요?'],
        ['c', '업로드가 필요 없습니다'],
      ],
      /(?<!세|까|필|중|개|주)요(?=[.,?…’)\s]|$)/,
    ),
  ).toEqual(['a: 준비가 됐어요.'])
})
