/** Reads s16le of two channels, cut anywhere, into whole pairs. The samples lie in the memory of the piece wherever that is possible. */
export const createPcmReader = (onSound: (samples: Int16Array) => void): ((chunk: Uint8Array) => void) => {
  const pairBytes = 4
  let rest: Uint8Array = new Uint8Array(0)
  return (chunk) => {
    const piece = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    const whole = piece.length - (piece.length % pairBytes)
    rest = piece.subarray(whole)
    if (whole === 0) return
    // numbers of two bytes can only be seen where they begin at an even address
    const even = piece.byteOffset % 2 === 0 ? piece : Uint8Array.from(piece)
    onSound(new Int16Array(even.buffer, even.byteOffset, whole / 2))
  }
}
