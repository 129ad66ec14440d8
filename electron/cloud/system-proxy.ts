import { type ProxyFor, proxyFromEnvironment } from './environment-proxy.ts'

/**
 * The proxy of the environment where it names one, else the system's as `ask` finds it: in the words of a proxy
 * auto-configuration (`PROXY host:port; HTTPS host:port; DIRECT`), of which the first that can be used counts.
 */
export function systemProxy(environment: Readonly<Record<string, string | undefined>>, ask: (url: string) => Promise<string>): ProxyFor {
  const named = Object.entries(environment).some(([name, value]) => /^(?:https?|all)_proxy$/i.test(name) && value)
  return named ? proxyFromEnvironment(environment) : async (url) => readProxyAnswer(await ask(url.href).catch(() => 'DIRECT'))
}

export function readProxyAnswer(answer: string): string | null {
  for (const entry of answer.split(';')) {
    const [kind = '', host = ''] = entry.trim().split(/\s+/)
    const scheme = { DIRECT: '', PROXY: 'http', HTTP: 'http', HTTPS: 'https' }[kind.toUpperCase()]
    if (scheme === '') return null
    if (scheme !== undefined && URL.canParse(`${scheme}://${host}`)) return `${scheme}://${host}`
  }
  return null
}
