/** The first run: a guided rehearsal, then the invitation to connect an account. */
export function GuideCard() {
  return null
}
