import type { SessionView } from '#shared/contract'
import type { Environment } from '#shared/environment'

export type LiveLink = keyof SessionView['share']
export type LinkKind = LiveLink | 'recording'

/** What each link is made for. Names are the field's own in every language. */
export const liveLinks: Readonly<Record<LiveLink, { readonly name: string; readonly opensInBrowser: boolean; readonly always: boolean }>> = {
  hls: { name: 'HLS', opensInBrowser: true, always: true },
  dash: { name: 'DASH', opensInBrowser: true, always: true },
  rtmp: { name: 'RTMP', opensInBrowser: false, always: false },
  flv: { name: 'HTTP-FLV', opensInBrowser: false, always: false },
}

/** Browsers of phones play HLS and plain video files by themselves, and nothing else. */
export const phonesPlay = (kind: LinkKind): boolean => kind === 'hls' || kind === 'recording'

export type Audience = 'everyone' | 'admitted' | 'thisComputer' | 'rehearsal'

type AudienceFacts = {
  readonly environment: Environment | null
  readonly accessLevel: string | undefined
  readonly links: readonly (string | null)[]
}

/** Who can open the links. Rooms that do not say otherwise are public: that is how they are created. */
export function audienceOf({ environment, accessLevel = 'PUBLIC', links }: AudienceFacts): Audience {
  if (environment === 'rehearsal') return 'rehearsal'
  if (links.some((link) => link !== null && leadsToThisComputer(link))) return 'thisComputer'
  return accessLevel === 'PUBLIC' ? 'everyone' : 'admitted'
}

/** The address means whatever computer opens it. */
export function leadsToThisComputer(link: string): boolean {
  const host = URL.canParse(link) ? new URL(link).hostname : ''
  return host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || /^127(\.\d+){3}$/.test(host)
}

/** What the service makes for browsers, it does not make of a broadcast that goes to players alone. */
const isMade = (kind: LiveLink, mode: string): boolean => mode !== 'RTMP' || kind === 'rtmp' || kind === 'flv'

/** Why there is no link of this kind to the live broadcast now; `mode` is the delivery that counts. */
export function whyNoLink(roomState: string | null, kind: LiveLink, mode: string): 'notYet' | 'onItsWay' | 'paused' | 'over' | 'notMade' {
  const over = roomState === 'ENDED' || roomState === 'ARCHIVED' || roomState === 'CANCELLED'
  if (!over && !isMade(kind, mode)) return 'notMade'
  switch (roomState) {
    // The service may take seconds to name them.
    case 'LIVE':
      return 'onItsWay'
    case 'LIVE_INACTIVE':
      return 'paused'
    case 'ENDED':
    case 'ARCHIVED':
    case 'CANCELLED':
      return 'over'
    default:
      return 'notYet'
  }
}
