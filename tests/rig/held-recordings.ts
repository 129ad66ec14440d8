import { EventEmitter, once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { SandboxAlone } from './sandbox-alone.ts'

/** A local service whose recordings come through a hand that can hold them. */
export type HeldRecordings = {
  readonly apiUrl: string
  /** From now on so many bytes of a recording are handed on, and the rest with `release`. */
  readonly holdAfter: (bytes: number) => void
  readonly release: () => void
  /** From now on recordings are answered so; null: as the service has them. */
  readonly refuse: (status: number | null) => void
  readonly close: () => Promise<void>
}

export async function startHeldRecordings(cloud: Pick<SandboxAlone, 'apiUrl' | 'playUrl'>): Promise<HeldRecordings> {
  const play = new URL(cloud.playUrl)
  let heldAfter = Number.POSITIVE_INFINITY
  const hand = new EventEmitter()
  let refusal: number | null = null
  let here = ''

  async function handOn(answer: Response, response: ServerResponse): Promise<void> {
    const bytes = Buffer.from(await answer.arrayBuffer())
    const headers = ['content-type', 'content-length', 'content-range', 'etag', 'last-modified', 'access-control-allow-origin']
    response.writeHead(answer.status, Object.fromEntries(headers.flatMap((name) => [[name, answer.headers.get(name)]].filter(([, value]) => value))))
    if (bytes.length > heldAfter) {
      response.write(bytes.subarray(0, heldAfter))
      await Promise.race([once(hand, 'open'), once(response, 'close')])
      response.end(bytes.subarray(heldAfter))
    } else response.end(bytes)
  }

  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    const handOver = async () => {
      const { url = '/', method = 'GET' } = request
      const { host: _host, connection: _connection, 'content-length': _length, ...headers } = request.headers
      const isMedia = url.startsWith('/vod/')
      if (isMedia && refusal !== null) return void response.writeHead(refusal).end()
      const body = chunks.length === 0 ? {} : { body: Buffer.concat(chunks) }
      const answer = await fetch(`${isMedia ? play.origin : cloud.apiUrl}${url}`, { method, headers: headers as Record<string, string>, ...body })
      if (isMedia) return handOn(answer, response)
      const type = answer.headers.get('content-type')
      response
        .writeHead(answer.status, type === null ? {} : { 'content-type': type })
        .end((await answer.text()).replaceAll(`//${play.host}/`, `//${here}/`))
    }
    request.on('end', () => void handOver().catch(() => response.destroy()))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  here = `127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
  return {
    apiUrl: `http://${here}`,
    holdAfter: (bytes) => {
      heldAfter = bytes
    },
    release: () => {
      heldAfter = Number.POSITIVE_INFINITY
      hand.emit('open')
    },
    refuse: (status) => {
      refusal = status
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
