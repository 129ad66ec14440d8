/** What the page may play. `return-feed` and `vod` are the only two things ever exposed. */
export type ExposedMedia = 'return-feed' | 'vod'

/** With what media may be fetched. `streamingToken`: what opens play URLs that are not for everybody. */
export type MediaAccess = { readonly allowPrivateHosts: boolean; readonly streamingToken?: string }

/**
 * The read-only door through which the page plays media: same origin as the page, only what is exposed now.
 * Manifests are rewritten so that every further request comes back here; streaming tokens are added inside.
 */
export type MediaGateway = {
  /**
   * Serve `url` (null: nothing) as `what`; answers the same-origin path to hand to the page, which changes when the URL does.
   * Another streaming token alone changes nothing for the page: what is playing goes on with the new one.
   */
  readonly expose: (what: ExposedMedia, url: string | null, access: MediaAccess) => string | null
  /** Answers a request below `/media/`. Never throws. */
  readonly respond: (request: Request) => Promise<Response>
}
