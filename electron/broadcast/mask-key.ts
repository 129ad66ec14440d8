const dots = '•'.repeat(8)

/** A stream key as it may be shown: its last four characters, of a short key nothing. Never tells the length. */
export const maskKey = (streamKey: string): string => (streamKey.length >= 12 ? dots + streamKey.slice(-4) : dots)
