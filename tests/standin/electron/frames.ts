import type Electron from 'electron'
import { loud } from './loud.ts'

/** One document in a frame. Another document of the same frame is another one of these, so that what a document sent is known to be its own. */
export type Frame = {
  readonly id: string
  readonly number: number
  readonly url: string
  readonly told: Electron.WebFrameMain
  /** Of the world of its preload script; null where it has none, or it has left. */
  contextId: number | null
}

export type Frames = {
  readonly main: () => Frame
  readonly named: (id: string) => Frame | null
  /** Whose world this is; null for one that has left. */
  readonly of: (contextId: number) => Frame | null
  readonly navigated: (id: string, url: string) => void
  readonly entered: (id: string, contextId: number) => void
  readonly detached: (id: string) => void
  readonly left: () => void
}

let lastNumber = 0

type Imitated = Pick<Electron.WebFrameMain, 'url' | 'routingId' | 'parent' | 'isDestroyed'>

/** @param mainId of the main frame, which in Chromium is that of the page */
export function createFrames(mainId: string): Frames {
  const frames = new Map<string, Frame>()

  const put = (id: string, url: string): Frame => {
    lastNumber += 1
    const imitated: Imitated = {
      url,
      routingId: lastNumber,
      get parent() {
        return id === mainId ? null : main().told
      },
      isDestroyed: () => frames.get(id) !== frame,
    }
    const frame: Frame = { id, number: lastNumber, url, told: loud('webFrameMain', imitated) as Electron.WebFrameMain, contextId: null }
    frames.set(id, frame)
    return frame
  }
  const main = (): Frame => frames.get(mainId) ?? put(mainId, '')
  main()

  return {
    main,
    named: (id) => frames.get(id) ?? null,
    of: (contextId) => [...frames.values()].find((frame) => frame.contextId === contextId) ?? null,
    navigated: (id, url) => {
      const { contextId = null } = frames.get(id) ?? {}
      // the world of a new document may be told of before the document
      put(id, url).contextId = contextId
    },
    entered: (id, contextId) => {
      const frame = frames.get(id) ?? put(id, 'about:blank')
      frame.contextId = contextId
    },
    detached: (id) => void frames.delete(id),
    left: () => {
      for (const frame of frames.values()) frame.contextId = null
    },
  }
}
