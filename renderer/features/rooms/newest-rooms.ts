import type { RoomView } from '#shared/contract'

/** What a glance takes in. All others are one button away. */
const shortList = 8

/** The newest rooms, and the chosen one where it is older. */
export function newestRooms(rooms: readonly RoomView[], chosenId: string | null): readonly RoomView[] {
  const newest = rooms.slice(0, shortList)
  const chosen = rooms.find(({ id }) => id === chosenId)
  return chosen === undefined || newest.includes(chosen) ? newest : [...newest, chosen]
}
