import { describe, expect, it } from 'vitest'
import type { Changes, Database } from '../../../electron/sandbox/state/entities.ts'
import { outputModeOf } from '../../../electron/sandbox/state/output-mode.ts'
import { cancel, converted, end, forceTerminate, goLive, ingestStarted, ingestStopped, type Ruling } from '../../../electron/sandbox/state/rules.ts'
import { only, sampleState } from './sample-state.ts'

const at = '2026-03-01T11:00:00.000Z'

describe('the output mode', () => {
  it.each([
    ['RTMP', null, 'CMAF', 'RTMP'],
    ['CMAF', 'RTMP', 'RTMP', 'CMAF'],
    [undefined, 'RTMP', 'CMAF', 'RTMP'],
    [undefined, null, 'RTMP_CMAF', 'RTMP_CMAF'],
    ['', null, 'CMAF', 'CMAF'],
    ['rtmp', null, 'CMAF', undefined],
  ] as const)('asked %s, key %s, app %s: %s', (asked, mode, defaultRtmpOutputMode, expected) => {
    expect(outputModeOf(asked, { mode }, { defaultRtmpOutputMode })).toBe(expected)
  })
})

/** A small world that takes one step after the other. */
function world() {
  let db: Database = sampleState()
  const key = () => only(db.streamKeys)
  const room = () => only(db.rooms)
  const apply = (changes: Changes | undefined) => {
    if (changes === undefined) return 'no such edge'
    db = { ...db, streamKeys: [...(changes.streamKeys ?? db.streamKeys)], rooms: [...(changes.rooms ?? db.rooms)] }
    return `${key().streamKeyState} ${room().videoRoomState}`
  }
  const ruled = (ruling: Ruling) => (ruling.kind === 'refused' ? ruling.errorCode : apply(ruling.changes))
  return {
    key,
    room,
    publish: () => apply(ingestStarted(key(), { at, mode: 'CMAF' })),
    convert: (livePath = 'path-1') => apply(converted(db, key(), { at, livePath })),
    leave: () => apply(ingestStopped(db, key(), { at })),
    goLive: () => ruled(goLive(db, room(), { at })),
    end: () => ruled(end(db, room(), { at })),
    cancel: () => ruled(cancel(room(), { at })),
    terminate: () => apply(forceTerminate(db, key(), { at, newStreamKey: 'new' })),
    becomes: (type: 'WEBINAR') => {
      db = { ...db, rooms: [{ ...room(), type }] }
    },
  }
}

describe('a broadcast step by step', () => {
  it('moves key and room as the documents draw it, with new play URLs after an interruption', () => {
    const it = world()
    expect([it.publish(), it.convert('path-1'), it.goLive()]).toEqual(['ACTIVE_PREP SCHEDULED', 'ACTIVE SCHEDULED', 'ACTIVE_LIVE LIVE'])
    expect([it.key().videoRoomId, it.room().livePath, it.room().liveStartedAt]).toEqual([it.room().id, 'path-1', at])
    expect([it.leave(), it.room().livePath, it.key().mode]).toEqual(['INACTIVE_LIVE LIVE_INACTIVE', null, null])
    expect([it.publish(), it.leave(), it.publish(), it.convert('path-2')]).toEqual([
      'ACTIVE_LIVE_PREP LIVE_INACTIVE',
      'INACTIVE_LIVE LIVE_INACTIVE',
      'ACTIVE_LIVE_PREP LIVE_INACTIVE',
      'ACTIVE_LIVE LIVE',
    ])
    expect(it.room().livePath).toBe('path-2')
    expect([it.leave(), it.end()]).toEqual(['INACTIVE_LIVE LIVE_INACTIVE', 'INACTIVE ENDED'])
    expect([it.key().videoRoomId, it.room().livePath, it.room().liveEndedAt]).toEqual([null, null, at])
  })

  it('remembers the profile that it went live with, whatever the key takes afterwards', () => {
    const it = world()
    it.publish()
    it.convert()
    it.goLive()
    expect(it.room().profileId).toBe(it.key().profileId)
  })

  it('goes back to INACTIVE when the publisher leaves before the air', () => {
    const it = world()
    expect([it.publish(), it.leave(), it.publish(), it.convert(), it.leave(), it.leave()]).toEqual([
      'ACTIVE_PREP SCHEDULED',
      'INACTIVE SCHEDULED',
      'ACTIVE_PREP SCHEDULED',
      'ACTIVE SCHEDULED',
      'INACTIVE SCHEDULED',
      'no such edge',
    ])
  })

  it('refuses what is not its turn', () => {
    const it = world()
    expect([it.goLive(), it.end()]).toEqual(['STREAM_KEY_STATE_NOT_ACTIVE', 'VIDEO_ROOM_STATE_NOT_LIVE_INACTIVE'])
    it.publish()
    it.convert()
    it.goLive()
    expect([it.goLive(), it.end(), it.cancel()]).toEqual([
      'VIDEO_ROOM_STATE_NOT_SCHEDULED',
      'VIDEO_ROOM_STATE_NOT_LIVE_INACTIVE',
      'VIDEO_ROOM_STATE_NOT_SCHEDULED',
    ])
    it.leave()
    it.publish()
    expect(it.end()).toBe('STREAM_KEY_STATE_NOT_INACTIVE_LIVE')
    const conference = world()
    conference.becomes('WEBINAR')
    expect([conference.goLive(), conference.end()]).toEqual(['VIDEO_ROOM_TYPE_NOT_BROADCAST_RTMP', 'VIDEO_ROOM_TYPE_NOT_BROADCAST_RTMP'])
  })

  it('is terminated from anywhere but INACTIVE, and the key is another one then', () => {
    const idle = world()
    expect([idle.terminate(), idle.key().streamKey]).toEqual(['no such edge', 'A'.repeat(32)])
    const live = world()
    live.publish()
    live.convert()
    live.goLive()
    expect(live.terminate()).toBe('INACTIVE ENDED')
    expect([live.key().streamKey, live.key().forciblyTerminated, live.room().forciblyTerminated]).toEqual(['new', true, true])
    const interrupted = world()
    interrupted.publish()
    interrupted.convert()
    interrupted.goLive()
    interrupted.leave()
    expect(interrupted.terminate()).toBe('INACTIVE ENDED')
    const preview = world()
    preview.publish()
    expect([preview.terminate(), preview.room().forciblyTerminated]).toEqual(['INACTIVE SCHEDULED', false])
  })

  it('is over once it is cancelled', () => {
    const it = world()
    it.publish()
    it.convert()
    expect([it.cancel(), it.goLive()]).toEqual(['ACTIVE CANCELLED', 'VIDEO_ROOM_STATE_NOT_SCHEDULED'])
    expect(it.room().cancelledAt).toBe(at)
  })
})
