import { connect } from 'node:net'
import { failure } from '#shared/failure'
import { err, ok, type Result } from '#shared/result'

/**
 * Opens and closes a plain TCP connection: does somebody answer there, and under which address?
 * Fails with `ingest-host-unknown`, `ingest-unreachable` (refused, no route) or `ingest-timeout`. IPv4 and IPv6 are tried side by side.
 */
export const connectTcp = (host: string, port: number, timeoutMs: number, signal?: AbortSignal): Promise<Result<{ readonly address: string }>> =>
  new Promise((resolve) => {
    const socket = connect({ host, port, autoSelectFamily: true })
    const finish = (result: Result<{ readonly address: string }>) => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', abort)
      socket.destroy()
      resolve(result)
    }
    const abort = () => finish(err(failure('ingest-timeout', { params: { host, port }, detail: 'cancelled' })))
    const timer = setTimeout(() => finish(err(failure('ingest-timeout', { params: { host, port } }))), timeoutMs)
    signal?.addEventListener('abort', abort, { once: true })
    socket.once('connect', () => finish(ok({ address: socket.remoteAddress ?? host })))
    socket.on('error', (error) => finish(err(connectFailure(error, host, port))))
    if (signal?.aborted) abort()
  })

const connectFailure = (error: NodeJS.ErrnoException, host: string, port: number) => {
  // several addresses tried: the first reason speaks for all
  const code = error instanceof AggregateError ? (error.errors[0] as NodeJS.ErrnoException | undefined)?.code : error.code
  const detail = code ?? error.message
  const params = { host, port }
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN' || code === 'ENODATA') return failure('ingest-host-unknown', { params, detail })
  return failure(code === 'ETIMEDOUT' ? 'ingest-timeout' : 'ingest-unreachable', { params, detail })
}
