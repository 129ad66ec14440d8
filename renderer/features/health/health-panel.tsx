/** How well the broadcast is: the verdict, the numbers over time, the three witnesses. */
export function HealthPanel() {
  return null
}
