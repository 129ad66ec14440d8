import { expect, test } from 'vitest'
import { isNavigationRefused, type Navigation } from '../../standin/electron/judge-navigation.ts'

function told(by: Navigation['by'], isMainFrame: boolean, prevented: string | null) {
  const events: string[] = []
  const refused = isNavigationRefused({ url: 'https://elsewhere.invalid/', isMainFrame, frame: null, by }, (name, event) => {
    events.push(name)
    if (name === prevented) (event as { readonly preventDefault: () => void }).preventDefault()
  })
  return { events, refused }
}

test('events come in the order of Electron’s documents, and a start is told before anybody may refuse', () => {
  expect(told('page', true, null)).toEqual({ events: ['did-start-navigation', 'will-frame-navigate', 'will-navigate'], refused: false })
  expect(told('page', true, 'will-frame-navigate')).toEqual({ events: ['did-start-navigation', 'will-frame-navigate'], refused: true })
  expect(told('page', true, 'will-navigate').refused).toBe(true)
  expect(told('page', false, null)).toEqual({ events: ['did-start-navigation', 'will-frame-navigate'], refused: false })
})

test('what the app loads itself is not asked about, where it is led by others is', () => {
  expect(told('app', true, 'will-navigate')).toEqual({ events: ['did-start-navigation'], refused: false })
  expect(told('redirect', true, 'will-redirect')).toEqual({ events: ['will-redirect'], refused: true })
})
