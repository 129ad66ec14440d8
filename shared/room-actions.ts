import { type AccessMode, type CapabilityAction, capability } from './capabilities.ts'
import type { Availability, ReasonCode } from './contract/actions.ts'

/** What can be done to a video room of a list. */
export type RoomAction = 'choose' | 'edit' | 'cancel' | 'delete'

const capabilityOf: Readonly<Record<RoomAction, CapabilityAction>> = {
  choose: 'rooms.broadcast',
  edit: 'rooms.edit',
  cancel: 'rooms.cancel',
  delete: 'rooms.delete',
}

const because = (reason: ReasonCode): Availability => ({ allowed: false, reason })

/** Whether it is possible, by who asks, the type of the room and its state (both as FlipFlop Cloud spells them). */
export function roomAction(action: RoomAction, room: { readonly type: string; readonly state: string }, mode: AccessMode): Availability {
  const may = capability(capabilityOf[action], mode, room.type)
  if (!may.possible) return because(may.reason === 'room-type-unsupported' ? 'room-type-unsupported' : 'ask-operator')
  const onAir = room.state === 'LIVE' || room.state === 'LIVE_INACTIVE'
  if (onAir && (action === 'cancel' || action === 'delete')) return because('room-on-air')
  return action === 'cancel' && room.state !== 'SCHEDULED' ? because('not-scheduled') : { allowed: true }
}
