import { createServer, request } from 'node:http'

/** One question to the service, and how it was answered. */
export type Overheard = {
  readonly atMs: number
  readonly method: string
  readonly path: string
  readonly authorization: string | undefined
  readonly status: number
  /** Empty where the answer has no end. */
  readonly answer: string
}

/** One thing that the service told by itself. */
export type OverheardEvent = { readonly atMs: number; readonly text: string }

/** A service behind a wire that a test listens to. Times are of this machine's clock. */
export type OverheardService = {
  readonly apiUrl: string
  /** Every question that was answered so far, in the order of the answers. */
  readonly asked: readonly Overheard[]
  readonly events: readonly OverheardEvent[]
  readonly close: () => Promise<void>
}

/** Passes everything on as it is, server-sent events too, and writes it down. */
export async function overhearService(target: string): Promise<OverheardService> {
  const asked: Overheard[] = []
  const events: OverheardEvent[] = []
  const server = createServer((from, to) => {
    const { method = 'GET', url = '/', headers } = from
    // A connection of its own for each: a kept one could be closed by the service in the very moment it is used again.
    const passed = request(`${target}${url}`, { agent: false, method, headers: { ...headers, host: new URL(target).host } }, (answer) => {
      const status = answer.statusCode ?? 0
      const isEndless = answer.headers['content-type']?.startsWith('text/event-stream') === true
      const note = (text: string) =>
        asked.push({ atMs: Date.now(), method, path: url.split('?', 1)[0] ?? '', authorization: headers.authorization, status, answer: text })
      to.writeHead(status, answer.headers)
      // Without a body there would be no first byte, and the listener would wait for it.
      to.flushHeaders()
      let text = ''
      if (isEndless) note('')
      answer.setEncoding('utf8').on('data', (chunk: string) => {
        if (isEndless) events.push({ atMs: Date.now(), text: chunk })
        else text += chunk
      })
      answer.on('end', () => {
        if (!isEndless) note(text)
      })
      answer.on('error', () => to.destroy())
      answer.pipe(to)
    })
    passed.on('error', () => to.destroy())
    to.on('close', () => passed.destroy())
    from.pipe(passed)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return {
    apiUrl: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`,
    asked,
    events,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
