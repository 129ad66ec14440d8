import { networkInterfaces } from 'node:os'
import { wakeNoticedMs } from '../broadcast/deadlines.ts'
import type { Clock } from '../clock.ts'
import type { Timers } from '../timers.ts'

export type WatchComputerOptions = {
  readonly clock: Clock
  readonly timers: Timers
  /** The addresses of this computer as one text; empty without a network. */
  readonly networkAddresses: () => string
  /** Whether the network matters now. */
  readonly isSending: () => boolean
  readonly onNetwork: () => void
  readonly onWake: () => void
}

const tickMs = wakeNoticedMs
const ticksPerLookAtNetwork = 2
/** A tick later than this by either clock: the computer slept. Some clocks sleep with it, so both are looked at. */
const sleptMs = 5_000

/** Notices that the computer slept, and while something is sent, that its network is another. Disposing stops it. */
export function watchComputer({ clock, timers, networkAddresses, isSending, onNetwork, onWake }: WatchComputerOptions): Disposable {
  const now = () => ({ monotonicMs: clock.monotonicMs(), wallMs: clock.wallMs() })
  let last = now()
  let ticks = 0
  /** Null before the first look. */
  let addresses: string | null = null
  let cancel = timers.after(tickMs, tick)

  function tick(): void {
    cancel = timers.after(tickMs, tick)
    const before = last
    last = now()
    if (Math.max(last.monotonicMs - before.monotonicMs, last.wallMs - before.wallMs) > tickMs + sleptMs) onWake()
    ticks += 1
    if (!isSending()) addresses = null
    else if (ticks % ticksPerLookAtNetwork === 0) lookAtNetwork()
  }

  function lookAtNetwork(): void {
    const found = networkAddresses()
    const isNew = addresses !== null && found !== addresses && found !== ''
    addresses = found
    if (isNew) onNetwork()
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
