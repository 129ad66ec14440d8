/** Eyes for tests. Each function runs inside the page (`page.evaluate`) and needs nothing but the page. */

/** Boxes that can be moved sideways, the page itself among them: nobody should have to. */
export function findSidewaysScroll(): string[] {
  const root = document.documentElement
  const found = root.scrollWidth > root.clientWidth ? ['the page moves sideways'] : []
  for (const box of document.body.querySelectorAll<HTMLElement>('*')) {
    const moves = /auto|scroll/.test(getComputedStyle(box).overflowX) && box.scrollWidth > box.clientWidth + 1
    if (moves && box.checkVisibility()) found.push(`${box.dataset.testid ?? box.className} moves sideways`)
  }
  return found
}

/**
 * Words and controls that cannot be seen in full: cut off by a box that does not scroll, or covered by something else.
 * Each is scrolled into view first, up or down, as a reader would. `mayShorten`: words may end in “…” where a title tells them in full.
 */
export function findLost(mayShorten: boolean): string[] {
  const found: string[] = []
  const short = (text: string) => (text.length > 40 ? `${text.slice(0, 39)}…` : text)
  const nameOf = (element: Element) => element.getAttribute('data-testid') ?? (element.getAttribute('class') || element.tagName.toLowerCase())

  /** For screen readers alone: within a box of a pixel. */
  const isUnseen = (element: Element) => {
    for (let box: Element | null = element; box !== null; box = box.parentElement) {
      if (box.matches('.unseen, [aria-hidden="true"]') || box.getBoundingClientRect().width <= 1) return true
    }
    return false
  }

  const cutBy = (element: Element, rect: DOMRect): string | null => {
    for (let box: Element | null = element; box !== null && box !== document.body; box = box.parentElement) {
      const style = getComputedStyle(box)
      const edge = box.getBoundingClientRect()
      const cutsX = /hidden|clip/.test(style.overflowX) && (rect.left < edge.left - 1 || rect.right > edge.right + 1)
      const cutsY = /hidden|clip/.test(style.overflowY) && (rect.top < edge.top - 2 || rect.bottom > edge.bottom + 2)
      const shortened = mayShorten && cutsX && !cutsY && style.textOverflow === 'ellipsis' && element.closest('[title]') !== null
      if ((cutsX || cutsY) && !shortened) return nameOf(box)
      if (style.position === 'fixed') break
    }
    return rect.right > innerWidth + 1 || rect.left < -1 ? 'the window' : null
  }

  const coveredBy = (element: Element, rect: DOMRect): string | null => {
    const y = rect.top + rect.height / 2
    for (const x of [rect.left + 2, rect.left + rect.width / 2, rect.right - 2]) {
      const top = document.elementFromPoint(x, y)
      if (top === null) return 'the edge of the window'
      const label = element.closest('label')
      if (!(top.contains(element) || element.contains(top) || label?.contains(top))) return nameOf(top)
    }
    return null
  }

  const scrolls = (box: Element) => /auto|scroll/.test(getComputedStyle(box).overflowY) && box.scrollHeight > box.clientHeight

  /** Moves everything that scrolls around a line until the line is in its middle, clear of whatever sticks to its edges. */
  const bringToMiddle = (element: Element, findLine: () => DOMRect) => {
    for (let box: Element | null = element.parentElement; box !== null; box = box.parentElement) {
      const isPage = box === document.documentElement
      if (!isPage && !scrolls(box)) continue
      const edge = isPage ? new DOMRect(0, 0, innerWidth, innerHeight) : box.getBoundingClientRect()
      const line = findLine()
      box.scrollBy({ top: line.top + line.height / 2 - edge.top - edge.height / 2, behavior: 'instant' })
    }
  }

  const canBeSeen = (element: Element) =>
    element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && !isUnseen(element) && element.closest('[inert]') === null

  const look = (what: string, element: Element, findLine: () => DOMRect, box: Element | null) => {
    bringToMiddle(element, findLine)
    const line = findLine()
    const cut = box === null ? null : cutBy(box, line)
    const covered = cut === null ? coveredBy(element, line) : null
    if (cut !== null) found.push(`${what} is cut off by ${cut}`)
    if (covered !== null) found.push(`${what} is covered by ${covered}`)
    return cut === null && covered === null
  }

  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const element = node.parentElement
    const text = node.textContent?.trim() ?? ''
    if (element === null || text === '' || element.closest('option, script, style') || !canBeSeen(element)) continue
    const range = document.createRange()
    range.selectNodeContents(node)
    const lines = [...range.getClientRects()]
    lines.every(
      ({ width, height }, line) =>
        width < 2 || height < 2 || look(`“${short(text)}”`, element, () => range.getClientRects()[line] ?? range.getBoundingClientRect(), element),
    )
  }
  for (const control of document.querySelectorAll('button, a[href], select, input:not([type="radio"], [type="checkbox"]), summary')) {
    if (canBeSeen(control)) look(nameOf(control), control, () => control.getBoundingClientRect(), control.parentElement)
  }
  return [...new Set(found)]
}

/** The element that has the keyboard now, as a person sees it; null where it is the page itself. */
export type Focus = {
  /** The same for the same element as long as the page lives. */
  readonly key: string
  readonly name: string
  /** The part of the page it belongs to: header, main, side or a dialog. */
  readonly part: string
  /** Where it would be if nothing were scrolled. */
  readonly box: { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number }
  /** In sight, and not below something else. */
  readonly inSight: boolean
  /** Its own ring, or that of the label that stands for it. */
  readonly ring: boolean
}

export function readFocus(): Focus | null {
  const element = document.activeElement
  if (element === null || element === document.body || !(element instanceof HTMLElement)) return null
  const label = element.closest('label') ?? (element.id === '' ? null : document.querySelector(`label[for="${CSS.escape(element.id)}"]`))
  const own = element.getBoundingClientRect()
  // A switch or a segment is a hidden input within the label that is drawn.
  const hiddenInput = own.width <= 1 || own.height <= 1 || getComputedStyle(element).opacity === '0'
  const drawn = hiddenInput && label !== null ? label : element
  const box = drawn.getBoundingClientRect()
  const x = box.left + box.width / 2
  const y = box.top + Math.min(box.height / 2, 20)
  const top = document.elementFromPoint(x, y)
  const inSight =
    box.width > 1 &&
    box.height > 1 &&
    box.bottom > 0 &&
    box.top < innerHeight &&
    top !== null &&
    (drawn.contains(top) || top.contains(drawn) || label?.contains(top) === true)

  const hasRing = (candidate: Element) => {
    const style = getComputedStyle(candidate)
    return style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) >= 2 && !/rgba\(.*, 0\)|transparent/.test(style.outlineColor)
  }
  // Within a video the focus is on one of the browser's own buttons, which the browser marks itself.
  const inVideo = element instanceof HTMLVideoElement && !element.matches(':focus')
  const ring = inVideo || [element, drawn, ...drawn.querySelectorAll('*')].some(hasRing)
  const part = element.closest('[role="dialog"], [role="alertdialog"]') ?? element.closest('header, main, aside, footer')
  let scrolled = 0
  for (let parent = element.parentElement; parent !== null; parent = parent.parentElement) scrolled += parent.scrollTop
  const words = element.getAttribute('aria-label') ?? element.textContent ?? ''
  return {
    key: String([...document.querySelectorAll('*')].indexOf(element)),
    name: `${element.dataset.testid ?? element.tagName.toLowerCase()} “${words.slice(0, 30)}”`,
    part: part === null ? '' : (part.getAttribute('role') ?? part.tagName.toLowerCase()),
    box: { left: Math.round(box.left), top: Math.round(box.top + scrolled), right: Math.round(box.right), bottom: Math.round(box.bottom + scrolled) },
    inSight,
    ring,
  }
}

/** Controls that can be seen and used and are not among the stops of the keyboard; arrow keys reach a radio from its neighbour. */
export function findUnreached(stops: readonly string[]): string[] {
  const everything = [...document.querySelectorAll('*')]
  return [...document.querySelectorAll<HTMLElement>('button, a[href], select, input, textarea, summary, [tabindex="0"]')]
    .filter((element) => element.checkVisibility({ visibilityProperty: true }) && !element.matches(':disabled, [tabindex="-1"], [type="radio"]'))
    .filter((element) => !stops.includes(String(everything.indexOf(element))))
    .map((element) => `${element.dataset.testid ?? element.tagName.toLowerCase()} “${element.textContent ?? ''}” is not reached`)
}

/** Animations that run now, as the element and the name of the animation. */
export function findMotion(): string[] {
  return document
    .getAnimations()
    .filter(({ playState }) => playState === 'running')
    .map((animation) => {
      const target = animation.effect instanceof KeyframeEffect ? animation.effect.target : null
      const name =
        animation instanceof CSSAnimation ? animation.animationName : animation instanceof CSSTransition ? animation.transitionProperty : ''
      return `${target?.getAttribute('data-testid') ?? target?.getAttribute('class') ?? target?.tagName ?? '?'}: ${name}`
    })
}
