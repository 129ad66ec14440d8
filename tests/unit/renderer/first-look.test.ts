import { expect, it } from 'vitest'
import { languageOf, themeOf } from '../../../renderer/first-look.ts'

const rootWith = (dataset: Readonly<Record<string, string>>) => ({ dataset }) as unknown as HTMLElement
const chosen = (language: 'en' | 'ko' | null, theme: 'dark' | 'light' | 'contrast') => ({ language, theme })

it('the first frame speaks the chosen language, else the system’s', () => {
  expect([
    languageOf(null, rootWith({ lang: 'ko' }), ['en-US']),
    languageOf(null, rootWith({}), ['ko-KR', 'en']),
    languageOf(null, rootWith({}), ['fr-FR', 'ko']),
    languageOf(null, rootWith({}), ['fr-FR']),
    languageOf(null, rootWith({ systemLang: 'ko' }), ['en-US']),
    languageOf(null, rootWith({ lang: 'en', systemLang: 'ko' }), ['ko']),
  ]).toEqual(['ko', 'ko', 'ko', 'en', 'ko', 'en'])
})

it('later the settings speak, also when the choice was given back to the system', () => {
  const root = rootWith({ lang: 'ko', theme: 'light' })
  expect([languageOf(chosen('en', 'dark'), root, ['ko']), languageOf(chosen(null, 'dark'), root, ['en-GB'])]).toEqual(['en', 'en'])
  expect([themeOf(chosen(null, 'contrast'), root), themeOf(null, root), themeOf(null, rootWith({}))]).toEqual(['contrast', 'light', 'dark'])
})
