import type { PagePlace } from '#shared/contract'
import type { Rect } from '#shared/scenes'
import type { XStackedWindow } from '../source/read-x-stack.ts'

/** What a program shows of an X display: a part of one of its screens (pixels), or one window. */
export type CapturedPart =
  | { readonly kind: 'area'; readonly screen: number; readonly rect: Rect }
  | { readonly kind: 'window'; readonly windowId: number }

/** Of what is captured: less of our window than this nobody takes for a tunnel. */
const leastShare = 0.02

/** Two texts of one title: a clock in it may have gone on in between. */
const atAnyTime = (title: string): string => title.replace(/\d+/g, '0')

/** Browsers write their own name, and more, behind the title of a page; where the page is an app it stands alone. */
function isTitled(window: string, page: string): boolean {
  const [whole, own] = [atAnyTime(window), atAnyTime(page)]
  return own !== '' && (whole === own || whole.startsWith(`${own} `))
}

/** In CSS pixels of the page: frames, title bars and shadows count for one and not for the other. */
const placeTolerance = 160
const sizeTolerance = 120
/** Of the screens that there are, and of what browsers make of them. */
const scales = { smallest: 0.5, largest: 4 } as const

const isNear = (one: number, other: number, tolerance: number): boolean => Math.abs(one - other) <= tolerance

/**
 * The window is where the page says that it is. Pages count in pixels of their own, and say of their scale only what is left of it after zooming, so it
 * is read from the two widths.
 */
const liesThere = (window: Rect, page: Rect): boolean => {
  const scale = window.width / page.width
  return (
    scale >= scales.smallest &&
    scale <= scales.largest &&
    isNear(window.height / scale, page.height, sizeTolerance) &&
    isNear(window.x / scale, page.x, placeTolerance) &&
    isNear(window.y / scale, page.y, placeTolerance)
  )
}

const overlap = (one: Rect, other: Rect): Rect | null => {
  const x = Math.max(one.x, other.x)
  const y = Math.max(one.y, other.y)
  const width = Math.min(one.x + one.width, other.x + other.width) - x
  const height = Math.min(one.y + one.height, other.y + other.height) - y
  return width <= 0 || height <= 0 ? null : { x, y, width, height }
}

/** What is left of a rectangle, in pieces, where another lies over it. */
const without = (rect: Rect, cover: Rect): readonly Rect[] => {
  const covered = overlap(rect, cover)
  if (covered === null) return [rect]
  const right = covered.x + covered.width
  const bottom = covered.y + covered.height
  const pieces: readonly Rect[] = [
    { ...rect, height: covered.y - rect.y },
    { ...rect, y: bottom, height: rect.y + rect.height - bottom },
    { ...covered, x: rect.x, width: covered.x - rect.x },
    { ...covered, x: right, width: rect.x + rect.width - right },
  ]
  return pieces.filter(({ width, height }) => width > 0 && height > 0)
}

const areaOf = ({ width, height }: Rect): number => width * height

/** Pixels of a window that can be seen in this part of its screen. */
const visiblePixels = (window: XStackedWindow, above: readonly XStackedWindow[], part: Rect): number => {
  const whole = overlap(window, part)
  const seen = above.reduce<readonly Rect[]>((left, cover) => left.flatMap((rect) => without(rect, cover)), whole === null ? [] : [whole])
  return seen.reduce((sum, rect) => sum + areaOf(rect), 0)
}

/** One of our pages is seen in what is captured. `stack`: every window that is shown, the lowest first. */
export function showsOwnPage(parts: readonly CapturedPart[], stack: readonly XStackedWindow[], pages: readonly PagePlace[]): boolean {
  const isOwn = (window: XStackedWindow) => pages.some((page) => isTitled(window.title, page.title) && liesThere(window, page))
  return stack.some((window, place) => {
    if (!isOwn(window)) return false
    const above = stack.slice(place + 1).filter(({ screen }) => screen === window.screen)
    return parts.some((part) => {
      if (part.kind === 'window') return part.windowId === window.id
      return part.screen === window.screen && visiblePixels(window, above, part.rect) >= leastShare * areaOf(part.rect)
    })
  })
}
