import { expect, test } from 'vitest'
import { profileSchema } from '#shared/wire/profile'
import { orientationOf, profileView } from '../../../electron/broadcast/profile-view.ts'

const profile = (...sizes: readonly (readonly [number, number])[]) =>
  profileSchema.parse({ id: 3, profile: { videoStreams: sizes.map(([width, height]) => ({ width, height })) } })

test('a profile’s orientation is the shape that all its pictures have', () => {
  expect([
    orientationOf(profile([640, 360], [1280, 720])),
    orientationOf(profile([360, 640], [720, 1280])),
    orientationOf(profile([640, 360], [720, 1280])),
    orientationOf(profile([720, 720])),
    orientationOf(profile()),
    orientationOf(profileSchema.parse({ id: 3 })),
  ]).toEqual(['horizontal', 'vertical', null, null, null, null])
})

test('a profile without a name is called by its number', () => {
  expect(profileView(profile([1280, 720]))).toEqual({ id: '3', name: '3', orientation: 'horizontal' })
})
