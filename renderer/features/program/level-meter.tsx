import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useBridge } from '../../page-context.tsx'
import { createMeter, floorDb } from './draw-levels.ts'

/** The sound that is sent. It is moved outside of React, many times a second. */
export function LevelMeter() {
  const { t } = useTranslation()
  const bridge = useBridge()
  const meter = useRef<HTMLDivElement>(null)
  const bar = useRef<HTMLDivElement>(null)
  const peak = useRef<HTMLDivElement>(null)

  useEffect(() => {
    if (meter.current === null || bar.current === null || peak.current === null) return
    const parts = { meter: meter.current, bar: bar.current, peak: peak.current }
    const drawing = createMeter(parts, (db) => (db === null ? t('program.silent') : t('program.decibels', { value: Math.round(db) })))
    const unwatch = bridge.watch('levels', drawing.show)
    return () => {
      unwatch()
      drawing.stop()
    }
  }, [bridge, t])

  return (
    <div className="level">
      <span className="choice-label" aria-hidden="true">
        {t('program.level')}
      </span>
      {/* biome-ignore lint/a11y/useSemanticElements: a native meter has no peak mark and redraws through attributes */}
      <div
        ref={meter}
        className="meter"
        role="meter"
        aria-label={t('program.level')}
        aria-valuemin={floorDb}
        aria-valuemax={0}
        aria-valuenow={floorDb}
        data-testid="level-meter"
      >
        <div ref={bar} className="meter-bar" />
        <div ref={peak} className="meter-peak" />
      </div>
    </div>
  )
}
