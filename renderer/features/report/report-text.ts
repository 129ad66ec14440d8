import type { Report } from '#shared/contract'
import { type ReportLanguage, reportRows } from './report-rows.ts'

export type ReportTextFacts = {
  readonly report: Report
  readonly rehearsal: boolean
  /** A link that others can open, if there is one. */
  readonly recordingUrl: string | null
}

/** The report as plain text, for a message or a file: one fact a line. */
export function reportText({ report, rehearsal, recordingUrl }: ReportTextFacts, language: ReportLanguage): string {
  const { t } = language
  const lines = [
    [t('report.label.title'), report.title || t('rooms.untitled')],
    ...reportRows(report, language).map(({ code, words }) => [t(`report.label.${code}`), words]),
    ...(recordingUrl === null ? [] : [[t('report.label.recording'), recordingUrl]]),
  ]
  return [t(rehearsal ? 'report.rehearsalTitle' : 'report.title'), ...lines.map(([label, words]) => `${label}: ${words}`)].join('\n')
}
