import { until } from '../../rig/until.ts'

export type FlvTag = { readonly type: number; readonly timestampMs: number; readonly isHeader: boolean; readonly isKeyframe: boolean }

/** The whole tags of an FLV stream that begins here, header left out. */
export function flvTags(bytes: Buffer): readonly FlvTag[] {
  const tags: FlvTag[] = []
  for (let at = 13; at + 11 <= bytes.length; ) {
    const size = bytes.readUIntBE(at + 1, 3)
    if (at + 15 + size > bytes.length) break
    const type = bytes[at] ?? 0
    const isHeader = type !== 18 && bytes[at + 12] === 0
    const timestampMs = bytes.readUIntBE(at + 4, 3) + (bytes[at + 7] ?? 0) * 2 ** 24
    tags.push({ type, timestampMs, isHeader, isKeyframe: type === 9 && !isHeader && (bytes[at + 11] ?? 0) >> 4 === 1 })
    at += 15 + size
  }
  return tags
}

export type FlvViewer = {
  readonly response: Response
  readonly bytes: () => Buffer
  /** Waits until so much of the stream has come. */
  readonly sees: (streamMs: number) => Promise<Buffer>
  /** How it ended: by the server's word, or broken off. */
  readonly over: Promise<'ended' | 'broken'>
  readonly leave: () => void
}

/** Watches an HTTP-FLV address as a page would. */
export async function watchFlv(url: string): Promise<FlvViewer> {
  const leaving = new AbortController()
  const response = await fetch(url, { signal: leaving.signal, headers: { origin: 'http://page.example' } })
  const chunks: Uint8Array[] = []
  const bytes = () => Buffer.concat(chunks)
  const read = async () => {
    for await (const chunk of response.body ?? []) chunks.push(chunk as Uint8Array)
  }
  const over = read().then(
    () => 'ended' as const,
    () => 'broken' as const,
  )
  return {
    response,
    bytes,
    sees: async (streamMs) => {
      await until(`${streamMs} ms of FLV`, () => (flvTags(bytes()).at(-1)?.timestampMs ?? 0) >= streamMs, 8000)
      return bytes()
    },
    over,
    leave: () => leaving.abort(),
  }
}
