import { z } from 'zod'
import type { StoredSecrets } from './port.ts'

const pair = { apiKey: z.string(), apiSecret: z.string() }
const member = z.object({
  mode: z.literal('member'),
  tokens: z.object({ accessToken: z.string(), refreshToken: z.string().optional(), streamingToken: z.string().optional() }).nullable(),
  tokenUrl: z.object({ url: z.string(), header: z.object({ name: z.string(), value: z.string() }).nullable() }).nullable(),
})
/** Entries from before there were modes hold a key pair and nothing else. */
const entry = z.union([member, z.object({ mode: z.literal('operator').default('operator'), ...pair })])

/** Secrets as the text of one entry. */
export const writeEntry = (secrets: StoredSecrets): string => JSON.stringify(secrets)

/** The text of an entry; null for one that somebody else wrote. */
export function readEntry(text: string): StoredSecrets | null {
  const parsed = entry.safeParse(parseJson(text))
  if (!parsed.success) return null
  if (parsed.data.mode === 'operator') return parsed.data
  const { tokens, ...rest } = parsed.data
  if (tokens === null) return { ...rest, tokens }
  const { accessToken, refreshToken, streamingToken } = tokens
  return {
    ...rest,
    tokens: { accessToken, ...(refreshToken === undefined ? {} : { refreshToken }), ...(streamingToken === undefined ? {} : { streamingToken }) },
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
