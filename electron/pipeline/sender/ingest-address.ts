import { isIP } from 'node:net'
import { failure } from '#shared/failure'
import { err, ok, type Result } from '#shared/result'

/** An ingest URL taken apart. `app` is its path, as `live` in `rtmp://media.example/live`. */
export type IngestAddress = { readonly scheme: 'rtmp' | 'rtmps'; readonly host: string; readonly port: number; readonly app: string }

const standardPort = { rtmp: 1935, rtmps: 443 } as const

/** Reads the ingest URL (which ends before the stream key); fails with `sender-failed` where no RTMP client could use it. */
export const readIngestUrl = (ingestUrl: string): Result<IngestAddress> => {
  const url = URL.canParse(ingestUrl) ? new URL(ingestUrl) : null
  const scheme = url?.protocol === 'rtmp:' ? 'rtmp' : url?.protocol === 'rtmps:' ? 'rtmps' : null
  const app = url?.pathname.replace(/^\/+|\/+$/g, '') ?? ''
  if (url === null || scheme === null || url.hostname === '' || app === '') {
    return err(failure('sender-failed', { detail: 'the ingest URL is no RTMP URL with an application' }))
  }
  return ok({ scheme, host: url.hostname.replace(/^\[|\]$/g, ''), port: url.port === '' ? standardPort[scheme] : Number(url.port), app })
}

/** The URL with another host (an address) in place of its own. */
export const ingestUrlAt = (address: IngestAddress, host: string): string =>
  `${address.scheme}://${isIP(host) === 6 ? `[${host}]` : host}:${address.port}/${address.app}`
