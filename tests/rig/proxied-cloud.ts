import { createServer } from 'node:http'
import type { SandboxAlone } from './sandbox-alone.ts'
import { startTcpProxy, type TcpProxy } from './tcp-proxy.ts'

/** A local service whose API names an ingest behind a network that the test owns. */
export type ProxiedCloud = { readonly apiUrl: string; readonly network: TcpProxy; readonly close: () => Promise<void> }

export async function startProxiedCloud(cloud: Pick<SandboxAlone, 'apiUrl' | 'ingestUrl'>): Promise<ProxiedCloud> {
  const ingest = new URL(cloud.ingestUrl)
  const network = await startTcpProxy({ host: ingest.hostname, port: Number(ingest.port) })
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    const handOver = async () => {
      const { host: _host, connection: _connection, 'content-length': _length, ...headers } = request.headers
      const body = chunks.length === 0 ? {} : { body: Buffer.concat(chunks) }
      const answer = await fetch(`${cloud.apiUrl}${request.url}`, {
        method: request.method ?? 'GET',
        headers: headers as Record<string, string>,
        ...body,
      })
      const text = (await answer.text()).replaceAll(`//${ingest.host}/`, `//127.0.0.1:${network.port}/`)
      const type = answer.headers.get('content-type')
      response.writeHead(answer.status, type === null ? {} : { 'content-type': type }).end(text)
    }
    request.on('end', () => void handOver().catch(() => response.destroy()))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return {
    apiUrl: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`,
    network,
    close: async () => {
      server.closeAllConnections()
      server.close()
      await network.close()
    },
  }
}
