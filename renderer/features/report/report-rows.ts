import type { TFunction } from 'i18next'
import type { Report } from '#shared/contract'
import { formatBitrate, formatNumber, formatPercent, formatSpan } from '../../ui/format.ts'
import { formatPeriod } from './format-period.ts'

export type ReportCode = 'onAir' | 'duration' | 'interruptions' | 'reconnects' | 'bitrate' | 'dropped' | 'ended'

/** One fact. `value` is the bare number behind the words, null where nothing was measured; `level` marks what did not go well. */
export type ReportRow = {
  readonly code: ReportCode
  readonly words: string
  readonly value: number | null
  readonly level: 'plain' | 'warn'
}

export type ReportLanguage = {
  readonly t: TFunction
  readonly language: string
  /** Of this computer where none is given. */
  readonly timeZone?: string
}

/** The facts of a broadcast in the order in which somebody wants to know them. */
export function reportRows(report: Report, { t, language, timeZone }: ReportLanguage): readonly ReportRow[] {
  const { liveStartedAtMs, endedAtMs, interruptions, reconnects, averageKbps, droppedFrames, forced } = report
  const seconds = endedAtMs === null ? null : Math.max(0, endedAtMs - liveStartedAtMs) / 1000
  const period = formatPeriod(liveStartedAtMs, endedAtMs, language, timeZone)
  const number = (value: number) => formatNumber(value, language)
  return [
    {
      code: 'onAir',
      words: endedAtMs === null ? t('report.since', { moment: period }) : period,
      value: liveStartedAtMs,
      level: 'plain',
    },
    {
      code: 'duration',
      words: seconds === null ? t('report.stillOnAir') : formatSpan(seconds, language),
      value: seconds,
      level: 'plain',
    },
    { code: 'interruptions', words: interruptionWords(), value: interruptions, level: interruptions > 0 ? 'warn' : 'plain' },
    { code: 'reconnects', words: reconnectWords(), value: reconnects, level: 'plain' },
    {
      code: 'bitrate',
      words: averageKbps === null ? t('report.notMeasured') : formatBitrate(averageKbps, language),
      value: averageKbps,
      level: 'plain',
    },
    { code: 'dropped', words: droppedWords(), value: droppedFrames, level: 'plain' },
    { code: 'ended', words: endedWords(), value: null, level: forced ? 'warn' : 'plain' },
  ]

  function interruptionWords(): string {
    const time = formatSpan(Math.ceil(report.waitedMs / 1000), language)
    if (interruptions === 0) return t('report.noInterruptions')
    if (interruptions === 1) return t('report.waitedOnce', { time })
    return interruptions === 2 ? t('report.waitedTwice', { time }) : t('report.waitedOften', { times: number(interruptions), time })
  }

  function reconnectWords(): string {
    if (reconnects === 0) return t('report.noReconnects')
    return reconnects === 1 ? t('report.reconnectedOnce') : t('report.reconnectedOften', { times: number(reconnects) })
  }

  function droppedWords(): string {
    const { encodedFrames } = report
    if (droppedFrames === null) return t('report.notMeasured')
    if (encodedFrames === null || encodedFrames === 0) return number(droppedFrames)
    const share = formatPercent(droppedFrames / encodedFrames, language)
    return t('report.droppedOf', { dropped: number(droppedFrames), encoded: number(encodedFrames), share })
  }

  function endedWords(): string {
    if (endedAtMs === null) return t('report.stillOnAir')
    return t(forced ? 'report.endedByForce' : 'report.endedNormally')
  }
}
