import type { AccessMode } from '#shared/capabilities'
import type { SecretsInput } from '#shared/contract'

/** What stands in the secret fields of the form. */
export type TypedSecrets = {
  readonly apiKey: string
  readonly apiSecret: string
  readonly token: string
  readonly tokenUrl: string
  readonly headerName: string
  readonly headerValue: string
}

/** What is wrong with the fields, where the browser itself does not say it. */
export type SecretsProblem = 'tokenOrUrl' | 'notAnAddress'

/** A token as people paste it: with blanks and line ends around it, in quotes, or as a whole header. */
export const cleanToken = (pasted: string): string =>
  pasted
    .trim()
    .replace(/^authorization:\s*/i, '')
    .replace(/^bearer\s+/i, '')
    .replace(/^["'](.*)["']$/s, '$1')
    .trim()

/**
 * The secrets as they are sent; null keeps what is stored.
 * @param stored whether there are some of this mode that may be kept
 */
export function readSecrets(mode: AccessMode, typed: TypedSecrets, stored: boolean): SecretsInput | SecretsProblem {
  if (mode === 'operator') {
    const [apiKey, apiSecret] = [typed.apiKey.trim(), typed.apiSecret.trim()]
    return stored && apiKey === '' && apiSecret === '' ? null : { mode, apiKey, apiSecret }
  }
  const [token, url] = [cleanToken(typed.token), typed.tokenUrl.trim()]
  if (token === '' && url === '') return stored ? null : 'tokenOrUrl'
  if (url !== '' && !/^https?:$/.test(URL.parse(url)?.protocol ?? '')) return 'notAnAddress'
  const [name, value] = [typed.headerName.trim(), typed.headerValue.trim()]
  const header = name === '' || value === '' ? null : { name, value }
  return { mode, accessToken: token === '' ? null : token, tokenUrl: url === '' ? null : { url, header } }
}
