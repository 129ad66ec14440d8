import type { DisplayName } from './display-name.ts'

const cookieName = 'MIT-MAGIC-COOKIE-1'
/** Families of an entry (Xauth(7)): any host, and "this machine by its name". */
const familyWild = 65535
const familyLocal = 256

/**
 * The cookie for a display out of an Xauthority file, or null. Entries are big-endian:
 * family, then address, display number, name and data, each with its length in front.
 * A damaged file gives what was readable before the damage.
 */
export const findCookie = (file: Uint8Array, display: DisplayName, hostName: string): { readonly name: string; readonly data: Uint8Array } | null => {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength)
  let at = 0
  const counted = (): Buffer | null => {
    if (at + 2 > bytes.length) return null
    const size = bytes.readUInt16BE(at)
    const end = at + 2 + size
    if (end > bytes.length) return null
    const value = bytes.subarray(at + 2, end)
    at = end
    return value
  }
  while (at + 2 <= bytes.length) {
    const family = bytes.readUInt16BE(at)
    at += 2
    const address = counted()
    const number = counted()
    const name = counted()
    const data = counted()
    if (address === null || number === null || name === null || data === null) return null
    const sameDisplay = number.length === 0 || number.toString('latin1') === String(display.display)
    // an entry for another machine is tried only when the display is on another machine: then its family says little
    const sameHost = family === familyWild || display.host !== null || (family === familyLocal && address.toString('latin1') === hostName)
    if (sameDisplay && sameHost && name.toString('latin1') === cookieName) return { name: cookieName, data: new Uint8Array(data) }
  }
  return null
}
