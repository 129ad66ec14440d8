import type { RecordingFormat } from './recording-format.ts'

/** How long the recorder collects, in ms: each piece is late by this much at most, and half of it on average. */
const timesliceMs = 50

/** Hands out a recording piece by piece, in order, from its first byte on. Nothing more comes once it was stopped. */
export function recordTracks(tracks: MediaStream, format: RecordingFormat, onPiece: (piece: Uint8Array) => void, onBroken: () => void) {
  const recorder = new MediaRecorder(tracks, format)
  let stopped = false
  let reading = Promise.resolve()
  const stop = () => {
    stopped = true
    if (recorder.state !== 'inactive') recorder.stop()
  }
  const breakOff = () => {
    if (stopped) return
    stop()
    onBroken()
  }
  recorder.ondataavailable = ({ data }) => {
    if (data.size === 0) return
    reading = reading.then(async () => {
      const piece = new Uint8Array(await data.arrayBuffer())
      if (!stopped) onPiece(piece)
    })
    reading.catch(breakOff)
  }
  recorder.onerror = breakOff
  recorder.start(timesliceMs)
  return { stop }
}
