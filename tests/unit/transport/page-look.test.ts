import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { dressPage } from '../../../electron/transport/page-look.ts'

const page = readFileSync('renderer/index.html', 'utf8')
const rootOf = (html: string) => /<html[^>]*>/.exec(html)?.[0]

test('the page wears language and theme of the settings before any script runs', () => {
  expect(rootOf(dressPage(page, { language: 'ko', theme: 'light' }))).toBe('<html lang="ko" data-lang="ko" data-theme="light">')
})

test('a language that nobody chose is left to the page, which knows the system', () => {
  expect(rootOf(dressPage(page, { language: null, theme: 'contrast' }))).toBe('<html lang="en" data-theme="contrast">')
})

test('a host that knows the system’s language says it, beside the chosen one', () => {
  expect(rootOf(dressPage(page, { language: null, systemLanguage: 'ko', theme: 'dark' }))).toBe(
    '<html lang="ko" data-system-lang="ko" data-theme="dark">',
  )
  expect(rootOf(dressPage(page, { language: 'en', systemLanguage: 'ko', theme: 'dark' }))).toBe(
    '<html lang="en" data-lang="en" data-system-lang="ko" data-theme="dark">',
  )
})

test('nothing else of the page changes', () => {
  const dressed = dressPage(page, { language: 'ko', theme: 'system' })
  expect(dressed.replace(/<html[^>]*>/, '')).toBe(page.replace(/<html[^>]*>/, ''))
  expect(dressPage(page, null)).toBe(page)
})
