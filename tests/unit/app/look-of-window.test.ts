import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { followTheme } from '../../../electron/app/follow-theme.ts'
import { systemLanguage } from '../../../electron/app/system-language.ts'
import { windowBackground } from '../../../electron/app/window-background.ts'

test('an empty window has the ground of its page', () => {
  const grounds = [...readFileSync('renderer/styles/tokens.css', 'utf8').matchAll(/--ground: (.*);/g)].map(([, value]) => value)
  const { light, dark, contrast } = {
    light: windowBackground('light', true),
    dark: windowBackground('dark', false),
    contrast: windowBackground('contrast', false),
  }
  expect(grounds).toEqual([`light-dark(${light}, ${dark})`, contrast])
  expect([windowBackground('system', true), windowBackground('system', false)]).toEqual([dark, light])
})

test('what the system draws follows the theme of Tally, and the system where that does', () => {
  const nativeTheme = Object.assign(new EventEmitter(), { themeSource: 'system', shouldUseDarkColors: false })
  let listener: (snapshot: { readonly app: { readonly theme: string } }) => void = () => {}
  const painted: string[] = []
  const watch = (_stream: string, next: typeof listener) => {
    listener = next
    return () => {}
  }
  const following = followTheme({ watch } as never, nativeTheme as never, (color) => void painted.push(color))
  const sources = ['contrast', 'contrast', 'light', 'system'].map((theme) => {
    listener({ app: { theme } })
    return nativeTheme.themeSource
  })
  nativeTheme.shouldUseDarkColors = true
  nativeTheme.emit('updated')
  following[Symbol.dispose]()
  nativeTheme.emit('updated')
  expect(sources).toEqual(['dark', 'dark', 'light', 'system'])
  expect(painted).toEqual(['#000000', '#eceef2', '#eceef2', '#0f1114'])
})

test('the system’s language is the first that Tally speaks', () => {
  expect([['ko-KR', 'en-US'], ['fr-FR', 'ko'], ['en_GB'], ['KO'], ['de'], []].map(systemLanguage)).toEqual(['ko', 'ko', 'en', 'ko', 'en', 'en'])
})
