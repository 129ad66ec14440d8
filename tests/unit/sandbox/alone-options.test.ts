import { describe, expect, it } from 'vitest'
import { parseAloneOptions } from '../../../electron/sandbox/alone-options.ts'

describe('the options of npm run sandbox', () => {
  it('default to free ports and a folder below the current one', () => {
    expect(parseAloneOptions([], '/work')).toEqual({ options: { apiPort: 0, rtmpPort: 0, httpPort: 0, dataDir: '/work/.tally' } })
    expect(parseAloneOptions(['--rtmp-port', '1935', '--data-dir', '../다른 곳'], '/work')).toEqual({
      options: { apiPort: 0, rtmpPort: 1935, httpPort: 0, dataDir: '/다른 곳' },
    })
  })

  it.each([
    [['--rtmp-port', '65536'], '--rtmp-port takes a number from 0 to 65535, not "65536".'],
    [['--api-port', '1e3'], '--api-port takes a number from 0 to 65535, not "1e3".'],
    [['--data-dir', ''], '--data-dir takes the path of a folder.'],
  ])('%j is explained', (argv, problem) => {
    expect(parseAloneOptions(argv, '/')).toEqual({ problem })
  })

  it('names those that it knows', () => {
    expect(parseAloneOptions(['--port', '1'], '/')).toEqual({
      problem: expect.stringMatching(/'--port'.* Known options: --api-port N, --rtmp-port N/),
    })
  })
})
