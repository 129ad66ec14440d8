import { createSecureContext, type SecureContext } from 'node:tls'
import { Agent, type Dispatcher, ProxyAgent, fetch as undiciFetch } from 'undici'
import type { Logger } from '../logging/port.ts'
import { type ProxyFor, proxyFromEnvironment } from './environment-proxy.ts'
import { isLoopback } from './loopback.ts'
import { readTrustedCertificates, systemTrust } from './trusted-certificates.ts'

export type NetworkFetchOptions = {
  readonly logger: Pick<Logger, 'hide' | 'warn'>
  /** Which proxy serves an address. Default: the environment's. The desktop app can hand in the system's. */
  readonly proxyFor?: ProxyFor
  /** PEM of every authority to trust; null: Node's own way. Asked once, before the first connection that needs it. */
  readonly trusted?: () => Promise<readonly string[] | null>
}

export type NetworkFetch = {
  /** As the global `fetch`. What a proxy refuses fails with a `cause.code` of `ERR_PROXY_REFUSED_<status>`, or `ERR_PROXY_REFUSED` where nobody listens there. */
  readonly fetch: typeof globalThis.fetch
  readonly [Symbol.asyncDispose]: () => Promise<void>
}

/** `fetch` as company networks need it: through their proxies, trusting their certificates; this computer itself is always asked directly. */
export function createNetworkFetch({ logger, ...options }: NetworkFetchOptions): NetworkFetch {
  const proxyFor = options.proxyFor ?? proxyFromEnvironment(process.env)
  const trusted = options.trusted ?? (() => readTrustedCertificates(systemTrust()))
  const plain = new Agent()
  /** By the proxy's address; the empty one asks directly. */
  const secure = new Map<string, Promise<Dispatcher>>()
  let context: Promise<SecureContext | undefined> | null = null

  async function openContext(): Promise<SecureContext | undefined> {
    try {
      const ca = await trusted()
      // Made once: reading some hundred certificates for every connection would be slow.
      return ca === null ? undefined : createSecureContext({ ca: [...ca] })
    } catch (error) {
      logger.warn('the certificates of this system cannot be used', { error: String(error) })
      return undefined
    }
  }

  async function openDispatcher(proxy: string): Promise<Dispatcher> {
    context ??= openContext()
    const secureContext = await context
    const connect = secureContext === undefined ? {} : { secureContext }
    if (proxy === '') return new Agent({ connect })
    const { password } = new URL(proxy)
    if (password !== '') {
      logger.hide(password)
      logger.hide(decodeURIComponent(password))
    }
    return new ProxyAgent({ uri: proxy, requestTls: connect, proxyTls: connect, proxyTunnel: false })
  }

  function dispatcherFor(url: URL, proxy: string): Promise<Dispatcher> {
    if (proxy === '' && url.protocol !== 'https:') return Promise.resolve(plain)
    const known = secure.get(proxy) ?? openDispatcher(proxy)
    secure.set(proxy, known)
    return known
  }

  async function ask(input: string | URL | Request, init: RequestInit = {}): Promise<Response> {
    const url = new URL(input instanceof Request ? input.url : input)
    const proxy = isLoopback(url) ? '' : ((await proxyFor(url)) ?? '')
    const dispatcher = await dispatcherFor(url, proxy)
    init.signal?.throwIfAborted()
    try {
      // The two declarations of fetch differ in names only.
      const answer = (await undiciFetch(url, { ...init, dispatcher } as Parameters<typeof undiciFetch>[1])) as unknown as Response
      if (proxy === '' || answer.status !== 407) return answer
      await answer.body?.cancel()
      throw refused(407)
    } catch (error) {
      throw proxy === '' ? error : (readProxyFault(error) ?? error)
    }
  }

  return {
    fetch: ask,
    [Symbol.asyncDispose]: async () => {
      const opened = await Promise.all(secure.values())
      await Promise.all([plain, ...opened].map((dispatcher) => dispatcher.destroy()))
    },
  }
}

const refused = (status: number | null) =>
  new TypeError('fetch failed', {
    cause: Object.assign(new Error('the proxy refused'), { code: status === null ? 'ERR_PROXY_REFUSED' : `ERR_PROXY_REFUSED_${status}` }),
  })

/** undici tells the status of a refused tunnel only in words. A 5xx means that the proxy let us in and could not reach the service. */
function readProxyFault(error: unknown): Error | null {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const status = Number(/^Proxy (?:response|Authentication Required) \((\d{3})\)/.exec(cause.message)?.[1] ?? Number.NaN)
    if (status >= 400 && status < 500) return refused(status)
    if ('code' in cause && cause.code === 'ECONNREFUSED') return refused(null)
  }
  return null
}
