/** What the page may play. `return-feed` and `vod` are the only two things ever exposed. */
export type ExposedMedia = 'return-feed' | 'vod'

/**
 * The read-only door through which the page plays media: same origin as the page, only what is exposed now.
 * Manifests are rewritten so that every further request comes back here; streaming tokens are added inside.
 */
export type MediaGateway = {
  /** Serve `url` (null: nothing) as `what`; answers the same-origin path to hand to the page, which changes when the URL does. */
  readonly expose: (
    what: ExposedMedia,
    url: string | null,
    options: { readonly allowPrivateHosts: boolean; readonly streamingToken?: string },
  ) => string | null
  /** Answers a request below `/media/`. Never throws. */
  readonly respond: (request: Request) => Promise<Response>
}
