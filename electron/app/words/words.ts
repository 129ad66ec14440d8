import type { SpokenWords } from '#shared/words/spoken-words'
import { en } from './en.ts'
import { ko } from './ko.ts'

type Question = { readonly message: string; readonly detail: string }

/** What the app says outside of its page: in the tray, in menus, in the system's messages and questions. Tests hold it to the glossary. */
export type Words = SpokenWords & {
  readonly starting: string
  readonly ending: string
  readonly tray: { readonly show: string; readonly mute: string; readonly beRightBack: string; readonly end: string; readonly quit: string }
  /** In the Dock, where a few signs have room. */
  readonly badge: { readonly live: string; readonly trouble: string }
  readonly notice: {
    readonly wentLive: string
    readonly rehearsalLive: string
    readonly needsYou: string
    readonly recording: string
    readonly endAgain: string
    readonly endAgainBody: string
  }
  /** What the system asks for Tally before it quits. */
  readonly quit: {
    readonly onAir: Question
    readonly preview: Question
    readonly stayOnAir: string
    readonly end: string
    readonly leaveOpen: string
    readonly keepStreaming: string
    readonly stop: string
    readonly notEnded: Question
    readonly understood: string
  }
  readonly menu: {
    readonly about: string
    readonly hide: string
    readonly hideOthers: string
    readonly showAll: string
    readonly services: string
    readonly quit: string
    readonly edit: string
    readonly undo: string
    readonly redo: string
    readonly cut: string
    readonly copy: string
    readonly paste: string
    readonly selectAll: string
    readonly view: string
    readonly actualSize: string
    readonly zoomIn: string
    readonly zoomOut: string
    readonly fullScreen: string
    readonly window: string
    readonly minimise: string
    readonly zoom: string
    readonly close: string
    readonly help: string
    readonly logs: string
    readonly licences: string
  }
}

export const wordsIn = (language: 'en' | 'ko'): Words => ({ en, ko })[language]
