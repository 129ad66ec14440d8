/** Says of each picture whether it may be shown: at most ten a second on average, two at once. */
export type PreviewRate = { readonly allows: (nowMs: number) => boolean }

const picturesPerMs = 10 / 1000
const atOnce = 2

/** Pictures come 100 ms apart, give or take; a plain minimum gap would lose every one that is a little early. */
export const createPreviewRate = (): PreviewRate => {
  let credit = atOnce
  let creditAtMs: number | null = null
  return {
    allows: (nowMs) => {
      credit = Math.min(atOnce, credit + (creditAtMs === null ? 0 : nowMs - creditAtMs) * picturesPerMs)
      creditAtMs = nowMs
      if (credit < 1) return false
      credit -= 1
      return true
    },
  }
}
