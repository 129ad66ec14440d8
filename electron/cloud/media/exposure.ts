import type { RandomBytes } from './random-bytes.ts'

/** One thing that the page may play now, with every address that its manifests named. */
export type Exposure = {
  /** Part of the path, unguessable. */
  readonly handle: string
  /** What to hand to the page. */
  readonly entryPath: string
  readonly origin: string
  readonly allowPrivateHosts: boolean
  /** What is added to every request from now on; a renewed one takes its place. */
  streamingToken: string | undefined
  /** Aborted when the exposure ends; ends what is still being served. */
  readonly ended: AbortController
  /** The local path of an address, which may be asked for from now on. */
  readonly admit: (url: URL) => string
  /** The address behind an id of a local path, or null where no manifest named it. */
  readonly addressOf: (id: string) => string | null
}

/** Bound on remembered addresses: 12 hours of 2 s segments in two renditions. The longest unseen ones go first. */
const rememberedAddresses = 50_000
const entryId = '0'

/** A file ending that may appear in a local path; players and people recognise the kind by it. */
const endingOf = (url: URL): string => /\.[a-z0-9]{1,5}$/i.exec(url.pathname)?.[0].toLowerCase() ?? ''

export function createExposure(
  entry: URL,
  options: { readonly allowPrivateHosts: boolean; readonly streamingToken?: string | undefined },
  randomBytes: RandomBytes,
): Exposure {
  const handle = Buffer.from(randomBytes(16)).toString('base64url')
  const idOf = new Map<string, string>()
  const addressOf = new Map<string, string>()
  let count = 0

  const pathOf = (id: string, url: URL) => `/media/${handle}/${id}${endingOf(url)}`

  const exposure: Exposure = {
    handle,
    entryPath: pathOf(entryId, entry),
    origin: entry.origin,
    allowPrivateHosts: options.allowPrivateHosts,
    streamingToken: options.streamingToken,
    ended: new AbortController(),
    admit: (named) => {
      const url = named.origin === entry.origin ? withoutToken(named, exposure.streamingToken) : named
      const known = idOf.get(url.href)
      const id = known ?? (++count).toString(36)
      // Put at the end again: seen just now.
      idOf.delete(url.href)
      idOf.set(url.href, id)
      if (known === undefined) addressOf.set(id, url.href)
      const oldest = idOf.size > rememberedAddresses ? idOf.entries().next().value : undefined
      if (oldest !== undefined) {
        idOf.delete(oldest[0])
        addressOf.delete(oldest[1])
      }
      return pathOf(id, url)
    },
    addressOf: (id) => {
      if (id === entryId) return entry.href
      const address = addressOf.get(id)
      if (address === undefined) return null
      // A rendition's playlist is named once and asked for during hours.
      idOf.delete(address)
      idOf.set(address, id)
      return address
    },
  }
  return exposure
}

/** What a service wrote in by itself is added by us, and in time is another one. As text, so that nothing else is spelled anew. */
function withoutToken(url: URL, token: string | undefined): URL {
  if (token === undefined || url.searchParams.get('streamingToken') !== token) return url
  const bare = new URL(url)
  bare.search = url.search
    .replace(/^\?/, '')
    .split('&')
    .filter((part) => !part.startsWith('streamingToken='))
    .join('&')
  return bare
}
