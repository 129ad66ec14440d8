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
  /** The system's own word on it, if it has one. */
  readonly onSystemWake?: ((listener: () => void) => () => void) | null
}

const tickMs = wakeNoticedMs
const ticksPerLookAtNetwork = 2
/** A tick later than this by either clock: the computer slept. */
const sleptMs = 5_000

/** Notices that the computer slept, and that its network is another. Disposing stops it. */
export function watchComputer(options: WatchComputerOptions): Disposable {
  const { clock, timers, networkAddresses, isSending, onAddresses, onNetwork, onWake, onSystemWake } = options
  const now = () => ({ monotonicMs: clock.monotonicMs(), wallMs: clock.wallMs() })
  type Moment = ReturnType<typeof now>
  /** By the clock that moved more: some sleep with the computer. */
  const passedMs = (from: Moment, to: Moment) => Math.max(to.monotonicMs - from.monotonicMs, to.wallMs - from.wallMs)
  let last = now()
  let woke: Moment | null = null
  let ticks = 0
  /** Null before the first look. */
  let addresses: string | null = null
  let wasSending = false
  let cancel = timers.after(tickMs, tick)
  const stopHearing =
    onSystemWake?.(() => {
      last = now()
      wake()
    }) ?? (() => {})

  function tick(): void {
    cancel = timers.after(tickMs, tick)
    const before = last
    last = now()
    if (passedMs(before, last) > tickMs + sleptMs) wake()
    ticks += 1
    if (ticks % ticksPerLookAtNetwork === 0) lookAtNetwork()
  }

  /** The system and the clocks may tell of the same sleep, in either order. */
  function wake(): void {
    if (woke !== null && passedMs(woke, now()) < sleptMs) return
    woke = now()
    onWake()
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

  return {
    [Symbol.dispose]: () => {
      stopHearing()
      cancel()
    },
  }
}

/** Addresses that lead out of this computer. */
export const systemNetworkAddresses = (): string =>
  Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ internal }) => !internal)
    .map(({ address }) => address)
    .toSorted()
    .join(' ')
