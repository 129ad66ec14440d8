import { X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import tls from 'node:tls'

/** Where Linux systems keep the certificates they trust, a company's among them; the first that exists counts. */
export const linuxBundles = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
  '/etc/pki/tls/cacert.pem',
  '/etc/ssl/cert.pem',
] as const

export type TrustOptions = {
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Files tried in turn; none where the system keeps its certificates elsewhere. */
  readonly bundles: readonly string[]
  /** What Node itself can tell (`tls.getCACertificates`, Node 22.15 and later); null where it cannot. */
  readonly ofNode: ((type: 'default' | 'system') => readonly string[]) | null
}

/** As this computer is set up. */
export const systemTrust = (): TrustOptions => {
  const { getCACertificates } = tls as { readonly getCACertificates?: TrustOptions['ofNode'] & {} }
  return { environment: process.env, bundles: process.platform === 'linux' ? linuxBundles : [], ofNode: getCACertificates ?? null }
}

/**
 * Every certificate authority that a connection may trust, as PEM: those of Node, of `NODE_EXTRA_CA_CERTS` and of the system.
 * Null where the system adds none to Node's own, and Node's own way is the best one. Unreadable files and certificates are left out.
 */
export async function readTrustedCertificates({ environment, bundles, ofNode }: TrustOptions): Promise<readonly string[] | null> {
  // A list of our own takes the place of Node's, so its extra ones have to be named again.
  const own = ofNode ? ofNode('default') : [...tls.rootCertificates, ...(await readBundle([environment.NODE_EXTRA_CA_CERTS]))]
  const named = environment.SSL_CERT_FILE
  const system = [...(ofNode ? ofNode('system') : []), ...(await readBundle(named ? [named] : bundles))]
  const known = new Set(own.map(withoutBreaks))
  const added = [...new Map(system.map((pem) => [withoutBreaks(pem), pem]))].filter(([text, pem]) => !known.has(text) && isCertificate(pem))
  return added.length === 0 ? null : [...own, ...added.map(([, pem]) => pem)]
}

async function readBundle(paths: readonly (string | undefined)[]): Promise<readonly string[]> {
  for (const path of paths) {
    const text = path ? await readFile(path, 'utf8').catch(() => null) : null
    if (text !== null) return text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []
  }
  return []
}

const withoutBreaks = (pem: string) => pem.replace(/\s+/g, '')

/** One that cannot be read would make all of them unusable. */
function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).subject !== undefined
  } catch {
    return false
  }
}
