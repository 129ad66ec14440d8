/** A fault of the player, as far as the decision needs it. */
export type FeedFault = { readonly kind: 'network' | 'media' | 'other' }

/** What was tried since the feed last played well. */
export type FeedTries = { readonly mediaRecoveries: number; readonly rebuilds: number }

export type FeedRemedy = { readonly act: 'recover-media' } | { readonly act: 'rebuild'; readonly afterMs: number }

export const noTries: FeedTries = { mediaRecoveries: 0, rebuilds: 0 }

const firstRebuildMs = 500
const slowestRebuildMs = 2_000

/**
 * A fault of the media is first healed in place where the player can, which keeps the picture on screen; everything else,
 * and a fault that returns, gets a new player. There is no last try: the feed may come back at any time.
 */
export function healFeed(fault: FeedFault, tries: FeedTries, healsInPlace: boolean): { readonly remedy: FeedRemedy; readonly tries: FeedTries } {
  if (healsInPlace && fault.kind === 'media' && tries.mediaRecoveries < 1) {
    return { remedy: { act: 'recover-media' }, tries: { ...tries, mediaRecoveries: tries.mediaRecoveries + 1 } }
  }
  const afterMs = Math.min(firstRebuildMs * 2 ** Math.min(tries.rebuilds, 8), slowestRebuildMs)
  return { remedy: { act: 'rebuild', afterMs }, tries: { mediaRecoveries: 0, rebuilds: tries.rebuilds + 1 } }
}
