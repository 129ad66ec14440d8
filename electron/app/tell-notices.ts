import type { Notification, NotificationConstructorOptions } from 'electron'
import type { Snapshot } from '#shared/contract'
import type { Core } from '../core/port.ts'
import type { Acts } from './do-acts.ts'
import { type Notice, type NoticeStep, noMemory, noticeStep } from './notices.ts'
import type { Words } from './words/words.ts'

type Message = Pick<Notification, 'on' | 'show' | 'close'>

export type NoticesDeps = {
  readonly core: Pick<Core, 'watch'>
  readonly createMessage: (options: NotificationConstructorOptions) => Message
  /** A person looks at Tally, who needs no message. */
  readonly isLookedAt: () => boolean
  readonly words: () => Words
  readonly acts: Pick<Acts, 'show'>
  readonly monotonicMs: () => number
  readonly after: (ms: number, act: () => void) => () => void
}

/** What a notice says. */
export function noticeText(notice: Notice, words: Words): { readonly title: string; readonly body: string } {
  switch (notice.kind) {
    case 'went-live':
      return { title: words.notice.wentLive, body: notice.title }
    case 'rehearsal-live':
      return { title: words.notice.rehearsalLive, body: notice.title }
    case 'recording':
      return { title: words.notice.recording, body: notice.title }
    case 'trouble':
      return { title: words.notice.needsYou, body: fill(words.verdict[notice.code], notice.params) }
  }
}

const fill = (text: string, params: Readonly<Record<string, string | number>>): string =>
  text.replace(/\{\{(\w+)\}\}/g, (_blank, name: string) => String(params[name] ?? ''))

/** Tells what matters while nobody looks at Tally: one message for one cause, and a click leads to where it is shown. */
export function tellNotices({ core, createMessage, isLookedAt, words, acts, monotonicMs, after }: NoticesDeps): Disposable {
  let memory = noMemory
  let snapshot: Snapshot | null = null
  let cancelLook = () => {}
  /** By kind: the newest takes the place of the one before, which may be over. Held here, or they would be collected with their clicks. */
  const shown = new Map<Notice['kind'], Message>()

  const tell = (notice: Notice) => {
    const message = createMessage(noticeText(notice, words()))
    message.on('click', () => acts.show(notice.show))
    shown.get(notice.kind)?.close()
    shown.set(notice.kind, message)
    message.show()
  }
  const look = () => {
    cancelLook()
    if (snapshot === null) return
    const step: NoticeStep = noticeStep(memory, snapshot, monotonicMs())
    memory = step.memory
    if (snapshot.app.desktop?.notices === 'on' && !isLookedAt()) for (const notice of step.notices) tell(notice)
    if (step.againMs !== null) cancelLook = after(step.againMs, look)
  }
  const stop = core.watch('snapshot', (newest) => {
    snapshot = newest
    look()
  })
  return {
    [Symbol.dispose]: () => {
      stop()
      cancelLook()
      for (const message of shown.values()) message.close()
    },
  }
}
