import { until } from './until.ts'

export type HeardEvent = { readonly id: string; readonly data: Record<string, unknown> }

/** A listener of server-sent events that keeps everything it hears. */
export type EventListener = {
  readonly status: number
  readonly events: () => readonly HeardEvent[]
  readonly heartbeats: () => number
  readonly ended: () => 'no' | 'closed' | 'cut'
  /** Waits until an event fits. */
  readonly hears: (what: string, fits: (event: HeardEvent) => boolean) => Promise<HeardEvent>
  readonly [Symbol.dispose]: () => void
}

export async function listenToEvents(url: string, token: string): Promise<EventListener> {
  const leaving = new AbortController()
  const answer = await fetch(url, { headers: { authorization: `Bearer ${token}`, accept: 'text/event-stream' }, signal: leaving.signal })
  const events: HeardEvent[] = []
  let heartbeats = 0
  let ended: 'no' | 'closed' | 'cut' = 'no'
  const read = async () => {
    let text = ''
    for await (const chunk of answer.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      text += chunk
      const blocks = text.split('\n\n')
      text = blocks.pop() ?? ''
      for (const block of blocks) {
        if (block.startsWith(':')) heartbeats += 1
        const [, id = '', data] = /^id: (.*)\ndata: (.*)$/.exec(block) ?? []
        if (data !== undefined) events.push({ id, data: JSON.parse(data) as Record<string, unknown> })
      }
    }
  }
  read().then(
    () => {
      ended = 'closed'
    },
    () => {
      ended = 'cut'
    },
  )
  return {
    status: answer.status,
    events: () => events,
    heartbeats: () => heartbeats,
    ended: () => ended,
    hears: (what, fits) => until(what, () => events.find(fits) ?? false, 15_000, 10),
    [Symbol.dispose]: () => leaving.abort(),
  }
}
