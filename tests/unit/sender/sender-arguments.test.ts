import { existsSync, fstatSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { handOver } from '../../../electron/pipeline/sender/hand-over-key.ts'
import { readIngestUrl } from '../../../electron/pipeline/sender/ingest-address.ts'
import { destinationOf, senderArguments } from '../../../electron/pipeline/sender/sender-arguments.ts'

const destination = (ingestUrl: string, streamKey: string, address = '203.0.113.7') => {
  const ingest = readIngestUrl(ingestUrl)
  return ingest.ok ? destinationOf({ ingestUrl, streamKey, mode: 'CMAF' }, ingest.value, address) : ingest
}

describe('where the sender publishes', () => {
  it('keeps the key out of argv', () => {
    const found = destination('rtmp://127.0.0.1:1935/live/', 'sk+/=?&%#x')
    if (!found.ok) throw new Error(found.failure.detail)
    expect(found.value.url).toBe('rtmp://127.0.0.1:1935/live')
    expect(found.value.preset).toBe('rtmp_playpath=sk+/=?&%#x?mode=CMAF\n')
    expect(senderArguments({ url: found.value.url, presetPath: '/dev/fd/4', progressFd: 3 }).join(' ')).toBe(
      '-hide_banner -nostats -loglevel warning -probesize 4096 -analyzeduration 1 -f flv -i pipe:0 -c copy -send_buffer_size 16384 -rw_timeout 10000000 ' +
        '-flush_packets 1 -max_interleave_delta 500000 -f flv -flvflags no_duration_filesize -fpre /dev/fd/4 -progress pipe:3 rtmp://127.0.0.1:1935/live',
    )
  })

  it.each([
    [
      'a name becomes the address that answered; the server hears the name',
      'rtmp://media.example/live',
      'rtmp://203.0.113.7:1935/live',
      'rtmp_playpath=k?mode=CMAF\nrtmp_tcurl=rtmp://media.example:1935/live\n',
    ],
    ['with TLS the name stays', 'rtmps://media.example/live', 'rtmps://media.example:443/live', 'rtmp_playpath=k?mode=CMAF\n'],
    ['IPv6', 'rtmp://[::1]:1936/live', 'rtmp://[::1]:1936/live', 'rtmp_playpath=k?mode=CMAF\n'],
    ['an application of two parts', 'rtmp://127.0.0.1/app/inst', 'rtmp://127.0.0.1:1935/app/inst', 'rtmp_playpath=k?mode=CMAF\nrtmp_app=app/inst\n'],
  ])('%s', (_what, ingestUrl, url, preset) => {
    expect(destination(ingestUrl, 'k')).toMatchObject({ ok: true, value: { url, preset } })
  })

  it.each(['', 'two\nlines', 'nul\0', 'k'.repeat(1000)])('refuses a key that ffmpeg could not read (%#)', (key) => {
    expect(destination('rtmp://127.0.0.1/live', key)).toMatchObject({ ok: false, failure: { code: 'sender-failed' } })
  })

  it.each(['', 'http://127.0.0.1/live', 'rtmp://', 'rtmp://host', 'nonsense'])('refuses an ingest URL that is none: "%s"', (url) => {
    expect(readIngestUrl(url)).toMatchObject({ ok: false, failure: { code: 'sender-failed' } })
  })
})

describe('handing over the key', () => {
  const inFolder = (test: (dir: string) => void) => {
    const dir = mkdtempSync(join(tmpdir(), 'tally-key-'))
    try {
      test(join(dir, 'run'))
    } finally {
      rmSync(dir, { recursive: true, force: true })
    }
  }

  it.skipIf(process.platform === 'win32')(
    'travels by the descriptor of a file that has no name, and is destroyed for whoever still has it open',
    () =>
      inFolder((dir) => {
        const hand = handOver('secret', dir, 4, 'linux')
        expect(readdirSync(dir)).toEqual([])
        expect(hand).toMatchObject({ path: '/dev/fd/4', cwd: null })
        const { mode, size } = fstatSync(hand.descriptor ?? -1)
        expect([mode & 0o777, size]).toEqual([0o600, 6])
        expect(readFileSync(`/dev/fd/${hand.descriptor}`, 'utf8')).toBe('secret')
        hand.forget()
        hand.forget()
        expect(() => fstatSync(hand.descriptor ?? -1)).toThrow()
      }),
  )

  it('is a file on Windows, named relative to its folder, removed once read', () =>
    inFolder((dir) => {
      const hand = handOver('secret', dir, 4, 'win32')
      expect(hand).toMatchObject({ descriptor: null, cwd: dir, path: expect.stringMatching(/^[\w-]+\.ffpreset$/) })
      expect(readFileSync(join(dir, hand.path), 'utf8')).toBe('secret')
      hand.forget()
      hand.forget()
      expect(existsSync(join(dir, hand.path))).toBe(false)
    }))
})
