import type { Snapshot } from '#shared/contract'
import { desktopSources } from '#shared/desktop-sources'
import type { Failure } from '#shared/failure'
import { type Remedy, remedies } from './remedy.ts'

/** A failure as a snapshot carries it. */
export type FailureView = NonNullable<Snapshot['session']['failure']>

/** How a failure leaves the page: by a word to the core, by forgetting it here, or only with its cause. */
export type Dismissal = 'core' | 'page' | null

export type ShownFailure = {
  readonly failure: FailureView
  readonly level: 'bad' | 'warn'
  readonly remedy: Remedy | null
  readonly dismissal: Dismissal
}

/** Every failure to show, the most pressing first, each code once: a refused command often is in the snapshot too. */
export function collectFailures(snapshot: Snapshot, refused: Failure | null): readonly ShownFailure[] {
  const { session, connection, program, app } = snapshot
  const found: ShownFailure[] = []
  const add = (failure: FailureView | null, dismissal: Dismissal, level: 'bad' | 'warn' = 'bad') => {
    if (failure === null || found.some((shown) => shown.failure.code === failure.code)) return
    found.push({ failure, level, dismissal, remedy: possible(remedyFor(failure, connection), snapshot) })
  }
  add(session.failure, 'core')
  add(connection.token?.failure ?? null, null)
  add(connection.failure, null)
  add(app.ffmpeg.failure, null)
  // Whoever has chosen the test picture knows that there is no screen, and where the system asks for one nothing is missing.
  const isNoScreen = program.failure?.code === 'no-display' || program.failure?.code === 'wayland-without-x'
  const isAnswered = program.sourceId === 'test-pattern' || program.sources.some(({ id }) => id === desktopSources.pickedScreen)
  if (!(isNoScreen && isAnswered)) add(program.failure, null)
  add(refused, 'page')
  add(program.encoderFailure, null, 'warn')
  add(app.ffmpeg.warning, null, 'warn')
  add(app.credentialsNote, null, 'warn')
  return found
}

/** While the connection stands, its token URL is asked again and again anyway: what a person can do is bring a token. */
const remedyFor = ({ code }: FailureView, { state }: Snapshot['connection']): Remedy | null =>
  code === 'token-url-failed' && state === 'connected' ? 'renew-token' : remedies[code]

/** A button that could not act helps nobody. */
function possible(remedy: Remedy | null, snapshot: Snapshot): Remedy | null {
  const { connection, session, program } = snapshot
  switch (remedy) {
    case 'retry-connection':
      return connection.currentId !== null && session.actions.selectConnection.allowed ? remedy : null
    case 'edit-connection': {
      const isOwn = connection.list.some(({ id, builtIn }) => id === connection.currentId && !builtIn)
      if (isOwn) return remedy
      // Nobody edits the local service: it is opened anew, with new keys.
      return connection.state === 'failed' ? possible('retry-connection', snapshot) : null
    }
    case 'renew-token':
      return connection.list.some(({ id, mode }) => id === connection.currentId && mode === 'member') ? remedy : null
    case 'start-again':
      return session.actions.streamStart.allowed ? remedy : null
    case 'force-end':
      return session.actions.forceEnd.allowed ? remedy : null
    case 'retry-picture':
      return program.preview === 'failed' ? remedy : 'find-screens'
    case 'test-picture':
      return program.sources.some(({ id }) => id === 'test-pattern') && session.actions.selectSource.allowed ? remedy : 'find-screens'
    default:
      return remedy
  }
}
