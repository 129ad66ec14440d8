/**
 * The frequencies of the test tone, one per second of wall-clock time, in Hz. Whole numbers on purpose:
 * a sine of f Hz passes zero at every full second, so that the steps do not click.
 */
export const toneHz: readonly number[] = [400, 500, 600, 700, 800, 900, 1000, 1100]

/** The tone that belongs to a moment (milliseconds since the Unix epoch): whoever hears it knows the second, modulo eight. */
export const toneHzAt = (wallMs: number): number => toneHz[((Math.floor(wallMs / 1000) % toneHz.length) + toneHz.length) % toneHz.length] ?? 0

/** −18 dBFS peak, the alignment level of EBU R 68. */
export const toneAmplitude = 0.125

/**
 * The tone as a lavfi source. `startSeconds` is the wall-clock time (in seconds) at which it starts; only its remainder
 * of eight seconds matters, so that a replaced encoder goes on where the old one was.
 */
export const toneSource = (startSeconds: number): string => {
  const offset = startSeconds % toneHz.length
  const time = `(t+${offset.toFixed(3)})`
  const [base = 0, next = 0] = toneHz
  return `aevalsrc=exprs='${toneAmplitude}*sin(2*PI*${time}*(${base}+${next - base}*mod(floor${time},${toneHz.length})))':s=48000`
}

export const silenceSource = 'anullsrc=r=48000:cl=mono'
