import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { wordsIn } from '../../../electron/app/words/words.ts'

type Texts = { readonly [key: string]: string | Texts }

const linesOf = (texts: Texts, path = ''): readonly (readonly [string, string])[] =>
  Object.entries(texts).flatMap(([key, value]) => (typeof value === 'string' ? [[`${path}${key}`, value]] : linesOf(value, `${path}${key}.`)))

const ruledOut = readFileSync('docs/glossary.md', 'utf8')
  .split('\n')
  .filter((line) => /^\| (?!English)/.test(line))
  .flatMap((line) => (line.split('|')[3] ?? '').split(',').map((word) => word.trim()))
  .filter((word) => word !== '')

/** Without what the page says as well, and without the sign of the badge. */
const own = (language: 'en' | 'ko') => {
  const { starting, ending, tray, notice, quit, menu } = wordsIn(language)
  return linesOf({ starting, ending, tray, notice, quit, menu })
}

test('what the app says outside of its page is there in both languages, in the words of the glossary', () => {
  const [en, ko] = [own('en'), own('ko')]
  expect(ko.map(([key]) => key)).toEqual(en.map(([key]) => key))
  expect(ko.filter(([, text]) => !/[가-힣]/.test(text))).toEqual([])
  expect(ko.filter(([, text]) => /해요|어요\b|[“”"'!]|\.\.\./.test(text))).toEqual([])
  expect(en.filter(([, text]) => /["'!]|\.\.\./.test(text))).toEqual([])
  expect(ruledOut.length).toBeGreaterThan(20)
  expect(ko.flatMap(([key, text]) => ruledOut.filter((word) => text.includes(word)).map((word) => `${key}: ${word}`))).toEqual([])
})
