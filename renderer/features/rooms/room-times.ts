import type { TFunction } from 'i18next'
import type { RoomView } from '#shared/contract'
import { formatMoment } from '../../ui/format.ts'

/** When a room began, or is planned for, in words; null where nobody said. */
export function roomTime(t: TFunction, { state, scheduledAt, liveStartedAt }: RoomView, language: string): string | null {
  const moment = (iso: string | null) => (iso === null || Number.isNaN(Date.parse(iso)) ? null : formatMoment(Date.parse(iso), language))
  const started = moment(liveStartedAt)
  if (started !== null) return t('rooms.startedAt', { when: started })
  const planned = moment(scheduledAt)
  return planned === null || state !== 'SCHEDULED' ? null : t('rooms.plannedFor', { when: planned })
}
