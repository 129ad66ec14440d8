import type { CSSProperties } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../../ui/icon.tsx'
import { formatDecibels } from '../health/units.ts'
import { floorDb, loudestOf, percentOf, zoneEdges, zoneFromDb } from './judge-level.ts'
import { useLevelWords } from './use-level-words.ts'
import { useMeter, wholeMix } from './use-meter.ts'

const marks = [-40, zoneFromDb.good, zoneFromDb.loud, zoneFromDb.clip]

/** The sound that is sent: RMS and peak on a scale with zones, and the zone in words. Nothing moves while nobody can see it. */
export function LevelMeter() {
  const { t } = useTranslation()
  const { meter, rmsCover, peakCover, hold, reading } = useMeter(wholeMix)
  const words = useLevelWords(reading)
  return (
    <div className="level" data-word={reading.word}>
      <div className="level-body">
        <span className="level-label" aria-hidden="true">
          {t('program.level')}
        </span>
        <div className="meter-place">
          {/* biome-ignore lint/a11y/useSemanticElements: a native meter has no peak mark and redraws through attributes */}
          <div
            ref={meter}
            className="meter"
            role="meter"
            aria-label={t('program.level')}
            aria-valuemin={floorDb}
            aria-valuemax={0}
            aria-valuenow={loudestOf(reading)}
            aria-valuetext={words}
            data-testid="level-meter"
            data-value={reading.word}
            style={zoneEdges as CSSProperties}
          >
            <div ref={peakCover} className="meter-cover" data-beyond="peak" />
            <div ref={rmsCover} className="meter-cover" data-beyond="rms" />
            {marks.map((db) => (
              <i key={db} className="meter-mark" style={{ left: percentOf(db) }} />
            ))}
            <div ref={hold} className="meter-hold" />
            <div className="meter-lamp" />
          </div>
          <div className="meter-scale" aria-hidden="true">
            {marks.map((db) => (
              <span key={db} style={{ left: percentOf(db) }}>
                {formatDecibels(db)}
              </span>
            ))}
          </div>
        </div>
        <span className="level-words" aria-hidden="true">
          {reading.word === 'clip' && <Icon name="warn" />}
          {words}
        </span>
      </div>
    </div>
  )
}
