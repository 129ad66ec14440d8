/** Digital silence; the scale ends here. */
export const floorDb = -120

/** Of signed 16-bit samples. */
export const fullScale = 32_768

/** An amplitude of 16-bit samples in decibels relative to full scale. A sine at full scale has peak 0 and RMS −3. */
export const toDbfs = (amplitude: number): number => (amplitude <= 0 ? floorDb : Math.max(floorDb, 20 * Math.log10(amplitude / fullScale)))

/** What an amplitude is multiplied with to be that many decibels louder. */
export const gainOf = (decibels: number): number => 10 ** (decibels / 20)
