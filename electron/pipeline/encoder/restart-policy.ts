/** What to do after an encoder died although nobody asked it to. */
export type RestartDecision = { readonly kind: 'restart'; readonly afterMs: number; readonly quickDeaths: number } | { readonly kind: 'give-up' }

/** Who lives shorter than this after the first frame died quickly. */
const quickMs = 10_000
/** Waits before the 1st, 2nd, … restart in a row. */
const waitsMs = [0, 500, 1000, 2000, 5000]

/** `ranForMs`: life since its first frame, 0 if there was none; `quickDeaths`: how many quick ones came before. The fifth in a row is the last. */
export const decideRestart = (ranForMs: number, quickDeaths: number): RestartDecision => {
  const deaths = ranForMs < quickMs ? quickDeaths + 1 : 1
  if (deaths >= waitsMs.length) return { kind: 'give-up' }
  return { kind: 'restart', afterMs: waitsMs[deaths - 1] ?? 0, quickDeaths: deaths }
}
