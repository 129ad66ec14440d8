import { EventEmitter } from 'node:events'
import { expect, test } from 'vitest'
import type { ShowWish } from '#shared/show'
import { registerLinks } from '../../../electron/app/register-links.ts'
import { isOnlyStart, takeStarts } from '../../../electron/app/take-starts.ts'
import { readDeepLink } from '../../../electron/read-deep-link.ts'
import { showLink } from '../../../electron/show-link.ts'

test.each([
  ['tally://settings', { kind: 'settings' }],
  ['tally://settings/', { kind: 'settings' }],
  ['TALLY://Settings', { kind: 'settings' }],
  ['tally://tab/health', { kind: 'tab', tab: 'health' }],
  ['tally://room/8741', { kind: 'room', roomId: '8741' }],
  ['tally://room/a-Z_9/', { kind: 'room', roomId: 'a-Z_9' }],
])('%s shows something', (link, wish) => {
  expect(readDeepLink(link)).toEqual(wish)
})

test.each([
  'tally:',
  'tally://',
  'tally:settings',
  'tally:///settings',
  'tally://settings/now',
  'tally://settings?theme=light',
  'tally://settings#x',
  'tally://tab',
  'tally://tab/secrets',
  'tally://tab/constructor',
  'tally://room',
  'tally://room/',
  'tally://room/1/2',
  'tally://room/../settings',
  'tally://room/%2e%2e',
  'tally://room/1?go=live',
  `tally://room/${'9'.repeat(65)}`,
  'tally://room/1\n--data-dir=/etc',
  ' tally://settings',
  'tally://user:secret@room/1',
  'tally://room:80/1',
  'tally://connect/https://elsewhere.example',
  'tally://go-live',
  'tally://constructor',
  'tally://룸/1',
  'https://settings',
  'javascript:alert(1)',
])('%j shows nothing', (link) => {
  expect(readDeepLink(link)).toBeNull()
})

test('what is not understood is noted without repeating it, and shows nothing', () => {
  const shown: ShowWish[] = []
  const said: unknown[] = []
  const note = (...line: unknown[]) => void said.push(line)
  const follow = (link: string | null) => showLink({ show: (wish) => void shown.push(wish) }, link, { info: note, warn: note })
  follow(null)
  follow('tally://key/sk_live_secret')
  follow('tally://tab/share')
  expect(shown).toEqual([{ kind: 'tab', tab: 'share' }])
  expect(said).toEqual([
    ['a link that Tally does not know was ignored', { length: 26 }],
    ['a link was followed', { kind: 'tab' }],
  ])
})

const app = () =>
  Object.assign(new EventEmitter(), {
    isPackaged: true,
    handedOver: [] as unknown[],
    registered: [] as unknown[],
    requestSingleInstanceLock(data: unknown) {
      this.handedOver.push(data)
      return this.handedOver.length === 1
    },
    setAsDefaultProtocolClient(...args: unknown[]) {
      this.registered.push(args)
      return true
    },
  })

test('a second start hands its link over, and whatever else comes that way is just another start', () => {
  const one = app()
  expect([isOnlyStart(one as never, 'tally://settings'), isOnlyStart(one as never, null)]).toEqual([true, false])
  expect(one.handedOver).toEqual([{ link: 'tally://settings' }, { link: null }])
  const heard: (string | null)[] = []
  const starts = takeStarts(one as never)
  one.emit('second-instance', {}, [], '/', { link: 'tally://early' })
  one.emit('open-url', { preventDefault: () => {} }, 'tally://tab/events')
  starts.answer((link) => void heard.push(link))
  for (const data of [{ link: 'tally://settings' }, { link: null }, null, undefined, 'tally://settings', { link: 7 }, { link: 'x'.repeat(2001) }])
    one.emit('second-instance', {}, ['tally', '--evil'], '/', data)
  expect(heard).toEqual(['tally://tab/events', 'tally://settings', null, null, null, null, null, null])
})

test('links are ours for an installed Tally with its usual data folder, and for no other', () => {
  const one = app()
  expect(registerLinks(one, null, '/opt/tally')).toBe(true)
  expect(one.registered).toEqual([['tally', '/opt/tally', ['--']]])
  expect([registerLinks(one, '/tmp/qa', '/opt/tally'), registerLinks({ ...one, isPackaged: false } as never, null, '/opt/tally')]).toEqual([
    false,
    false,
  ])
  expect(one.registered.length).toBe(1)
})
