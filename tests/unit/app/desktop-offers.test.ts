import { expect, test } from 'vitest'
import { pageOfferSchema } from '#shared/contract'
import { desktopOffers } from '../../../electron/app/desktop-offers.ts'

const idsOn = (platform: NodeJS.Platform, env: NodeJS.ProcessEnv = {}, release = '') => desktopOffers({ platform, env, release }).map(({ id }) => id)

test('each system is offered what its grabbers cannot do, and nothing else', () => {
  expect(idsOn('linux', { DISPLAY: ':0', XDG_SESSION_TYPE: 'x11' })).toEqual([])
  expect(idsOn('linux', { WAYLAND_DISPLAY: 'wayland-0', DISPLAY: ':0' })).toEqual(['page:desktop-screen'])
  expect(idsOn('linux', { XDG_SESSION_TYPE: 'wayland' })).toEqual(['page:desktop-screen'])
  expect(idsOn('darwin', {}, '23.6.0')).toEqual([])
  expect(idsOn('darwin', {}, '24.0.0')).toEqual(['page:desktop-screen'])
  expect(idsOn('win32')).toEqual(['page:desktop-sound'])
  expect(idsOn('freebsd')).toEqual([])
})

test('what is offered is what a page may offer', () => {
  for (const platform of ['win32', 'darwin'] as const) {
    for (const offer of desktopOffers({ platform, env: {}, release: '25.0.0' })) expect(pageOfferSchema.parse(offer)).toEqual(offer)
  }
})
