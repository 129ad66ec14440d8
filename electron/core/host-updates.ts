import type { UpdateView } from '#shared/contract'
import { failure } from '#shared/failure'
import { err, ok, type Result } from '#shared/result'
import type { Commands } from './commands.ts'

/** A host that can replace itself by a newer version. It does nothing of the kind while it is busy. */
export type HostUpdates = {
  readonly view: () => UpdateView
  readonly onChange: (listener: () => void) => () => void
  /** Looks now; how it goes is in the view. */
  readonly check: () => void
  /** Ends the program, installs what is ready and starts it again. */
  readonly install: () => void
  /** Something is on air or may be resumed: nothing is fetched, and nothing is installed when the program ends. Busy until it is told otherwise. */
  readonly setBusy: (busy: boolean) => void
}

/** Of a host that is replaced by other means. */
export const noUpdates: HostUpdates = {
  view: () => ({ state: 'off' }),
  onChange: () => () => {},
  check: () => {},
  install: () => {},
  setBusy: () => {},
}

export type UpdateCommandDeps = { readonly updates: HostUpdates; readonly isBusy: () => boolean }

export function createUpdateCommands({ updates, isBusy }: UpdateCommandDeps): Pick<Commands, 'app.checkForUpdate' | 'app.installUpdate'> {
  const unlessBusy = (run: () => void): Result<null> => {
    if (isBusy()) return err(failure('not-allowed', { params: { reason: 'on-air' } }))
    run()
    return ok(null)
  }
  return {
    'app.checkForUpdate': async () => unlessBusy(updates.check),
    'app.installUpdate': async () => unlessBusy(updates.install),
  }
}
