import type { RoomView, Snapshot } from '#shared/contract'

/** The rooms as fetched, each as the core saw it last: its newest rooms and the chosen one change while a list is open. */
export function freshRooms(fetched: readonly RoomView[], { rooms, session }: Pick<Snapshot, 'rooms' | 'session'>): readonly RoomView[] {
  const newer = new Map(rooms.map((room) => [room.id, room]))
  if (session.room !== null) newer.set(session.room.id, session.room)
  return fetched.map((room) => newer.get(room.id) ?? room)
}
