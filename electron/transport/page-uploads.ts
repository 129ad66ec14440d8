import { binaryHeaderBytes, maxPieceBytes, uploadLimits } from '#shared/contract'

export type PageUploadsDeps = {
  /** Takes one piece of a source; answers when it was taken. */
  readonly take: (source: string, piece: Uint8Array<ArrayBuffer>) => Promise<void>
  readonly acknowledge: (upload: number, sequence: number) => void
  /** The page broke the rules. */
  readonly refuse: (reason: string) => void
  readonly monotonicMs: () => number
  readonly after: (ms: number, act: () => void) => () => void
}

/**
 * What one page sends in pieces. A page that is faster than `bytesPerSecond` gets its acknowledgements later, so that an honest one slows down; one that
 * goes on without them is refused at `waitingBytes`.
 */
export type PageUploads = {
  readonly begin: (upload: number, source: string) => void
  readonly end: (upload: number) => void
  /** A binary message of the page, which is copied. */
  readonly receive: (message: Uint8Array) => void
  readonly [Symbol.dispose]: () => void
}

const mostUploads = 4
/** A page may send so much at once before it is slowed down. */
const burstBytes = uploadLimits.bytesPerSecond

type Upload = { readonly source: string; sequence: number }

export function receiveUploads(deps: PageUploadsDeps): PageUploads {
  const uploads = new Map<number, Upload>()
  const cancels = new Set<() => void>()
  let waitingBytes = 0
  /** When all that came so far would have come at the allowed pace. */
  let paidUntilMs = Number.NEGATIVE_INFINITY
  let closed = false

  /** Milliseconds that this piece is too early. */
  function early(bytes: number): number {
    const nowMs = deps.monotonicMs()
    const burstMs = (burstBytes / uploadLimits.bytesPerSecond) * 1000
    paidUntilMs = Math.max(paidUntilMs, nowMs - burstMs) + (bytes / uploadLimits.bytesPerSecond) * 1000
    return Math.max(0, paidUntilMs - nowMs)
  }

  function wait(ms: number): Promise<void> {
    if (ms === 0) return Promise.resolve()
    return new Promise((resolve) => {
      const cancel = deps.after(ms, () => {
        cancels.delete(cancel)
        resolve()
      })
      cancels.add(cancel)
    })
  }

  async function pass(id: number, upload: Upload, sequence: number, piece: Uint8Array<ArrayBuffer>): Promise<void> {
    // the piece’s memory moves over
    const bytes = piece.byteLength
    waitingBytes += bytes
    await Promise.all([deps.take(upload.source, piece), wait(early(bytes))])
    waitingBytes -= bytes
    if (!closed && uploads.get(id) === upload) deps.acknowledge(id, sequence)
  }

  return {
    begin: (id, source) => {
      if (uploads.has(id) || uploads.size >= mostUploads) return deps.refuse('too many uploads')
      uploads.set(id, { source, sequence: 0 })
    },
    end: (id) => void uploads.delete(id),
    receive: (message) => {
      if (message.byteLength <= binaryHeaderBytes) return deps.refuse('malformed message')
      const header = new DataView(message.buffer, message.byteOffset)
      const id = header.getUint32(0)
      const upload = uploads.get(id)
      if (upload === undefined || header.getUint32(4) !== upload.sequence + 1) return deps.refuse('a piece of no upload')
      const bytes = message.byteLength - binaryHeaderBytes
      if (bytes > maxPieceBytes) return deps.refuse('too large a piece')
      if (waitingBytes + bytes > uploadLimits.waitingBytes) return deps.refuse('too much at once')
      upload.sequence += 1
      void pass(id, upload, upload.sequence, new Uint8Array(message.subarray(binaryHeaderBytes)))
    },
    [Symbol.dispose]: () => {
      closed = true
      for (const cancel of cancels) cancel()
      uploads.clear()
    },
  }
}
