import type { RecordingFormat } from './recording-format.ts'

/** How long the recorder collects, in ms: each piece is late by this much at most, and half of it on average. */
const timesliceMs = 50

/** By so many bytes a recording is known to begin; Chromium’s first piece is a single one. */
const beginningBytes = 4

/** Hands out a recording piece by piece, in order, from its first byte on. Nothing more comes once it was stopped. */
export function recordTracks(tracks: MediaStream, format: RecordingFormat, onPiece: (piece: Uint8Array) => void, onBroken: () => void) {
  const recorder = new MediaRecorder(tracks, format)
  let stopped = false
  let beginning: Uint8Array | null = new Uint8Array(0)
  let reading = Promise.resolve()
  const stop = () => {
    stopped = true
    if (recorder.state !== 'inactive') recorder.stop()
  }
  const hand = (piece: Uint8Array) => {
    if (stopped) return
    const whole = beginning === null ? piece : joined(beginning, piece)
    beginning = beginning !== null && whole.byteLength < beginningBytes ? whole : null
    if (beginning === null) onPiece(whole)
  }
  const breakOff = () => {
    if (stopped) return
    stop()
    onBroken()
  }
  recorder.ondataavailable = ({ data }) => {
    if (data.size === 0) return
    reading = reading.then(async () => {
      hand(new Uint8Array(await data.arrayBuffer()))
    })
    reading.catch(breakOff)
  }
  recorder.onerror = breakOff
  recorder.start(timesliceMs)
  return { stop }
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const whole = new Uint8Array(first.byteLength + second.byteLength)
  whole.set(first)
  whole.set(second, first.byteLength)
  return whole
}
