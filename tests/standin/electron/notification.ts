import type Electron from 'electron'
import type { Desk, Message } from './desk.ts'
import { LoudEmitter, loud, onlyKnown } from './loud.ts'

type Imitated = Pick<Electron.Notification, 'show' | 'close'>

/** The class `Notification` of one app: messages of the system. They stay until they are closed. */
export function createNotificationClass(desk: Desk) {
  return class StandInNotification extends LoudEmitter implements Imitated {
    private readonly message: Message

    constructor(options: Electron.NotificationConstructorOptions = {}) {
      super('Notification', ['click', 'close', 'show'])
      onlyKnown('Notification', options, ['title', 'body', 'silent'])
      this.message = { title: options.title ?? '', body: options.body ?? '', click: () => void this.emit('click', {}) }
      // biome-ignore lint/correctness/noConstructorReturn: what is held is what throws at whatever is not imitated
      return loud('Notification', this)
    }

    static isSupported(): boolean {
      return desk.has.messages
    }

    /** Shown again, it is shown anew (Electron, Notification, `show`). */
    show = (): void => {
      this.close()
      if (desk.has.messages) desk.messages.push(this.message)
    }

    close = (): void => {
      desk.messages = desk.messages.filter((message) => message !== this.message)
    }
  }
}
