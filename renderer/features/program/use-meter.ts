import { useEffect, useRef, useState } from 'react'
import type { Levels } from '#shared/contract'
import { useBridge } from '../../page-context.tsx'
import { watchVisible } from '../../ui/watch-visible.ts'
import { createMeter } from './draw-levels.ts'
import { nothingMeasured, type Reading, type SoundLevel } from './judge-level.ts'

/** Of the whole program. */
export const wholeMix = (levels: Levels): SoundLevel | null => levels

/**
 * A level meter that moves outside of React, while it can be seen. `pick` chooses what it shows; null where that is not
 * measured. It must stay the same function.
 */
export function useMeter(pick: (levels: Levels) => SoundLevel | null) {
  const bridge = useBridge()
  const meter = useRef<HTMLDivElement>(null)
  const rmsCover = useRef<HTMLDivElement>(null)
  const peakCover = useRef<HTMLDivElement>(null)
  const hold = useRef<HTMLDivElement>(null)
  const [reading, setReading] = useState<Reading>(nothingMeasured)

  useEffect(() => {
    if (meter.current === null || rmsCover.current === null || peakCover.current === null || hold.current === null) return
    const drawing = createMeter({ rmsCover: rmsCover.current, peakCover: peakCover.current, hold: hold.current }, setReading)
    const show = (levels: Levels) => {
      const level = pick(levels)
      if (level !== null) drawing.show(level)
    }
    let unwatch: (() => void) | undefined
    const stopWatching = () => {
      unwatch?.()
      unwatch = undefined
    }
    const stopObserving = watchVisible(meter.current, (visible) => {
      stopWatching()
      if (visible) unwatch = bridge.watch('levels', show)
    })
    return () => {
      stopObserving()
      stopWatching()
      drawing.stop()
    }
  }, [bridge, pick])

  return { meter, rmsCover, peakCover, hold, reading } as const
}
