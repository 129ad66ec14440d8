/** What the broadcast came to. */
export function ReportCard() {
  return null
}
