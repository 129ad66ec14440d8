import { readFileSync } from 'node:fs'

/** On Linux; one that has ended and was not yet taken note of is not alive. */
export const isAlive = (pid: number): boolean => {
  try {
    return !/^\d+ \(.*\) [ZX]/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return false
  }
}
