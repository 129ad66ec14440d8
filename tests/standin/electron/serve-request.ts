import type { Cdp } from '../chromium.ts'
import { fromChromium } from './addresses.ts'
import { handlerOf, type SessionParts } from './session.ts'

/** A request that Chromium holds until it is answered. */
export type PausedRequest = {
  readonly requestId: string
  readonly frameId: string
  readonly resourceType: string
  readonly redirectedRequestId?: string
  readonly request: { readonly url: string; readonly method: string; readonly headers: Readonly<Record<string, string>>; readonly postData?: string }
}

const bodyWithinMs = 15_000

/** Answers by the app's own protocol handler where the address is one of ours, and lets Chromium ask for every other. */
export async function answerPaused(cdp: Cdp, parts: SessionParts, paused: PausedRequest, refused: boolean): Promise<void> {
  const { requestId, request } = paused
  const fail = (errorReason: 'Aborted' | 'Failed' | 'AddressUnreachable') => gone(cdp.send('Fetch.failRequest', { requestId, errorReason }))
  if (refused) return fail('Aborted')
  const url = fromChromium(request.url)
  const handler = handlerOf(parts, url)
  if (handler === null) return gone(cdp.send('Fetch.continueRequest', { requestId }))
  // no handler in this session: an unknown scheme
  if (handler === 'nobody') return fail('AddressUnreachable')
  const body = request.postData === undefined ? {} : { body: request.postData }
  const response = await handler(new Request(url, { method: request.method, headers: { ...request.headers }, ...body }))
  const bytes = await within(response.arrayBuffer(), url)
  await gone(
    cdp.send('Fetch.fulfillRequest', {
      requestId,
      responseCode: response.status,
      responseHeaders: [...response.headers].map(([name, value]) => ({ name, value })),
      body: Buffer.from(bytes).toString('base64'),
    }),
  )
}

/** Chromium takes an answer as a whole: one that never ends cannot be given. */
async function within(body: Promise<ArrayBuffer>, url: string): Promise<ArrayBuffer> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`the answer to ${new URL(url).pathname} does not end, and only whole ones can be given`)), bodyWithinMs)
  })
  try {
    return await Promise.race([body, late])
  } finally {
    clearTimeout(timer)
  }
}

/** The page may have gone while it waited. */
const gone = (sent: Promise<unknown>): Promise<void> =>
  sent.then(
    () => {},
    () => {},
  )
