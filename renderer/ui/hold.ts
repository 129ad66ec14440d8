/** What presses a guarded button: a pointer, one of the two keys that activate a button, or a keyboard shortcut from elsewhere. */
export type Presser = 'pointer' | ' ' | 'Enter' | 'shortcut'

export type Hold = { readonly state: 'idle' } | { readonly state: 'holding'; readonly by: Presser } | { readonly state: 'done' }

export type HoldEvent =
  | { readonly type: 'press'; readonly by: Presser }
  | { readonly type: 'release'; readonly by: Presser }
  /** The pointer left, the focus left, Escape, or the button became disabled. */
  | { readonly type: 'cancel' }
  | { readonly type: 'elapsed' }
  /** What the button did is over; it may be pressed again. */
  | { readonly type: 'settled' }

export const notHeld: Hold = { state: 'idle' }

/**
 * A guarded button acts only when one and the same presser held it for the whole time. A second presser neither
 * shortens nor ends the hold of the first, and nothing counts until the last action is over.
 */
export function hold(current: Hold, event: HoldEvent): Hold {
  switch (event.type) {
    case 'press':
      return current.state === 'idle' ? { state: 'holding', by: event.by } : current
    case 'release':
      return current.state === 'holding' && current.by === event.by ? notHeld : current
    case 'cancel':
      return current.state === 'holding' ? notHeld : current
    case 'elapsed':
      return current.state === 'holding' ? { state: 'done' } : current
    case 'settled':
      return current.state === 'done' ? notHeld : current
  }
}
