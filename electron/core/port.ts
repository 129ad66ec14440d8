import type { CommandInput, CommandName, CommandOutput, StreamName, StreamValue } from '#shared/contract'
import type { Result } from '#shared/result'
import type { ShowWish } from '#shared/show'
import type { PageVisit } from './page-visit.ts'

/** What a transport serves. Input was validated at the door; a bug throws. */
export type Core = {
  /** `visit`: of the page that asks. */
  readonly call: <N extends CommandName>(command: N, input: CommandInput<N>, visit?: PageVisit) => Promise<Result<CommandOutput<N>>>
  /** Delivers the current value at once where there is one, then every new one. Listeners must return at once. */
  readonly watch: <N extends StreamName>(stream: N, listener: (value: StreamValue<N>) => void) => () => void
  /** Has the page show something, as soon as there is one. Nothing else comes of it. */
  readonly show: (wish: ShowWish) => void
  /** A page came; disposed when it leaves. */
  readonly enter: () => PageVisit
  readonly [Symbol.asyncDispose]: () => Promise<void>
}
