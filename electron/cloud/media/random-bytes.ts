import { randomBytes } from 'node:crypto'

export type RandomBytes = (count: number) => Uint8Array

export const secureRandomBytes: RandomBytes = (count) => randomBytes(count)
