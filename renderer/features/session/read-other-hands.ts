import type { SessionView } from '#shared/contract'
import { isOnAirRoom } from './is-on-air-room.ts'

/** `else`: another encoder uses the key; `taken`: it has thrown out our own stream. */
export type OtherHands = { readonly who: 'else' | 'taken'; readonly onAir: boolean }

/**
 * Whether somebody else sends with the stream key. Null also while a failure tells it already, and while the key is on air
 * for another room: what can be done about that is done there.
 */
export function readOtherHands({ verdict, failure, room, liveElsewhere }: SessionView): OtherHands | null {
  if (liveElsewhere !== null) return null
  const onAir = isOnAirRoom(room?.state ?? null)
  if (verdict.code === 'someone-else-sending') return { who: 'else', onAir }
  if (verdict.code === 'key-in-use-elsewhere' && failure?.code !== 'key-in-use-elsewhere') return { who: 'taken', onAir }
  return null
}
