/**
 * The frequencies of the test tone, one per second of wall-clock time, in Hz. Whole numbers on purpose:
 * a sine of f Hz passes zero at every full second, so that the steps do not click.
 */
export const toneHz: readonly number[] = [400, 500, 600, 700, 800, 900, 1000, 1100]

/** The tone that belongs to a moment (milliseconds since the Unix epoch): whoever hears it knows the second, modulo eight. */
export const toneHzAt = (wallMs: number): number => toneHz[((Math.floor(wallMs / 1000) % toneHz.length) + toneHz.length) % toneHz.length] ?? 0

/** −18 dBFS peak, the alignment level of EBU R 68. */
export const toneAmplitude = 0.125

const [lowest = 0, second = 0] = toneHz
const period = toneHz.length

/**
 * The tone as a lavfi source (variable 1 is the time of a sample; the remainder of eight seconds keeps the sine's argument small, and with it exact).
 * `fromMs`: the moment (since the Unix epoch) to which its time 0 belongs. Null: it reads the wall clock once, at its first sample (variable 0), because a start
 * time given in argv would be late by what ffmpeg needs to start, and because a replaced encoder then goes on in the right second.
 */
export const toneSource = (fromMs: number | null): string => {
  const beginsAt = fromMs === null ? `if(eq(n,0),st(0,mod(time(0),${period})),ld(0))` : ((fromMs / 1000) % period).toFixed(6)
  return `aevalsrc=exprs='${toneAmplitude}*sin(2*PI*st(1,t+${beginsAt})` + `*(${lowest}+${second - lowest}*mod(floor(ld(1)),${period})))':s=48000`
}

export const silenceSource = 'anullsrc=r=48000:cl=mono'
