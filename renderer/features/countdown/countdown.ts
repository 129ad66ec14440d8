export type Countdown =
  | { readonly state: 'off' }
  | { readonly state: 'counting'; readonly left: number; readonly of: number }
  /** Zero was reached; what comes then is under way. */
  | { readonly state: 'reached' }
  /** Called off by what happened meanwhile, `why` in words. */
  | { readonly state: 'stopped'; readonly why: string }

export type CountdownEvent =
  | { readonly type: 'start'; readonly seconds: number }
  | { readonly type: 'second' }
  /** The person called it off, or has read why it was stopped. */
  | { readonly type: 'cancel' }
  /** What was counted down to is not possible any more. */
  | { readonly type: 'forbid'; readonly why: string }
  | { readonly type: 'settled' }

export const notCounting: Countdown = { state: 'off' }

/** Counts whole seconds down. Without a second to count, zero is reached at once; nothing but the last second reaches it otherwise. */
export function countdown(current: Countdown, event: CountdownEvent): Countdown {
  switch (event.type) {
    case 'start':
      if (current.state === 'counting' || current.state === 'reached') return current
      return event.seconds > 0 ? { state: 'counting', left: event.seconds, of: event.seconds } : { state: 'reached' }
    case 'second':
      if (current.state !== 'counting') return current
      return current.left > 1 ? { ...current, left: current.left - 1 } : { state: 'reached' }
    case 'cancel':
      return current.state === 'counting' || current.state === 'stopped' ? notCounting : current
    case 'forbid':
      return current.state === 'counting' ? { state: 'stopped', why: event.why } : current
    case 'settled':
      return current.state === 'reached' ? notCounting : current
  }
}

/** Seconds that are spoken: a voice needs time, so of a long countdown only the first, each fifth and the last three. */
export const isSpoken = (left: number, of: number): boolean => left === of || left % 5 === 0 || left <= 3
