import { createHash } from 'node:crypto'
import { accessLevels, roomTypes } from '#shared/capabilities'
import type { RoomState } from '#shared/states'
import type { StoredRoom } from './entities.ts'
import { newRoom } from './seed.ts'

const subjects = [
  '신상품 공개',
  'Autumn collection',
  '아침 뉴스',
  'Weekly town hall',
  '주말 특가 라이브',
  'Live from the studio',
  '요리 교실',
  'Q&A with the team',
]
const notes = ['', ' – 1부', ' (rerun)', ' · 서울', ' part two', ' 🎬', ' – 다시 보기', ' / Busan']
const broadcastStates = ['SCHEDULED', 'ARCHIVED', 'ENDED', 'ARCHIVED', 'CANCELLED', 'SCHEDULED', 'ARCHIVED'] as const
const otherStates = ['SCHEDULED', 'LIVE', 'LIVE_INACTIVE', 'ENDED', 'ARCHIVED', 'CANCELLED'] as const
const minuteMs = 60_000

/**
 * Room number `index` of many, the same for every call but for its id and the time it counts back from. Two of three are broadcasts,
 * four of five public. No broadcast is on air: a member's key allows one at a time, and that one would be taken for a crash's.
 */
export function oneOfMany(index: number, given: { readonly id: number; readonly memberId: number; readonly nowMs: number }): StoredRoom {
  const { id, memberId, nowMs } = given
  const third = Math.floor(index / 3)
  const type = index % 3 === 2 ? pick(roomTypes, third) : 'BROADCAST_RTMP'
  const videoRoomState: RoomState =
    type === 'BROADCAST_RTMP' ? pick(broadcastStates, Math.floor(index / 2)) : pick(otherStates, Math.floor(third / roomTypes.length))
  const at = (minutes: number) => new Date(nowMs + minutes * minuteMs).toISOString()
  const made = -17 * (index + 1)
  const started = videoRoomState !== 'SCHEDULED' && videoRoomState !== 'CANCELLED'
  const over = started && videoRoomState !== 'LIVE' && videoRoomState !== 'LIVE_INACTIVE'
  // An ended room that waits for its archive would be looked for at the next start.
  const failed = videoRoomState === 'ENDED' && index % 2 === 0
  return newRoom({
    id,
    memberId,
    uuid: uuidOf(index),
    at: at(made),
    scheduledAt: videoRoomState === 'SCHEDULED' ? at(30 * (index + 1)) : at(made + 5),
    type,
    videoRoomState,
    forciblyTerminated: videoRoomState === 'ENDED' && !failed,
    vodState: videoRoomState === 'ARCHIVED' ? 'ARCHIVED' : failed ? 'FAILED_ARCHIVING' : 'NOT_ARCHIVED',
    accessLevel: index % 5 === 4 ? pick(accessLevels, Math.floor(index / 35)) : 'PUBLIC',
    title: index % 211 === 210 ? null : `${pick(subjects, index)}${pick(notes, Math.floor(index / 8))} #${index + 1}`,
    description: index % 4 === 0 ? `${pick(subjects, index + 3)}. ${pick(subjects, index + 1)}.` : null,
    cancelledAt: videoRoomState === 'CANCELLED' ? at(made + 3) : null,
    liveStartedAt: started ? at(made + 5) : null,
    liveEndedAt: over ? at(made + 15) : null,
    vodArchivedAt: videoRoomState === 'ARCHIVED' ? at(made + 16) : null,
    lastModifiedAt: at(made + (index % 16)),
  })
}

function pick<const T>(list: readonly T[], index: number): T {
  const found = list[index % list.length]
  if (found === undefined) throw new Error('nothing to pick from')
  return found
}

const uuidOf = (index: number): string =>
  createHash('md5')
    .update(`room ${index}`)
    .digest('hex')
    .replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-4$3-8$4-$5')
