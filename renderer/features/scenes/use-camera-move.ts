import { type KeyboardEvent, type PointerEvent, type RefObject, useRef, useState } from 'react'
import type { CameraPlace, CanvasSize } from '#shared/scenes'
import { cameraRect } from '#shared/scenes'
import { useBridge, useRefusal } from '../../page-context.tsx'
import { useDraft } from '../../ui/use-draft.ts'
import { dragTo, handleAt, moveByKey, type Point, resizeTo, toCanvas } from './move-camera.ts'

type CameraMove = {
  /** The element that covers exactly the picture. */
  readonly frame: RefObject<HTMLElement | null>
  /** Where the core says that the camera lies. */
  readonly known: CameraPlace
  readonly canvas: CanvasSize
  readonly aspect: number
}

/** What the pointer holds, and how far from the upper left corner (or the handle) it took hold. */
type Grab = { readonly by: 'picture' | 'handle'; readonly offset: Point }

/** Moves and resizes the camera by mouse, touch, pen and keys. `moved` is true from the end of a move to the next one. */
export function useCameraMove({ frame, known, canvas, aspect }: CameraMove) {
  const bridge = useBridge()
  const { refuse } = useRefusal()
  const { value: place, change } = useDraft(known, async ({ x, y, size }: CameraPlace) => {
    const result = await bridge.call('program.setCameraPlace', { x, y, size })
    if (!result.ok) refuse(result.failure)
  })
  const grab = useRef<Grab | null>(null)
  const [moving, setMoving] = useState(false)
  const [moved, setMoved] = useState(false)

  const pointOf = ({ clientX, clientY }: { readonly clientX: number; readonly clientY: number }): Point | null =>
    frame.current === null ? null : toCanvas(canvas, frame.current.getBoundingClientRect(), clientX, clientY)
  const begin = () => {
    setMoving(true)
    setMoved(false)
  }
  const end = () => {
    grab.current = null
    setMoving(false)
    setMoved(moving)
  }

  const handlers = {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      const point = pointOf(event)
      if (event.button !== 0 || !event.isPrimary || point === null) return
      const by = event.target instanceof Element && event.target.closest('[data-handle]') !== null ? 'handle' : 'picture'
      const held = by === 'handle' ? handleAt(canvas, place, aspect) : cameraRect(canvas, place, aspect)
      grab.current = { by, offset: { x: point.x - held.x, y: point.y - held.y } }
      event.currentTarget.setPointerCapture(event.pointerId)
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      const point = pointOf(event)
      if (grab.current === null || point === null) return
      if (!moving) begin()
      const { by, offset } = grab.current
      const to = { x: point.x - offset.x, y: point.y - offset.y }
      change(by === 'handle' ? resizeTo(canvas, place, aspect, to) : dragTo(canvas, place, aspect, to))
    },
    onPointerUp: end,
    onPointerCancel: end,
    onKeyDown: (event: KeyboardEvent) => {
      if (event.altKey || event.ctrlKey || event.metaKey) return
      const next = moveByKey(place, event.key, event.shiftKey)
      if (next === null) return
      event.preventDefault()
      if (event.repeat && (event.key === 'Enter' || event.key === ' ')) return
      begin()
      change(next)
    },
    onKeyUp: () => {
      if (moving) end()
    },
    onBlur: () => {
      if (moving) end()
    },
  } as const
  return { place, moving, moved, handlers } as const
}
