import type { Snapshot } from '#shared/contract'
import { type Failure, isAboutFfmpeg } from '#shared/failure'

/** A failure as a snapshot carries it. */
export type FailureView = NonNullable<Snapshot['session']['failure']>

/** What a person can do about a failure with one click. */
export type Remedy = 'retry-connection' | 'retry-picture' | 'find-screens' | 'find-ffmpeg' | 'dismiss' | 'forget' | null

export type ShownFailure = { readonly failure: FailureView; readonly level: 'bad' | 'warn'; readonly remedy: Remedy }

/** Every failure to show, the most pressing first, each code once: a refused command often is in the snapshot too. */
export function collectFailures(snapshot: Snapshot, refused: Failure | null): readonly ShownFailure[] {
  const { session, connection, program, app } = snapshot
  const found: ShownFailure[] = []
  const add = (failure: FailureView | null, remedy: Remedy, level: 'bad' | 'warn' = 'bad') => {
    if (failure === null || found.some((shown) => shown.failure.code === failure.code)) return
    found.push({ failure, level, remedy: isAboutFfmpeg(failure) ? 'find-ffmpeg' : remedy })
  }
  add(session.failure, 'dismiss')
  add(connection.failure, connection.currentId === null ? null : 'retry-connection')
  add(app.ffmpeg.failure, 'find-ffmpeg')
  // Whoever has chosen the test picture knows that there is no screen.
  if (!(program.failure?.code === 'no-display' && program.sourceId === 'test-pattern'))
    add(program.failure, program.preview === 'failed' ? 'retry-picture' : 'find-screens')
  add(refused, 'forget')
  add(app.credentialsNote, null, 'warn')
  return found
}
