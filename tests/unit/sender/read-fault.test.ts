import { describe, expect, it } from 'vitest'
import { readSenderFault } from '../../../electron/pipeline/sender/read-fault.ts'

const failed = { kind: 'exited', code: 1, signal: null } as const
const chatter = `[flv @ 0x34a48240] Stream #0: not enough frames to estimate rate; consider increasing probesize
Consider increasing the value for the 'analyzeduration' and 'probesize' options
`

/** As the two builds really said it: 2018 static, 5.1. */
const messages = [
  [
    'ingest-host-unknown',
    '[tcp @ 0x56] Failed to resolve hostname no-such-host.invalid: Name or service not known\nrtmp://no-such-host.invalid/live: Input/output error',
  ],
  [
    'ingest-unreachable',
    '[tcp @ 0x34] Connection to tcp://127.0.0.1:1 failed: Connection refused\n[rtmp @ 0x34] Cannot open connection tcp://127.0.0.1:1\nrtmp://127.0.0.1:1/live: Connection refused',
  ],
  ['ingest-unreachable', '[tcp @ 0x34] Connection to tcp://127.0.0.1:1?tcp_nodelay=0 failed: No route to host'],
  ['ingest-rejected', '[rtmp @ 0x10] Server error: Already publishing\nrtmp://127.0.0.1:44003/live: Operation not permitted'],
  ['ingest-rejected', 'av_interleaved_write_frame(): Broken pipe\nError writing trailer of rtmp://127.0.0.1:19350/deny: Broken pipe'],
  [
    'ingest-rejected',
    'av_interleaved_write_frame(): Connection reset by peer\nError writing trailer of rtmp://127.0.0.1:44003/deny: Connection reset by peer',
  ],
  ['ingest-reset', '[rtmp @ 0x6b] Cannot read RTMP handshake response\nrtmp://127.0.0.1:35689/live: End of file'],
  ['ingest-reset', '[rtmp @ 0x6b] Cannot read RTMP handshake response\nrtmp://127.0.0.1:35689/live: Connection reset by peer'],
  ['ingest-unreachable', '[tcp @ 0x34] Connection to tcp://10.0.0.1:1935?tcp_nodelay=0 failed: Connection timed out'],
  ['ingest-timeout', '[rtmp @ 0x2a] Cannot read RTMP handshake response\nrtmp://127.0.0.1:19360/live: Connection timed out'],
  ['sender-failed', 'pipe:0: Invalid data found when processing input'],
] as const

describe('why a sender ended', () => {
  it.each(messages)('%s', (code, stderr) => {
    const fault = readSenderFault({ exit: failed, stderr: chatter + stderr, publishedForMs: null })
    expect(fault.code).toBe(code)
    expect(fault.detail).toContain(stderr.split('\n').at(-1))
    expect(fault.detail).not.toContain('probesize')
  })

  it('tells a connection that was cut from one that was refused by how long it had lasted', () => {
    const stderr = 'av_interleaved_write_frame(): Broken pipe\nError writing trailer of rtmp://127.0.0.1:19350/live: Broken pipe'
    expect(readSenderFault({ exit: failed, stderr, publishedForMs: 60_000 }).code).toBe('ingest-reset')
    expect(readSenderFault({ exit: failed, stderr, publishedForMs: 300 }).code).toBe('ingest-rejected')
    expect(readSenderFault({ exit: failed, stderr: stderr.replaceAll('Broken pipe', 'Connection timed out'), publishedForMs: 60_000 }).code).toBe(
      'ingest-timeout',
    )
  })

  it('names an ffmpeg that cannot be started, that crashed, or that said nothing', () => {
    const code = (exit: Parameters<typeof readSenderFault>[0]['exit']) => readSenderFault({ exit, stderr: '', publishedForMs: null }).code
    expect(code({ kind: 'not-started', errorCode: 'ENOENT' })).toBe('ffmpeg-missing')
    expect(code({ kind: 'not-started', errorCode: 'EACCES' })).toBe('ffmpeg-not-executable')
    expect(code({ kind: 'exited', code: null, signal: 'SIGSEGV' })).toBe('sender-failed')
    expect(code({ kind: 'exited', code: 0, signal: null })).toBe('sender-failed')
  })
})
