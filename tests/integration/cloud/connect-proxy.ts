import { createServer } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'

export type ConnectProxy = {
  readonly port: number
  /** What was asked for, `CONNECT api.test:443` or `GET http://…`, with the `Proxy-Authorization` that came along. */
  readonly asked: readonly { readonly what: string; readonly authorization: string | undefined }[]
  readonly close: () => Promise<void>
}

/** An HTTP proxy that leads every tunnel to `target` on this computer, or answers `refuseWith`. */
export async function startConnectProxy(target: { readonly port: number }, refuseWith: number | null = null): Promise<ConnectProxy> {
  const asked: { what: string; authorization: string | undefined }[] = []
  const sockets = new Set<Socket>()
  const server = createServer((request, response) => {
    asked.push({ what: `${request.method} ${request.url}`, authorization: request.headers['proxy-authorization'] })
    response.writeHead(refuseWith ?? 200, { 'content-type': 'application/json' }).end('{"through":"proxy"}')
  })
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
  })
  server.on('connect', (request, socket) => {
    asked.push({ what: `CONNECT ${request.url}`, authorization: request.headers['proxy-authorization'] })
    if (refuseWith !== null) {
      socket.end(`HTTP/1.1 ${refuseWith} No\r\ncontent-length: 0\r\n\r\n`)
      return
    }
    const onward = connect(target.port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
      onward.pipe(socket).pipe(onward)
    })
    sockets.add(onward)
    onward.on('error', () => socket.destroy())
    socket.on('error', () => onward.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    asked,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve))
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}
