import { describe, expect, it } from 'vitest'
import type { Snapshot } from '#shared/contract'
import { checklist } from '../../../renderer/features/setup/checklist.ts'
import { aSnapshot } from './a-snapshot.ts'

const levels = (...part: Parameters<typeof aSnapshot>) => Object.fromEntries(checklist(aSnapshot(...part)).map(({ check, level }) => [check, level]))

describe('what should be true before going live', () => {
  it('is to be done at first', () => {
    expect(levels({ connection: { state: 'connecting' }, session: { room: null }, program: { channels: [] } })).toEqual({
      connection: 'todo',
      room: 'todo',
      picture: 'todo',
      shape: 'good',
      sound: 'warn',
      stream: 'todo',
      seen: 'todo',
    })
  })

  it('is good when the stream comes back', () => {
    const feed = { protocol: 'hls', url: '/media/a.m3u8' } as const
    const room = { id: '1', title: '', state: 'SCHEDULED', type: 'BROADCAST_RTMP', vodState: null, scheduledAt: null, liveStartedAt: null }
    expect(
      new Set(
        Object.values(
          levels({
            session: { room, returnFeed: feed, witnesses: { sender: 'publishing' } },
            program: { preview: 'on', channels: [{ sourceId: 'tone', levelDb: 0, muted: false, delayMs: 0 }] },
          }),
        ),
      ),
    ).toEqual(new Set(['good']))
  })

  it('names what is in the way', () => {
    const { connection, picture, shape, stream } = levels({
      connection: { state: 'failed' },
      program: { preview: 'failed', mismatch: true },
      session: { failure: { code: 'ingest-rejected' } },
    })
    expect([connection, picture, shape, stream]).toEqual(['bad', 'bad', 'bad', 'bad'])
  })

  it('does not count a room that has been used', () => {
    const room = { id: '1', title: '', state: 'ARCHIVED', type: 'BROADCAST_RTMP', vodState: null, scheduledAt: null, liveStartedAt: null }
    expect(levels({ session: { room } }).room).toBe('todo')
  })

  it('is not ready with a black picture, and says why; other warnings are for the person to judge', () => {
    const checks = (...warnings: Snapshot['program']['warnings']) =>
      checklist(aSnapshot({ program: { preview: 'on', warnings } })).filter(({ check }) => check === 'picture' || check === 'sound')
    expect(checks('clipping', 'too-dark', 'black')).toEqual([
      { check: 'picture', level: 'bad', warnings: ['black', 'too-dark'] },
      { check: 'sound', level: 'warn', warnings: ['clipping'] },
    ])
    expect(checks('frozen').map(({ level }) => level)).toEqual(['warn', 'good'])
  })
})
