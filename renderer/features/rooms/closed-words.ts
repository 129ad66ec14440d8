import type { TFunction } from 'i18next'
import type { ReasonCode } from '#shared/contract'

/** Why a room cannot be started, short enough for its row; what has no short form is told in full. */
export function closedWords(t: TFunction, closed: ReasonCode): string {
  switch (closed) {
    case 'room-ended':
    case 'room-cancelled':
    case 'room-type-unsupported':
    case 'room-live-elsewhere':
      return t(`rooms.closed.${closed}`)
    default:
      return t(`reason.${closed}`)
  }
}
