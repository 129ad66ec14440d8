import type { Publication } from './ingest-server.ts'

/** Publishers who are gone while the service has not noticed yet: their keys stay held. */
export type HeldPublications = {
  readonly hold: (publication: Publication, forMs: number) => void
  /** Notices now. */
  readonly free: (which?: (publication: Publication) => boolean) => void
}

export function createHeldPublications(): HeldPublications {
  const held = new Map<Publication, NodeJS.Timeout>()
  const notice = (publication: Publication) => {
    clearTimeout(held.get(publication))
    if (held.delete(publication)) publication.onClosed()
  }
  return {
    hold: (publication, forMs) => held.set(publication, setTimeout(notice, forMs, publication)),
    free: (which = () => true) => {
      for (const publication of [...held.keys()].filter(which)) notice(publication)
    },
  }
}
