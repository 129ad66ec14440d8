import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** A company's certificate authority, and a certificate of `localhost` and 127.0.0.1 that it has signed. PEM, and where the authority's lies. */
export type TestAuthority = { readonly authorityFile: string; readonly key: string; readonly certificate: string }

export function createTestAuthority(folder: string): TestAuthority {
  const at = (name: string) => join(folder, name)
  const openssl = (...args: readonly string[]) => execFileSync('openssl', args, { stdio: 'pipe', timeout: 20_000 })
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']
  openssl('req', '-x509', ...newKey, '-days', '2', '-subj', '/CN=Company Root', '-keyout', at('ca.key'), '-out', at('ca.pem'))
  openssl('req', ...newKey, '-subj', '/CN=localhost', '-keyout', at('site.key'), '-out', at('site.csr'))
  writeFileSync(at('names'), 'subjectAltName=DNS:localhost,DNS:api.test,IP:127.0.0.1\n')
  openssl(
    'x509',
    '-req',
    '-in',
    at('site.csr'),
    '-CA',
    at('ca.pem'),
    '-CAkey',
    at('ca.key'),
    '-CAcreateserial',
    '-days',
    '2',
    '-extfile',
    at('names'),
    '-out',
    at('site.pem'),
  )
  return { authorityFile: at('ca.pem'), key: readFileSync(at('site.key'), 'utf8'), certificate: readFileSync(at('site.pem'), 'utf8') }
}
