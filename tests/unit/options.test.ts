import { expect, test } from 'vitest'
import { ownArguments, parseOptions } from '../../electron/options.ts'

test('without options the desktop app opens with the keychain and the system’s data folder', () => {
  expect(parseOptions([], '/home')).toEqual({
    options: { web: false, port: 0, open: true, dataDir: null, credentials: 'keychain', language: null, window: null, link: null },
  })
})

test('every option is understood', () => {
  const argv = ['--web', '--port', '8080', '--no-open', '--data-dir', 'mine', '--credentials', 'memory', '--lang', 'ko', '--window', '1280x800']
  expect(parseOptions(argv, '/home')).toEqual({
    options: {
      web: true,
      port: 8080,
      open: false,
      dataDir: '/home/mine',
      credentials: 'memory',
      language: 'ko',
      window: { width: 1280, height: 800 },
      link: null,
    },
  })
})

test.each([
  [['--port', 'http'], '--port takes a number from 0 to 65535, not "http".'],
  [['--port', '70000'], '--port takes a number from 0 to 65535, not "70000".'],
  [['--credentials', 'file'], '--credentials takes keychain or memory, not "file".'],
  [['--lang', 'fr'], '--lang takes en or ko, not "fr".'],
  [['--window', 'big'], '--window takes a size such as 1280x800, not "big".'],
  [['--data-dir', ''], '--data-dir takes the path of a folder.'],
])('%j is refused with the sentence that helps', (argv, problem) => {
  expect(parseOptions(argv, '/')).toEqual({ problem })
})

test('an unknown option names itself and the known ones', () => {
  expect(parseOptions(['--wbe'], '/')).toEqual({ problem: expect.stringMatching(/'--wbe'.*Known options: --web/) })
})

test('in the packaged program, switches of Chromium, Node and Playwright are not ours', () => {
  const argv = ['--no-sandbox', '--inspect=0', '--remote-debugging-port=0', '--data-dir=-mine', '--lang=ko', '-psn_0_1', '--window', '1280x800']
  expect(ownArguments(argv)).toEqual(['--data-dir=-mine', '--lang=ko', '--window', '1280x800'])
  expect(ownArguments(['tally://room/7', '--credentials', 'memory'])).toEqual(['tally://room/7', '--credentials', 'memory'])
})

test('a link into Tally is taken as it is, once, and nothing else that is no option', () => {
  const linkOf = (argv: readonly string[]) => {
    const parsed = parseOptions(argv, '/')
    return 'problem' in parsed ? parsed.problem : parsed.options.link
  }
  expect(linkOf(['tally://room/7', '--lang', 'ko'])).toBe('tally://room/7')
  expect(linkOf(['--lang', 'ko', '--', 'TALLY://nonsense?a=b'])).toBe('TALLY://nonsense?a=b')
  const refusal = expect.stringMatching(/^Unexpected argument '.*'\. Known options: --web/)
  expect([linkOf(['room']), linkOf(['tally://room/7', 'tally://room/8']), linkOf(['https://tally'])]).toEqual([refusal, refusal, refusal])
})

test('what stands behind a link of the system is no option, whoever wrote it', () => {
  const argv = ownArguments(['--lang=ko', '--', 'tally://settings', '--data-dir=/etc', '--no-sandbox'])
  expect(argv).toEqual(['--lang=ko', '--', 'tally://settings', '--data-dir=/etc', '--no-sandbox'])
  expect(parseOptions(argv, '/')).toEqual({ problem: expect.stringContaining("Unexpected argument '--data-dir=/etc'") })
})
