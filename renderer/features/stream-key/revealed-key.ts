/** Long enough to read a key off, short enough to be forgotten on a screen that others see. */
export const revealSeconds = 10

/** Each request has a number of its own, so that the answer to one that was called off is not shown. */
export type RevealedKey =
  | { readonly state: 'hidden' }
  | { readonly state: 'asking'; readonly request: number }
  | { readonly state: 'shown'; readonly key: string; readonly untilMs: number }

export type RevealEvent =
  | { readonly type: 'ask'; readonly request: number }
  | { readonly type: 'answer'; readonly request: number; readonly key: string | null; readonly nowMs: number }
  /** The person, or whatever takes the eyes off the key: another window or tab, another key. */
  | { readonly type: 'hide' }
  | { readonly type: 'tick'; readonly nowMs: number }

export const hiddenKey: RevealedKey = { state: 'hidden' }

/** The clear key exists in here while it is shown, and at no other time. */
export function revealedKey(current: RevealedKey, event: RevealEvent): RevealedKey {
  switch (event.type) {
    case 'ask':
      return { state: 'asking', request: event.request }
    case 'answer':
      if (current.state !== 'asking' || event.request !== current.request) return current
      return event.key === null ? hiddenKey : { state: 'shown', key: event.key, untilMs: event.nowMs + revealSeconds * 1000 }
    case 'hide':
      return hiddenKey
    case 'tick':
      return current.state === 'shown' && event.nowMs >= current.untilMs ? hiddenKey : current
  }
}

export const secondsLeft = (current: RevealedKey, nowMs: number): number =>
  current.state === 'shown' ? Math.min(revealSeconds, Math.max(0, Math.ceil((current.untilMs - nowMs) / 1000))) : 0
