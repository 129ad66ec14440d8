import type { Addresses } from '../api/present.ts'
import type { Store } from '../state/store.ts'
import type { EventHub } from './event-hub.ts'
import { memberEventOf } from './member-event.ts'
import { noticesOf } from './notices-of.ts'
import { webhookMessagesOf } from './webhook-message.ts'
import type { Webhooks } from './webhooks.ts'

type TellOptions = {
  readonly store: Store
  readonly hub: EventHub
  readonly webhooks: Webhooks
  readonly addresses: () => Addresses
  readonly now: () => string
}

/** From now on every commit is told to listening members and to the app's callback. */
export function tellOthers({ store, hub, webhooks, addresses, now }: TellOptions): void {
  store.onCommit((changes, before) => {
    for (const notice of noticesOf(changes, before)) {
      hub.tell((messageId) => memberEventOf(notice, { messageId, sentAt: now() }, addresses()))
      for (const message of webhookMessagesOf(notice)) webhooks.send(message)
    }
    for (const { id, state } of changes.members ?? []) if (state === 'DELETED') hub.hangUp(id)
  })
}
