import type { Clock } from '../clock.ts'

/** So many requests in a row that reached nobody mean that there is no way to the service [own]; one may be an accident. */
const unreachableInARow = 3

export type Online = {
  readonly isOnline: () => boolean
  /**
   * What a request met: an answer of the service (whatever it said), nobody at all, or something that tells neither.
   * Requests that were under way together and met nobody are one accident. `sentMs`: when it was sent, by the monotonic clock.
   */
  readonly met: (what: 'answer' | 'nobody' | 'neither', sentMs: number) => void
  /** This computer's network is another one, or gone. */
  readonly network: (isThere: boolean) => void
}

/** Whether there is a way to the service. `isHere`: it runs on this computer and needs no network. Begins online. */
export function followOnline({
  isHere,
  clock,
  onChange,
}: {
  readonly isHere: boolean
  readonly clock: Clock
  readonly onChange: (online: boolean) => void
}): Online {
  let online = true
  let missed = 0
  let missedAtMs = Number.NEGATIVE_INFINITY

  function become(next: boolean): void {
    if (next) missed = 0
    if (next === online) return
    online = next
    onChange(online)
  }

  return {
    isOnline: () => online,
    met: (what, sentMs) => {
      if (what === 'answer') become(true)
      if (what !== 'nobody' || sentMs < missedAtMs) return
      missedAtMs = clock.monotonicMs()
      missed += 1
      if (missed >= unreachableInARow) become(false)
    },
    network: (isThere) => {
      if (!isHere) become(isThere)
    },
  }
}
