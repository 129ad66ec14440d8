import type { Writable } from 'node:stream'

const lastBytesWithinMs = 2000

/** Lets what waits leave, then ends; a peer who does not take it is cut off after 2 s. */
export function endWithin(connection: Pick<Writable, 'end' | 'destroy' | 'once'>): void {
  const deadline = setTimeout(() => connection.destroy(), lastBytesWithinMs)
  connection.once('close', () => clearTimeout(deadline))
  connection.end()
}
