/** The smallest value that at least `share` (0…1) of all values do not exceed. */
export function percentile(values, share) {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN
}

/** Ratios between measures of the same run that the product has a budget for. */
export function withRatios(measures) {
  const median = (name) => percentile(measures.find((measure) => measure.name === name)?.values ?? [], 0.5)
  const ratio = median('Tally: all') / median('bare ffmpeg')
  if (!Number.isFinite(ratio)) return measures
  return [...measures, { name: 'Tally / bare ffmpeg, processor', unit: '×', budget: { value: 1.25, of: 'p50' }, values: [ratio] }]
}

/** The table that `npm run bench` prints. The last column is measured / aimed at: above 1 misses the budget. */
export function tableOf(measures) {
  const format = (value, unit) => value.toFixed(unit === 'core' || unit === '×' ? 2 : 0)
  const rows = measures.map(({ name, unit, budget, values }) => [
    name,
    unit,
    String(values.length),
    format(percentile(values, 0.5), unit),
    format(percentile(values, 0.95), unit),
    budget === null ? '' : `${budget.of} ≤ ${budget.value}`,
    budget === null ? '' : (percentile(values, budget.of === 'p50' ? 0.5 : 0.95) / budget.value).toFixed(2),
  ])
  const header = ['what', 'unit', 'n', 'p50', 'p95', 'budget', 'ratio']
  const widths = header.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column].length)))
  const line = (row) => row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]))).join('  ')
  return [header, ...rows].map((row) => line(row).trimEnd()).join('\n')
}
