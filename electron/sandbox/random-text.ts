import { randomInt } from 'node:crypto'

/** Unguessable letters and digits, `length` of them. Passed in, so that tests own it. */
export type RandomText = (length: number) => string

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

export const randomText: RandomText = (length) => Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('')
