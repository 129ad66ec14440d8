import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

/** What macOS shows when it asks for the camera or the microphone. */
const texts = (path: string, pattern: RegExp) =>
  Object.fromEntries([...readFileSync(path, 'utf8').matchAll(pattern)].map(([, key, text]) => [key, text]))
const strings = (language: string) => texts(`resources/mac/${language}.lproj/InfoPlist.strings`, /^"(\w+)" = "(.+)";$/gm)

test('macOS asks for camera and microphone with our reasons, in both languages', () => {
  const english = texts('electron-builder.yml', /^ {4}(NS\w+UsageDescription): (.+)$/gm)
  expect(Object.keys(english)).toEqual(['NSCameraUsageDescription', 'NSMicrophoneUsageDescription'])
  expect(strings('en')).toEqual(english)
  expect(Object.keys(strings('ko'))).toEqual(Object.keys(english))
  for (const text of Object.values(strings('ko'))) expect(text).toMatch(/[가-힣].*니다\.$/)
})

test('under the hardened runtime the app may compile scripts, and ask for camera and microphone, and no more', () => {
  const entitlements = readFileSync('resources/mac/entitlements.plist', 'utf8')
  expect([...entitlements.matchAll(/<key>(.+)<\/key>/g)].map(([, key]) => key)).toEqual([
    'com.apple.security.cs.allow-jit',
    'com.apple.security.device.camera',
    'com.apple.security.device.audio-input',
  ])
})
