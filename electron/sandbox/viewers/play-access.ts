import type { AccessLevel } from '#shared/capabilities'
import type { StoredPost, StoredRoom } from '../state/entities.ts'
import type { Store } from '../state/store.ts'
import type { Tokens } from '../state/tokens.ts'

/** Whether something may be watched with a streaming token, or without one. */
export type PlayAccess = {
  /** @param livePath the unguessable part of live play URLs */
  readonly live: (livePath: string, token: string | undefined) => boolean
  /** @param name of the archived file or folder */
  readonly vod: (name: string, token: string | undefined) => boolean
}

type Guarded = { readonly accessLevel: AccessLevel; readonly memberId: number }

/** PUBLIC is open, and so is what only the owner of a stream key can know. All else takes a token of somebody whom the level lets in. */
export function createPlayAccess(store: Store, tokens: Pick<Tokens, 'bearerOf'>): PlayAccess {
  // Kept beyond the broadcast: what viewers may still fetch stays guarded.
  const live = new Map<string, Guarded>()
  const guard = (rooms: readonly StoredRoom[]) => {
    for (const { livePath, accessLevel, memberId } of rooms)
      if (livePath !== null && (accessLevel !== 'PUBLIC' || live.has(livePath))) live.set(livePath, { accessLevel, memberId })
  }
  guard(store.read().rooms)
  store.onCommit(({ rooms }) => guard(rooms ?? []))
  const open = (guarded: Guarded | undefined, token: string | undefined): boolean => {
    if (guarded === undefined || guarded.accessLevel === 'PUBLIC') return true
    const bearer = token === undefined ? undefined : tokens.bearerOf('streaming', token)
    return bearer !== undefined && admits(guarded, bearer.memberId)
  }
  const postOf = (name: string): StoredPost | undefined => store.read().posts.find(({ vodFile, cmafDir }) => vodFile === name || cmafDir === name)
  return {
    live: (livePath, token) => open(live.get(livePath), token),
    vod: (name, token) => open(postOf(name), token),
  }
}

/** Nobody follows anybody here, and there are no lists: FOLLOWER, FRIEND and RESTRICTED let the owner in, as PRIVATE does. */
function admits({ accessLevel, memberId }: Guarded, viewer: number | null): boolean {
  if (accessLevel === 'APP') return true
  if (accessLevel === 'MEMBER') return viewer !== null
  return viewer === memberId
}

/** What a manifest names, with the streaming token that the manifest was asked for with: players know nothing of it. */
export function withStreamingToken(manifest: string, token: string | undefined): string {
  if (token === undefined) return manifest
  const query = `streamingToken=${encodeURIComponent(token)}`
  if (manifest.startsWith('#EXTM3U')) return manifest.replace(/^(?!#)(\S.*)$/gm, `$1?${query}`).replace(/URI="([^"]+)"/g, `URI="$1?${query}"`)
  return manifest
    .replace(/(initialization|media)="([^"]+)"/g, `$1="$2?${query}"`)
    .replace(/<BaseURL>([^<]+)<\/BaseURL>/g, `<BaseURL>$1?${query}</BaseURL>`)
}
