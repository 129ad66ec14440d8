import type { CommandInput, CommandName, Snapshot } from '#shared/contract'
import { primaryChannel } from '#shared/primary-channel'
import type { ShowWish } from '#shared/show'
import type { Core } from '../core/port.ts'
import type { Logger } from '../logging/port.ts'
import { isSlateShown, toggleSlate } from './toggle-slate.ts'

export type ActsDeps = {
  readonly core: Pick<Core, 'call' | 'watch' | 'show'>
  readonly logger: Pick<Logger, 'info'>
  readonly showWindow: () => void
  readonly quit: () => void
}

/** What can be done from outside of the page, by tray, keys and messages. */
export type Acts = {
  /** Brings the window to the front, and what is asked for into view. */
  readonly show: (what: ShowWish | null) => void
  readonly toggleMute: () => void
  readonly toggleSlate: () => void
  /** Ends the broadcast: only for what asked twice. */
  readonly end: () => void
  readonly quit: () => void
  readonly dispose: () => void
}

export function createActs({ core, logger, showWindow, quit }: ActsDeps): Acts {
  let program: Snapshot['program'] | null = null
  /** What was shown before *be right back*. */
  let shownBefore: string | null = null
  const stop = core.watch('snapshot', (snapshot) => {
    program = snapshot.program
    if (!isSlateShown(program)) shownBefore = program.sceneId
  })

  /** Nobody waits for the answer: what became of it is in the next snapshot. */
  const call = <N extends CommandName>(command: N, input: CommandInput<N>) => {
    core.call(command, input).then(
      (result) => result.ok || logger.info('an act from outside of the page was refused', { command, code: result.failure.code }),
      (error: unknown) => logger.info('an act from outside of the page threw', { command, error: String(error) }),
    )
  }

  return {
    show: (what) => {
      showWindow()
      if (what !== null) core.show(what)
    },
    toggleMute: () => {
      const voice = primaryChannel(program?.channels ?? [])
      if (voice !== null) call('program.setChannel', { sourceId: voice.sourceId, muted: !voice.muted })
    },
    toggleSlate: () => {
      const sceneId = program === null ? null : toggleSlate(program, shownBefore)
      if (sceneId !== null) call('program.setScene', { sceneId })
    },
    end: () => call('session.endLive', null),
    quit,
    dispose: stop,
  }
}
