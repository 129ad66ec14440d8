/** Share of a tone's power in a piece of sound, 0…1 (Goertzel's algorithm). */
export function tonePower(samples: Float32Array, sampleRate: number, hz: number): number {
  const coefficient = 2 * Math.cos((2 * Math.PI * hz) / sampleRate)
  let s1 = 0
  let s2 = 0
  let energy = 0
  for (const sample of samples) {
    const s0 = sample + coefficient * s1 - s2
    s2 = s1
    s1 = s0
    energy += sample * sample
  }
  if (energy === 0) return 0
  const power = s1 * s1 + s2 * s2 - coefficient * s1 * s2
  return (2 * power) / (samples.length * energy)
}

/** The peak of the sine that has the power of these samples, in dBFS. */
export function sineDbfs(samples: Float32Array): number {
  let energy = 0
  for (const sample of samples) energy += sample * sample
  return 10 * Math.log10((2 * energy) / samples.length)
}

/** The tone of the list that fills a piece of sound, or null where none holds at least half of its power. */
export function loudestTone(samples: Float32Array, sampleRate: number, tones: readonly number[]): number | null {
  let best: { hz: number; power: number } | null = null
  for (const hz of tones) {
    const power = tonePower(samples, sampleRate, hz)
    if (!best || power > best.power) best = { hz, power }
  }
  return best && best.power >= 0.5 ? best.hz : null
}

/** The sequence of tones in a recording: neighbours that repeat are one, pieces without a tone are left out. */
export function toneSequence(samples: Float32Array, sampleRate: number, tones: readonly number[], pieceMs = 100): number[] {
  const size = Math.floor((sampleRate * pieceMs) / 1000)
  const sequence: number[] = []
  for (let start = 0; start + size <= samples.length; start += size) {
    const tone = loudestTone(samples.subarray(start, start + size), sampleRate, tones)
    if (tone !== null && tone !== sequence.at(-1)) sequence.push(tone)
  }
  return sequence
}

/** Whether a sequence walks through `tones` in their circular order without a skip. */
export function followsOrder(sequence: readonly number[], tones: readonly number[]): boolean {
  return sequence.every((hz, index) => {
    const next = sequence[index + 1]
    return next === undefined || tones[(tones.indexOf(hz) + 1) % tones.length] === next
  })
}
