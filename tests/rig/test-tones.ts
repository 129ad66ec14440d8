/** The steps of the program's test tone in Hz, one a second, over and over. */
export const testTones: readonly number[] = [440, 550, 660, 880]
