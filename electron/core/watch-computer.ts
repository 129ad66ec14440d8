import { networkInterfaces } from 'node:os'
import { wakeNoticedMs } from '../broadcast/deadlines.ts'
import type { Clock } from '../clock.ts'
import type { Timers } from '../timers.ts'

export type WatchComputerOptions = {
  readonly clock: Clock
  readonly timers: Timers
  /** The addresses of this computer as one text; empty without a network. */
  readonly networkAddresses: () => string
  /** Whether something is sent over it. */
  readonly isSending: () => boolean
  /** There is another network, or none any more. */
  readonly onAddresses: (isThere: boolean) => void
  /** What is sent has to go over another network. */
  readonly onNetwork: () => void
  readonly onWake: () => void
}

const tickMs = wakeNoticedMs
const ticksPerLookAtNetwork = 2
/** A tick later than this by either clock: the computer slept. Some clocks sleep with it, so both are looked at. */
const sleptMs = 5_000

/** Notices that the computer slept, and that its network is another. Disposing stops it. */
export function watchComputer({ clock, timers, networkAddresses, isSending, onAddresses, onNetwork, onWake }: WatchComputerOptions): Disposable {
  const now = () => ({ monotonicMs: clock.monotonicMs(), wallMs: clock.wallMs() })
  let last = now()
  let ticks = 0
  /** Null before the first look. */
  let addresses: string | null = null
  let wasSending = false
  let cancel = timers.after(tickMs, tick)

  function tick(): void {
    cancel = timers.after(tickMs, tick)
    const before = last
    last = now()
    if (Math.max(last.monotonicMs - before.monotonicMs, last.wallMs - before.wallMs) > tickMs + sleptMs) onWake()
    ticks += 1
    if (ticks % ticksPerLookAtNetwork === 0) lookAtNetwork()
  }

  function lookAtNetwork(): void {
    const found = networkAddresses()
    // Before the first look there is one, as far as anybody knows.
    const isAnother = addresses === null ? found === '' : found !== addresses
    addresses = found
    if (isAnother) onAddresses(found !== '')
    if (isAnother && found !== '' && wasSending && isSending()) onNetwork()
    wasSending = isSending()
  }

  return { [Symbol.dispose]: () => cancel() }
}

/** Addresses that lead out of this computer. */
export const systemNetworkAddresses = (): string =>
  Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ internal }) => !internal)
    .map(({ address }) => address)
    .toSorted()
    .join(' ')
