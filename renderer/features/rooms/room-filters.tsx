import { useTranslation } from 'react-i18next'
import type { CommandInput } from '#shared/contract'
import { Choice } from '../../ui/choice.tsx'

export type RoomFilter = Pick<CommandInput<'room.list'>, 'state' | 'type'>

const states = ['SCHEDULED', 'LIVE', 'LIVE_INACTIVE', 'ENDED', 'ARCHIVED', 'CANCELLED'] as const satisfies readonly RoomFilter['state'][]
const types = [
  'BROADCAST_RTMP',
  'BROADCAST_WEBRTC',
  'VIDEO_CONFERENCE',
  'WEBINAR',
  'SURVEILLANCE',
  'VIDEO_SURVEILLANCE',
  'INTERACTIVE_MEETING',
] as const satisfies readonly RoomFilter['type'][]

/** Which of the rooms are listed. */
export function RoomFilters({ filter, onFilter }: { readonly filter: RoomFilter; readonly onFilter: (filter: RoomFilter) => void }) {
  const { t } = useTranslation()
  return (
    <>
      <Choice
        label={t('rooms.browser.state')}
        testId="room-filter-state"
        value={filter.state ?? ''}
        options={[{ value: '', label: t('rooms.browser.any') }, ...states.map((value) => ({ value, label: t(`roomState.${value}`) }))]}
        onChoose={(value) => onFilter({ ...filter, state: states.find((state) => state === value) ?? null })}
      />
      <Choice
        label={t('rooms.browser.type')}
        testId="room-filter-type"
        value={filter.type ?? ''}
        options={[{ value: '', label: t('rooms.browser.any') }, ...types.map((value) => ({ value, label: t(`rooms.type.${value}`) }))]}
        onChoose={(value) => onFilter({ ...filter, type: types.find((type) => type === value) ?? null })}
      />
    </>
  )
}
