import type { ActionName, ProfileView } from '#shared/contract'
import { failure } from '#shared/failure'
import { err, ok, type Result } from '#shared/result'
import type { StreamKey } from '#shared/wire/stream-key'
import { profileView } from './profile-view.ts'
import type { CloudSeat, SessionContext, SessionOperations } from './session-context.ts'

export type KeyWorkDeps = {
  readonly operations: Pick<SessionOperations, 'reissueKey' | 'chooseProfile'>
  readonly context: () => SessionContext
  readonly check: (action: ActionName) => Result<null>
  readonly onChange: () => void
}

/** Changing the stream key itself. One change at a time, and nothing is started while one is under way. */
export type KeyWork = {
  readonly isUnderWay: () => boolean
  /** The profiles of the connection that is open, once they were asked for. */
  readonly profiles: () => readonly ProfileView[] | null
  readonly listProfiles: () => Promise<Result<null>>
  readonly chooseProfile: (profileId: string) => Promise<Result<null>>
  /** Answers once the new key is known here. */
  readonly reissue: () => Promise<Result<null>>
}

const notConnected = () => err(failure('not-allowed', { params: { reason: 'not-connected' } }))

export function createKeyWork({ operations, context, check, onChange }: KeyWorkDeps): KeyWork {
  let underWay = false
  /** Asked for once in the life of a connection. */
  let listed: { readonly seat: CloudSeat; readonly profiles: readonly ProfileView[] } | null = null

  async function change(action: ActionName, run: (seat: CloudSeat, key: StreamKey) => Promise<Result<StreamKey>>): Promise<Result<null>> {
    const possible = check(action)
    if (!possible.ok) return possible
    const { seat, observation } = context()
    if (seat === null || observation.streamKey === null) return notConnected()
    underWay = true
    onChange()
    try {
      const changed = await run(seat, observation.streamKey)
      // Whatever the answer was, and also without one: what is true now is asked for.
      await seat.watcher.refresh()
      return changed.ok ? ok(null) : changed
    } finally {
      underWay = false
      onChange()
    }
  }

  return {
    isUnderWay: () => underWay,
    profiles: () => (listed !== null && listed.seat === context().seat ? listed.profiles : null),
    listProfiles: async () => {
      const { seat } = context()
      if (seat === null) return notConnected()
      if (listed?.seat === seat) return ok(null)
      const found = await seat.api.listProfiles()
      if (!found.ok) return found
      listed = { seat, profiles: found.value.items.map(profileView) }
      onChange()
      return ok(null)
    },
    chooseProfile: (profileId) => change('chooseProfile', (seat, { id }) => operations.chooseProfile(seat, id, profileId)),
    reissue: () => change('reissueKey', (seat, { id }) => operations.reissueKey(seat, id)),
  }
}
