/**
 * Questions to an X server and what its answers say, as the X Window System Protocol (chapter 9 and its appendix B) and RandR 1.5 lay them out.
 * Little endian, as `xSetupRequest` announces. All of them only ask: nothing is grabbed, created or changed.
 */

const request = (opcode: number, detail: number, body: Uint8Array): Buffer => {
  const padded = Math.ceil(body.length / 4) * 4
  const bytes = Buffer.alloc(4 + padded)
  bytes.writeUInt8(opcode, 0)
  bytes.writeUInt8(detail, 1)
  bytes.writeUInt16LE(1 + padded / 4, 2)
  bytes.set(body, 4)
  return bytes
}

const words = (...values: readonly number[]): Buffer => {
  const bytes = Buffer.alloc(4 * values.length)
  values.forEach((value, index) => {
    bytes.writeUInt32LE(value, 4 * index)
  })
  return bytes
}

const named = (name: string): Buffer => {
  const text = Buffer.from(name, 'latin1')
  const head = Buffer.alloc(4)
  head.writeUInt16LE(text.length, 0)
  return Buffer.concat([head, text])
}

/** Longest property that is read, in units of four bytes. */
const longestProperty = 4096

export const askAttributes = (window: number): Buffer => request(3, 0, words(window))
export const askGeometry = (window: number): Buffer => request(14, 0, words(window))
export const askTree = (window: number): Buffer => request(15, 0, words(window))
/** The number of a name that somebody uses already; 0 where nobody does. */
export const askAtom = (name: string): Buffer => request(16, 1, named(name))
export const askAtomName = (atom: number): Buffer => request(17, 0, words(atom))
export const askProperty = (window: number, property: number): Buffer => request(20, 0, words(window, property, 0, 0, longestProperty))
/** Where the upper left corner of `window` lies in `root`. */
export const askPlace = (window: number, root: number): Buffer => request(40, 0, words(window, root, 0))
export const askExtension = (name: string): Buffer => request(98, 0, named(name))
export const askRandrVersion = (opcode: number): Buffer => request(opcode, 0, words(1, 5))
/** The active monitors of a root. */
export const askMonitors = (opcode: number, root: number): Buffer => request(opcode, 42, words(root, 1))

/** Of a window: can be seen now, and has pixels at all. */
export const readIsViewable = (reply: Buffer): boolean => reply.readUInt8(26) === 2 && reply.readUInt16LE(12) === 1

export const readSize = (reply: Buffer): { readonly width: number; readonly height: number } => ({
  width: reply.readUInt16LE(16),
  height: reply.readUInt16LE(18),
})

export const readPlace = (reply: Buffer): { readonly x: number; readonly y: number } => ({ x: reply.readInt16LE(12), y: reply.readInt16LE(14) })

/** Children of a window, the lowest first. */
export const readTree = (reply: Buffer): readonly number[] => readWords(reply, reply.readUInt16LE(16))

export const readAtom = (reply: Buffer): number => reply.readUInt32LE(8)

export const readAtomName = (reply: Buffer): string => reply.toString('latin1', 32, 32 + reply.readUInt16LE(8))

/** Numbers of four bytes, as atoms and windows are; none where the property is absent or of another format. */
export const readPropertyWords = (reply: Buffer): readonly number[] => (reply.readUInt8(1) === 32 ? readWords(reply, reply.readUInt32LE(16)) : [])

/** A property of single bytes with its type (an atom; 0 where it is absent). */
export const readPropertyBytes = (reply: Buffer): { readonly type: number; readonly bytes: Buffer } => ({
  type: reply.readUInt32LE(8),
  bytes: reply.readUInt8(1) === 8 ? reply.subarray(32, 32 + reply.readUInt32LE(16)) : Buffer.alloc(0),
})

/** The first opcode of an extension, null where the server has none of that name. */
export const readExtension = (reply: Buffer): number | null => (reply.readUInt8(8) === 0 ? null : reply.readUInt8(9))

/** RandR tells of monitors from version 1.5 on. */
export const readKnowsMonitors = (reply: Buffer): boolean => {
  const [major, minor] = [reply.readUInt32LE(8), reply.readUInt32LE(12)]
  return major > 1 || (major === 1 && minor >= 5)
}

/** A monitor at its place on the root, in pixels. `name`: an atom. */
export type XMonitorReply = {
  readonly name: number
  readonly primary: boolean
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export const readMonitors = (reply: Buffer): readonly XMonitorReply[] => {
  const monitors: XMonitorReply[] = []
  let at = 32
  for (let left = reply.readUInt32LE(12); left > 0 && at + 24 <= reply.length; left--) {
    monitors.push({
      name: reply.readUInt32LE(at),
      primary: reply.readUInt8(at + 4) !== 0,
      x: reply.readInt16LE(at + 8),
      y: reply.readInt16LE(at + 10),
      width: reply.readUInt16LE(at + 12),
      height: reply.readUInt16LE(at + 14),
    })
    at += 24 + 4 * reply.readUInt16LE(at + 6)
  }
  return monitors
}

const readWords = (reply: Buffer, count: number): readonly number[] =>
  Array.from({ length: Math.min(count, Math.floor((reply.length - 32) / 4)) }, (_, index) => reply.readUInt32LE(32 + 4 * index))
