/** One connection’s way for the pieces of a source. */
type Upload = { readonly send: (piece: Uint8Array) => Promise<boolean>; readonly end: () => void }

export type FeedDeps = {
  /** Begins a recording; `onBroken` where it ends by itself. */
  readonly record: (onPiece: (piece: Uint8Array) => void, onBroken: () => void) => { readonly stop: () => void }
  readonly upload: () => Upload
  readonly monotonicMs: () => number
  /** The largest piece, in bytes. */
  readonly largestPiece: number
}

/** Records while that is wanted, and sends what is recorded. */
export type Feed = {
  /** The number of the recording that is wanted; another number asks for a new one, null for none. */
  readonly want: (recording: number | null) => void
}

/** Who is further behind shows the past: then what was recorded is given up, and a new recording begins once everything was taken. */
const mostBehindMs = 2000

type Run = { readonly upload: Upload; recorder: { readonly stop: () => void } | null; readonly sentMs: number[] }

export function createFeed({ record, upload, monotonicMs, largestPiece }: FeedDeps): Feed {
  let wanted: number | null = null
  let run: Run | null = null

  const end = () => {
    const ending = run
    run = null
    ending?.recorder?.stop()
    ending?.upload.end()
  }

  const begin = () => {
    const mine: Run = { upload: upload(), recorder: null, sentMs: [] }
    run = mine
    startRecording(mine)
  }

  const startRecording = (mine: Run) => {
    const onBroken = () => {
      if (run === mine) end()
    }
    mine.recorder = record((piece) => {
      if (run === mine && mine.recorder !== null) send(mine, piece)
    }, onBroken)
  }

  const send = (mine: Run, piece: Uint8Array) => {
    const oldestMs = mine.sentMs[0]
    if (oldestMs !== undefined && monotonicMs() - oldestMs > mostBehindMs) {
      mine.recorder?.stop()
      mine.recorder = null
      return
    }
    for (let at = 0; at < piece.byteLength; at += largestPiece) {
      mine.sentMs.push(monotonicMs())
      void mine.upload.send(piece.subarray(at, at + largestPiece)).then((taken) => {
        if (run !== mine) return
        mine.sentMs.shift()
        // the connection is lost, and the core asks anew when it is back
        if (!taken) end()
        else if (mine.sentMs.length === 0 && mine.recorder === null) startRecording(mine)
      })
    }
  }

  return {
    want: (recording) => {
      if (recording === wanted) return
      wanted = recording
      end()
      if (recording !== null) begin()
    },
  }
}
