import type { Changes, Database, StoredMember, StoredRoom, StoredStreamKey } from '../state/entities.ts'

/** Something that FlipFlop Cloud tells others about. */
export type Notice =
  | { readonly kind: 'stream-key'; readonly key: StoredStreamKey; readonly newState: boolean }
  | { readonly kind: 'room'; readonly room: StoredRoom; readonly newState: boolean; readonly failedArchiving: boolean }
  | { readonly kind: 'member'; readonly member: StoredMember; readonly isNew: boolean }

/** What is worth telling about a commit: new states, new play URLs, failed archives and changed members; not what is deleted. */
export function noticesOf(changes: Changes, before: Database): readonly Notice[] {
  const keys = (changes.streamKeys ?? []).flatMap((key): Notice[] => {
    const old = before.streamKeys.find(({ id }) => id === key.id)
    if (old === undefined) return []
    const newState = old.streamKeyState !== key.streamKeyState
    return newState || old.livePath !== key.livePath ? [{ kind: 'stream-key', key, newState }] : []
  })
  const rooms = (changes.rooms ?? []).flatMap((room): Notice[] => {
    if (room.state === 'DELETED') return []
    const old = before.rooms.find(({ id }) => id === room.id)
    const newState = old?.videoRoomState !== room.videoRoomState
    const failedArchiving = room.vodState === 'FAILED_ARCHIVING' && old?.vodState !== 'FAILED_ARCHIVING'
    return newState || failedArchiving || old?.livePath !== room.livePath ? [{ kind: 'room', room, newState, failedArchiving }] : []
  })
  const members = (changes.members ?? []).flatMap((member): Notice[] =>
    member.state === 'DELETED' ? [] : [{ kind: 'member', member, isNew: before.members.every(({ id }) => id !== member.id) }],
  )
  return [...members, ...keys, ...rooms]
}
