import { z } from 'zod'
import { failure } from '#shared/failure'
import { err, ok, type Result } from '#shared/result'
import { isLoopback } from './loopback.ts'
import { refusalOfNetworkError } from './map-error.ts'
import { parseJson } from './parse-json.ts'
import type { CloudCredentials, MemberTokens } from './port.ts'
import { readBody } from './read-body.ts'

export type TokenUrl = NonNullable<Extract<CloudCredentials, { mode: 'member' }>['tokenUrl']>

const longestAnswerBytes = 64 * 1024
const maybe = z
  .string()
  .min(1)
  .nullish()
  .transform((value) => value ?? undefined)

/** What an operator's backend answers [own]: the members of a login's answer. A header cannot carry anything but visible ASCII. */
const answerSchema = z.object({ accessToken: z.string().regex(/^[\x21-\x7e]+$/), refreshToken: maybe, streamingToken: maybe })

/** A token in the open could be read by anybody on the way: https, or this computer. */
export const isTokenUrlSafe = (address: string): boolean => {
  if (!URL.canParse(address)) return false
  const url = new URL(address)
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url))
}

/**
 * Asks an operator's backend for a member's tokens. Redirects are not followed, so the header goes nowhere else.
 * Fails with `token-url-not-secure`, or with `token-url-failed` and what happened as its detail, never with a value of the answer.
 */
export async function fetchTokens({ url, header }: TokenUrl, fetch: typeof globalThis.fetch, signal: AbortSignal): Promise<Result<MemberTokens>> {
  if (!isTokenUrlSafe(url)) return err(failure('token-url-not-secure'))
  const { host } = new URL(url)
  const failed = (detail: string | undefined) => err(failure('token-url-failed', { params: { host }, ...(detail === undefined ? {} : { detail }) }))
  try {
    const response = await fetch(url, {
      method: 'GET',
      headers: { accept: 'application/json', ...(header === null ? {} : { [header.name]: header.value }) },
      redirect: 'manual',
      signal,
    })
    const text = await readBody(response.body, longestAnswerBytes)
    if (response.status < 200 || response.status > 299) return failed(`HTTP ${response.status}`)
    const parsed = answerSchema.safeParse(text === null ? undefined : readJson(text))
    if (!parsed.success) return failed('the answer holds no access token')
    const { accessToken, refreshToken, streamingToken } = parsed.data
    return ok({ accessToken, ...(refreshToken === undefined ? {} : { refreshToken }), ...(streamingToken === undefined ? {} : { streamingToken }) })
  } catch (error) {
    return failed(signal.aborted ? 'no answer in time' : refusalOfNetworkError(error, host).failure.detail)
  }
}

function readJson(text: string): unknown {
  try {
    return parseJson(text)
  } catch {
    return undefined
  }
}
