export type XWindowLook = {
  readonly name: string
  readonly rgb: number
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Windows of one colour on a display where nobody asks for a cookie. Every promise means that the server has done it. */
export type XWindows = {
  /** Answers with its id. */
  readonly make: (look: XWindowLook) => Promise<number>
  readonly paint: (id: number, rgb: number) => Promise<unknown>
  readonly hide: (id: number) => Promise<unknown>
  /** As it was before it was hidden. */
  readonly show: (id: number) => Promise<unknown>
  readonly destroy: (id: number) => Promise<unknown>
  /** All of its windows go with it. */
  readonly close: () => void
}

export const openXWindows: (display: number) => Promise<XWindows>
