import { type CSSProperties, useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { Levels } from '#shared/contract'
import { floorDb, loudestOf, zoneEdges } from '../program/judge-level.ts'
import { useLevelWords } from '../program/use-level-words.ts'
import { useMeter } from '../program/use-meter.ts'

/** How loud one sound enters the mix: RMS and peak. */
export function ChannelMeter({ sourceId, name }: { readonly sourceId: string; readonly name: string }) {
  const { t } = useTranslation()
  const ofChannel = useCallback((levels: Levels) => levels.channels?.find((channel) => channel.sourceId === sourceId) ?? null, [sourceId])
  const { meter, rmsCover, peakCover, hold, reading } = useMeter(ofChannel)
  return (
    <div className="level" data-word={reading.word}>
      {/* biome-ignore lint/a11y/useSemanticElements: a native meter has no peak mark and redraws through attributes */}
      <div
        ref={meter}
        className="meter"
        role="meter"
        aria-label={t('sound.meterOf', { name })}
        aria-valuemin={floorDb}
        aria-valuemax={0}
        aria-valuenow={loudestOf(reading)}
        aria-valuetext={useLevelWords(reading)}
        data-testid="channel-meter"
        data-value={reading.word}
        style={zoneEdges as CSSProperties}
      >
        <div ref={peakCover} className="meter-cover" data-beyond="peak" />
        <div ref={rmsCover} className="meter-cover" data-beyond="rms" />
        <div ref={hold} className="meter-hold" />
        <div className="meter-lamp" />
      </div>
    </div>
  )
}
