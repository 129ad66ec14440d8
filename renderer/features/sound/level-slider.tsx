import { useTranslation } from 'react-i18next'
import type { SoundChannelView } from '#shared/contract'
import { useBridge, useRefusal } from '../../page-context.tsx'
import { useDraft } from '../../ui/use-draft.ts'
import { formatLevel } from './format-level.ts'

const range = { least: -60, most: 12, step: 0.5 } as const

type LevelSliderProps = { readonly channel: SoundChannelView; readonly name: string; readonly disabled: boolean }

/** How loud one sound enters the mix. A double click, or Home, leaves it as it comes. */
export function LevelSlider({ channel, name, disabled }: LevelSliderProps) {
  const { t } = useTranslation()
  const bridge = useBridge()
  const { refuse } = useRefusal()
  const { sourceId } = channel
  const { value, change } = useDraft(channel.levelDb, async (levelDb) => {
    const result = await bridge.call('program.setChannel', { sourceId, levelDb })
    if (!result.ok) refuse(result.failure)
  })
  const words = t('program.decibels', { value: formatLevel(value) })
  return (
    <div className="channel-level">
      <input
        type="range"
        min={range.least}
        max={range.most}
        step={range.step}
        value={value}
        disabled={disabled}
        aria-label={t('sound.levelOf', { name })}
        aria-valuetext={words}
        data-testid="channel-level"
        data-value={value}
        onChange={(event) => change(event.target.valueAsNumber)}
        onDoubleClick={() => change(0)}
        onKeyDown={(event) => {
          if (event.key !== 'Home') return
          event.preventDefault()
          change(0)
        }}
      />
      <span className="channel-db" aria-hidden="true">
        {words}
      </span>
    </div>
  )
}
