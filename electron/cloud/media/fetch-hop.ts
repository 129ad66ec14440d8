import dns from 'node:dns'
import http from 'node:http'
import https from 'node:https'
import type { LookupFunction } from 'node:net'
import { isIP } from 'node:net'
import type { Readable } from 'node:stream'
import { isPublicAddress } from './public-address.ts'

export type MediaAnswer = {
  readonly status: number
  readonly header: (name: string) => string | undefined
  readonly body: Readable
}

/** One request, redirects not followed. Rejects when no answer came or when the address may not be asked (`AddressRefused`). */
export type FetchHop = (
  url: URL,
  options: {
    readonly method: 'GET' | 'HEAD'
    readonly headers: Readonly<Record<string, string>>
    readonly allowPrivateHosts: boolean
    readonly signal: AbortSignal
  },
) => Promise<MediaAnswer>

export class AddressRefused extends Error {
  override readonly name = 'AddressRefused'
}

/** A lookup that only yields public addresses. Checked where the connection is made, so a name cannot change its mind in between. */
function publicLookup(lookup: typeof dns.lookup = dns.lookup): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, '', 0)
      const allowed = addresses.filter(({ address }) => isPublicAddress(address))
      const first = allowed[0]
      if (first === undefined) return callback(new AddressRefused(`${hostname} is not public`), '', 0)
      return options.all === true ? callback(null, allowed) : callback(null, first.address, first.family)
    })
  }
}

/** Idle connections are kept per rule: one opened with leave to ask private hosts never serves a request without it. */
export function createFetchHop(lookup: typeof dns.lookup = dns.lookup): FetchHop {
  const agentOptions = { keepAlive: true, maxFreeSockets: 8, timeout: 60_000 }
  const newAgents = (options: http.AgentOptions) => ({ 'http:': new http.Agent(options), 'https:': new https.Agent(options) })
  const free = newAgents({ ...agentOptions, lookup: lookup as LookupFunction })
  const guarded = newAgents({ ...agentOptions, lookup: publicLookup(lookup) })

  return (url, { method, headers, allowPrivateHosts, signal }) =>
    new Promise((resolve, reject) => {
      const { protocol } = url
      if ((protocol !== 'http:' && protocol !== 'https:') || url.username !== '' || url.password !== '') {
        reject(new AddressRefused('only http and https without a user name'))
        return
      }
      const literal = url.hostname.replace(/^\[|\]$/g, '')
      // A literal address is never looked up, so it is checked here.
      if (!allowPrivateHosts && isIP(literal) !== 0 && !isPublicAddress(literal)) {
        reject(new AddressRefused('the address is not public'))
        return
      }
      const agent = (allowPrivateHosts ? free : guarded)[protocol]
      const request = (protocol === 'https:' ? https : http).request(url, { method, headers, agent, signal })
      request.on('error', reject)
      request.on('response', (message) => {
        resolve({
          status: message.statusCode ?? 0,
          header: (name) => {
            const value = message.headers[name]
            return Array.isArray(value) ? value.join(', ') : value
          },
          body: message,
        })
      })
      request.end()
    })
}
