import { type CSSProperties, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useBridge } from '../../page-context.tsx'
import { Icon } from '../../ui/icon.tsx'
import { watchVisible } from '../../ui/watch-visible.ts'
import { formatDecibels } from '../health/units.ts'
import { createMeter } from './draw-levels.ts'
import { floorDb, levelToFraction, nothingMeasured, type Reading, zoneFromDb } from './judge-level.ts'

const percent = (db: number) => `${levelToFraction(db) * 100}%`
const zoneEdges = { '--good-from': percent(zoneFromDb.good), '--loud-from': percent(zoneFromDb.loud), '--clip-from': percent(zoneFromDb.clip) }
const marks = [-40, zoneFromDb.good, zoneFromDb.loud, zoneFromDb.clip]

/** The sound that is sent: RMS and peak on a scale with zones, and the zone in words. Nothing moves while nobody can see it. */
export function LevelMeter() {
  const { t } = useTranslation()
  const bridge = useBridge()
  const { meter, rmsCover, peakCover, hold, reading } = useMeter(bridge)
  const words = useWords(reading)
  const loudest = 'peakDb' in reading ? reading.peakDb : floorDb
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
            aria-valuenow={Math.max(floorDb, Math.min(0, loudest))}
            aria-valuetext={words}
            data-testid="level-meter"
            data-value={reading.word}
            style={zoneEdges as CSSProperties}
          >
            <div ref={peakCover} className="meter-cover" data-beyond="peak" />
            <div ref={rmsCover} className="meter-cover" data-beyond="rms" />
            {marks.map((db) => (
              <i key={db} className="meter-mark" style={{ left: percent(db) }} />
            ))}
            <div ref={hold} className="meter-hold" />
            <div className="meter-lamp" />
          </div>
          <div className="meter-scale" aria-hidden="true">
            {marks.map((db) => (
              <span key={db} style={{ left: percent(db) }}>
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

function useMeter(bridge: ReturnType<typeof useBridge>) {
  const meter = useRef<HTMLDivElement>(null)
  const rmsCover = useRef<HTMLDivElement>(null)
  const peakCover = useRef<HTMLDivElement>(null)
  const hold = useRef<HTMLDivElement>(null)
  const [reading, setReading] = useState<Reading>(nothingMeasured)

  useEffect(() => {
    if (meter.current === null || rmsCover.current === null || peakCover.current === null || hold.current === null) return
    const drawing = createMeter({ rmsCover: rmsCover.current, peakCover: peakCover.current, hold: hold.current }, setReading)
    let unwatch: (() => void) | undefined
    const stopWatching = () => {
      unwatch?.()
      unwatch = undefined
    }
    const stopObserving = watchVisible(meter.current, (visible) => {
      stopWatching()
      if (visible) unwatch = bridge.watch('levels', drawing.show)
    })
    return () => {
      stopObserving()
      stopWatching()
      drawing.stop()
    }
  }, [bridge])

  return { meter, rmsCover, peakCover, hold, reading } as const
}

function useWords(reading: Reading): string {
  const { t } = useTranslation()
  switch (reading.word) {
    case 'none':
      return t('numbers.none')
    case 'silent':
      return t('program.silent')
    default:
      return t(`health.sound.${reading.word}`, { level: t('program.decibels', { value: formatDecibels(reading.peakDb) }) })
  }
}
