import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react'
import { type Hold, type HoldEvent, hold, notHeld } from './hold.ts'
import { onRemoteHold } from './hold-remote.ts'

export type HoldOptions = {
  /** The name by which shortcuts reach the button. */
  readonly testId: string
  readonly holdMs: number
  readonly disabled: boolean
  /** Runs once when the hold is complete; the button rests until it has ended. */
  readonly onHeld: () => Promise<unknown>
}

/** Props of a button that acts after being held by mouse, touch, Space, Enter or its shortcut. */
export function useHold({ testId, holdMs, disabled, onHeld }: HoldOptions) {
  const [current, setCurrent] = useState<Hold>(notHeld)
  const latest = useRef<Hold>(notHeld)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  const dispatch = (event: HoldEvent): void => {
    const before = latest.current
    const after = hold(before, event)
    if (after === before) return
    latest.current = after
    setCurrent(after)
    clearTimeout(timer.current)
    if (after.state === 'holding') timer.current = setTimeout(() => dispatch({ type: 'elapsed' }), holdMs)
    if (after.state === 'done') void onHeld().finally(() => dispatch({ type: 'settled' }))
  }
  const cancel = () => dispatch({ type: 'cancel' })

  useEffect(() => {
    if (!disabled) return
    clearTimeout(timer.current)
    const after = hold(latest.current, { type: 'cancel' })
    latest.current = after
    setCurrent(after)
  }, [disabled])
  useEffect(() => () => clearTimeout(timer.current), [])
  // Renewed with every drawing, so that a shortcut meets the newest state of the button.
  useEffect(() =>
    onRemoteHold(testId, (type) => {
      if (type === 'cancel') cancel()
      else if (type === 'release' || !disabled) dispatch({ type, by: 'shortcut' })
    }),
  )

  return {
    state: current.state,
    buttonProps: {
      onPointerDown: (event: PointerEvent<HTMLButtonElement>) => {
        if (event.button !== 0 || !event.isPrimary) return
        dispatch({ type: 'press', by: 'pointer' })
      },
      // A touch stays with the element that it began on and never leaves it, so its place is looked at.
      onPointerMove: (event: PointerEvent<HTMLButtonElement>) => {
        if (!isWithin(event, event.currentTarget.getBoundingClientRect())) dispatch({ type: 'release', by: 'pointer' })
      },
      onPointerUp: () => dispatch({ type: 'release', by: 'pointer' }),
      onPointerLeave: () => dispatch({ type: 'release', by: 'pointer' }),
      onPointerCancel: () => dispatch({ type: 'release', by: 'pointer' }),
      onContextMenu: (event: { preventDefault: () => void }) => event.preventDefault(),
      onKeyDown: (event: KeyboardEvent) => {
        if (event.key === 'Escape') return cancel()
        if (!isPresserKey(event.key)) return
        event.preventDefault()
        if (!event.repeat) dispatch({ type: 'press', by: event.key })
      },
      onKeyUp: (event: KeyboardEvent) => {
        if (!isPresserKey(event.key)) return
        event.preventDefault()
        dispatch({ type: 'release', by: event.key })
      },
      onBlur: cancel,
    },
  } as const
}

const isWithin = ({ clientX, clientY }: { readonly clientX: number; readonly clientY: number }, box: DOMRect): boolean =>
  clientX >= box.left && clientX <= box.right && clientY >= box.top && clientY <= box.bottom

const isPresserKey = (key: string): key is ' ' | 'Enter' => key === ' ' || key === 'Enter'
