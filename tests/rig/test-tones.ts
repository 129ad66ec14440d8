/** The steps of the program's test tone in Hz, one a second of wall-clock time, over and over. */
export const testTones: readonly number[] = [400, 500, 600, 700, 800, 900, 1000, 1100]

/** The peak of the test tone in dBFS. */
export const testToneDbfs = -18
