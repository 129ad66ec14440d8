import { AddressRefused, type FetchHop, type MediaAnswer } from './fetch-hop.ts'

const mostRedirects = 5
const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])

/**
 * The token goes only to the origin that was exposed; an address elsewhere carries what the service wrote into it.
 * Appended as text: writing the query anew would change the spelling of signed addresses.
 */
function withStreamingToken(url: URL, token: string | undefined, origin: string): URL {
  if (token === undefined || url.origin !== origin || url.searchParams.has('streamingToken')) return url
  const withToken = new URL(url)
  withToken.search = `${url.search === '' ? '?' : `${url.search}&`}streamingToken=${encodeURIComponent(token)}`
  return withToken
}

/** Follows redirects, every hop under the same rules, never from https to http. `url` is where the answer came from, without the token. */
export async function fetchFollowing(
  hop: FetchHop,
  start: URL,
  options: Parameters<FetchHop>[1] & { readonly streamingToken: string | undefined; readonly tokenOrigin: string },
): Promise<MediaAnswer & { readonly url: URL }> {
  let url = start
  for (let followed = 0; ; followed += 1) {
    const answer = await hop(withStreamingToken(url, options.streamingToken, options.tokenOrigin), options)
    const location = redirects.has(answer.status) ? answer.header('location') : undefined
    if (location === undefined) return { ...answer, url }
    answer.body.destroy()
    if (followed === mostRedirects || !URL.canParse(location, url.href)) throw new AddressRefused('redirected without end, or nowhere')
    const next = new URL(location, url.href)
    next.hash = ''
    if (url.protocol === 'https:' && next.protocol !== 'https:') throw new AddressRefused('redirected from https to http')
    url = next
  }
}
