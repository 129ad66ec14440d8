import { useTranslation } from 'react-i18next'
import { formatNumber } from '../../ui/format.ts'

/** From here on people read Mbit/s; below, kbit/s as every encoder shows it. */
const megabitsFromKbps = 10_000

/** A rate as it is read: three or four figures, the last of them too restless to be shown. */
export type Rate = { readonly unit: 'kbps' | 'mbps'; readonly value: number; readonly digits: number }

export function readRate(kbps: number): Rate {
  if (kbps >= megabitsFromKbps) return { unit: 'mbps', value: kbps / 1_000, digits: 1 }
  return { unit: 'kbps', value: kbps >= 100 ? Math.round(kbps / 10) * 10 : kbps, digits: 0 }
}

/** `-14` → `−14`, with the sign that is as wide as a figure. */
export const formatDecibels = (db: number): string => String(Math.round(db)).replace('-', '−')

export const metrics = ['sentKbps', 'fps', 'queueMs', 'dropped'] as const
export type Metric = (typeof metrics)[number]

/** Values with their units in the person's language. */
export function useUnits() {
  const { t, i18n } = useTranslation()
  const number = (value: number, digits = 0) => formatNumber(value, i18n.language, digits)
  const seconds = (ms: number) => t('health.seconds', { value: number(ms / 1_000, 1) })
  const withUnit = (metric: Metric, value: number, fpsDigits = 1): string => {
    switch (metric) {
      case 'sentKbps': {
        const rate = readRate(value)
        return t(rate.unit === 'kbps' ? 'numbers.kbps' : 'health.mbps', { value: number(rate.value, rate.digits) })
      }
      case 'fps':
        return t('health.perSecond', { value: number(value, fpsDigits) })
      case 'queueMs':
        return value < 1_000 ? t('numbers.ms', { value: number(value) }) : seconds(value)
      case 'dropped':
        return number(value)
    }
  }
  return { withUnit, seconds, number } as const
}
