import type { Snapshot } from '#shared/contract'

/** How the open connection is, in one word; `offline`: nothing outside answers, so the trouble is likely on this side. */
export type Standing = 'none' | 'connecting' | 'connected' | 'silent' | 'offline' | 'failed' | 'token'

export function standingOf({ state, online, failure, token }: Snapshot['connection']): Standing {
  if (state !== 'connected') return state === 'failed' && !online ? 'offline' : state
  if (token?.failure) return 'token'
  if (!online) return 'offline'
  return failure === null ? 'connected' : 'silent'
}
