import { BlockList, isIP } from 'node:net'

/** The address of the proxy to ask `url` through (`http://user:password@host:port`), or null to ask directly. */
export type ProxyFor = (url: URL) => string | null | Promise<string | null>

type Environment = Readonly<Record<string, string | undefined>>

const defaultPorts: Readonly<Record<string, string>> = { 'http:': '80', 'https:': '443' }

/**
 * Proxies as `HTTP_PROXY`, `HTTPS_PROXY`, `ALL_PROXY` and `NO_PROXY` name them; the lower-case spelling comes first, as everywhere.
 * https falls back to the proxy for http, as in Node's own reading. A name without a scheme is an http proxy; what is no
 * http(s) address is taken for none.
 */
export function proxyFromEnvironment(environment: Environment): (url: URL) => string | null {
  const read = (name: string) => environment[name] || environment[name.toUpperCase()] || undefined
  const all = addressOf(read('all_proxy'))
  const http = addressOf(read('http_proxy')) ?? all
  const https = addressOf(read('https_proxy')) ?? http
  const isExcepted = exceptions(read('no_proxy') ?? '')
  return (url) => {
    const proxy = url.protocol === 'https:' ? https : http
    return proxy === null || isExcepted(url) ? null : proxy
  }
}

function addressOf(value: string | undefined): string | null {
  if (value === undefined) return null
  const address = value.includes('://') ? value : `http://${value}`
  if (!URL.canParse(address)) return null
  const { protocol, hostname, href } = new URL(address)
  return (protocol === 'http:' || protocol === 'https:') && hostname !== '' ? href : null
}

/** `NO_PROXY`: names (with all below them), addresses, subnets as `10.0.0.0/8`, each with a port or without; `*` is everything. */
function exceptions(list: string): (url: URL) => boolean {
  const subnets = new BlockList()
  const names: { readonly name: string; readonly port: string | null }[] = []
  for (const entry of list.toLowerCase().split(/[\s,]+/)) {
    const [, network = '', prefix] = /^([^/]+)\/(\d{1,3})$/.exec(entry) ?? []
    const family = isIP(network)
    if (family !== 0) {
      if (Number(prefix) <= (family === 6 ? 128 : 32)) subnets.addSubnet(network, Number(prefix), family === 6 ? 'ipv6' : 'ipv4')
    } else if (entry !== '') {
      const [, host = entry, port = null] = isIP(entry) === 6 ? [] : (/^(.+):(\d+)$/.exec(entry) ?? [])
      names.push({ name: bare(host).replace(/^\*?\./, ''), port })
    }
  }
  return (url) => {
    const host = bare(url.hostname.toLowerCase())
    const family = isIP(host)
    if (family !== 0 && subnets.check(host, family === 6 ? 'ipv6' : 'ipv4')) return true
    const port = url.port === '' ? defaultPorts[url.protocol] : url.port
    return names.some((one) => (one.port === null || one.port === port) && (one.name === '*' || host === one.name || host.endsWith(`.${one.name}`)))
  }
}

const bare = (host: string) => host.replace(/^\[|\]$/g, '')
