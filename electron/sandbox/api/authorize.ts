import { createHash, timingSafeEqual } from 'node:crypto'
import type { ApiCredentials } from '../state/credentials.ts'
import type { ErrorCode } from './errors.ts'

/** What is wrong with the credentials of a request, if anything. App access takes `Basic base64(apiKey:apiSecret)`. */
export function authorize(header: string | undefined, { apiKey, apiSecret }: ApiCredentials): ErrorCode | undefined {
  if (header === undefined || header.trim() === '') return 'EMPTY_APP_CREDENTIALS'
  const [, encoded] = /^Basic +([A-Za-z0-9+/=_-]*)$/i.exec(header.trim()) ?? []
  if (encoded === undefined) return 'INVALID_APP_CREDENTIALS'
  const given = Buffer.from(encoded, 'base64').toString('utf8')
  if (given === '' || given === ':') return 'EMPTY_APP_CREDENTIALS'
  return timingSafeEqual(digest(given), digest(`${apiKey}:${apiSecret}`)) ? undefined : 'INVALID_APP_CREDENTIALS'
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
