/**
 * The few D-Bus messages that asking for a property takes (D-Bus Specification, "Message Protocol" and "Type System").
 * Arguments going out are strings; answers may hold any basic value, also inside a variant.
 */
export type MethodCall = {
  readonly destination: string
  readonly path: string
  readonly interface: string
  readonly member: string
  readonly args: readonly string[]
}

export type BusValue = string | number | bigint | boolean

export type IncomingMessage =
  | { readonly kind: 'return'; readonly replyTo: number; readonly body: readonly BusValue[] }
  | { readonly kind: 'error'; readonly replyTo: number; readonly name: string; readonly message: string }
  /** Signals and calls of others, which concern nobody here. */
  | { readonly kind: 'other' }

const littleEndian = 'l'.charCodeAt(0)
const bigEndian = 'B'.charCodeAt(0)
const messageType = { call: 1, return: 2, error: 3 } as const
const field = { path: 1, interface: 2, member: 3, errorName: 4, replySerial: 5, destination: 6, signature: 8 } as const
/** The longest message that the specification allows. */
const longestMessage = 2 ** 27

/** The bytes of a method call. `serial` is not zero and not used before on this connection. */
export function encodeCall(call: MethodCall, serial: number): Buffer {
  const body = new Writer()
  for (const arg of call.args) body.string(arg)
  const fields = new Writer()
  fields.field(field.path, 'o', call.path)
  fields.field(field.interface, 's', call.interface)
  fields.field(field.member, 's', call.member)
  fields.field(field.destination, 's', call.destination)
  if (call.args.length > 0) fields.field(field.signature, 'g', 's'.repeat(call.args.length))
  const header = new Writer()
  for (const byte of [littleEndian, messageType.call, 0, 1]) header.byte(byte)
  header.uint32(body.length)
  header.uint32(serial)
  header.uint32(fields.length)
  // The fields begin at offset 16, so the paddings that the writer counted from 0 hold here too.
  return Buffer.concat([header.bytes(), fields.bytes(), Buffer.alloc(-fields.length & 7), body.bytes()])
}

/** How many bytes the message at the start of `bytes` has; null while too few are there to tell. Throws where this is no message. */
export function messageLength(bytes: Buffer): number | null {
  if (bytes.length < 16) return null
  if (bytes[0] !== littleEndian && bytes[0] !== bigEndian) throw new Error('not a D-Bus message')
  const uint32 = (at: number) => (bytes[0] === littleEndian ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at))
  const length = 16 + ((uint32(12) + 7) & ~7) + uint32(4)
  if (length > longestMessage) throw new Error('the D-Bus message is too long')
  return length
}

/** Reads one whole message. Throws where it is malformed or holds types that nobody here asks for. */
export function decodeMessage(bytes: Buffer): IncomingMessage {
  const reader = new Reader(bytes)
  const type = bytes[1]
  reader.at = 12
  const fieldsEnd = 16 + reader.uint32()
  let [replyTo, errorName, signature] = [0, '', '']
  while (reader.at < fieldsEnd) {
    reader.align(8)
    const code = reader.byte()
    const value = reader.variant()
    if (code === field.replySerial) replyTo = Number(value)
    if (code === field.errorName) errorName = String(value)
    if (code === field.signature) signature = String(value)
  }
  if (type !== messageType.return && type !== messageType.error) return { kind: 'other' }
  reader.align(8)
  if (type === messageType.return) return { kind: 'return', replyTo, body: [...signature].map((typeCode) => reader.value(typeCode)) }
  return { kind: 'error', replyTo, name: errorName, message: signature.startsWith('s') ? String(reader.value('s')) : '' }
}

class Writer {
  readonly #parts: number[] = []

  get length(): number {
    return this.#parts.length
  }
  bytes(): Buffer {
    return Buffer.from(this.#parts)
  }
  byte(value: number): void {
    this.#parts.push(value)
  }
  align(size: number): void {
    while (this.#parts.length % size !== 0) this.byte(0)
  }
  uint32(value: number): void {
    this.align(4)
    for (const shift of [0, 8, 16, 24]) this.byte((value >>> shift) & 0xff)
  }
  string(value: string): void {
    const text = Buffer.from(value)
    this.uint32(text.length)
    this.#parts.push(...text, 0)
  }
  field(code: number, type: 'o' | 's' | 'g', value: string): void {
    this.align(8)
    this.#parts.push(code, 1, type.charCodeAt(0), 0)
    if (type === 'g') this.#parts.push(value.length, ...Buffer.from(value), 0)
    else this.string(value)
  }
}

class Reader {
  at = 0
  readonly #bytes: Buffer
  readonly #view: DataView
  readonly #little: boolean

  constructor(bytes: Buffer) {
    this.#bytes = bytes
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.#little = bytes[0] === littleEndian
  }
  align(size: number): void {
    this.at = Math.ceil(this.at / size) * size
  }
  byte(): number {
    return this.#view.getUint8(this.#take(1))
  }
  uint32(): number {
    return this.#view.getUint32(this.#take(4), this.#little)
  }
  variant(): BusValue {
    const signature = this.#text(this.byte())
    if (signature.length !== 1) throw new Error(`D-Bus type ${signature} is not expected`)
    return this.value(signature)
  }
  value(type: string): BusValue {
    if (type === 'y') return this.byte()
    if (type === 'b') return this.uint32() !== 0
    if (type === 'n') return this.#view.getInt16(this.#take(2), this.#little)
    if (type === 'q') return this.#view.getUint16(this.#take(2), this.#little)
    if (type === 'i') return this.#view.getInt32(this.#take(4), this.#little)
    if (type === 'u') return this.uint32()
    if (type === 'x') return this.#view.getBigInt64(this.#take(8), this.#little)
    if (type === 't') return this.#view.getBigUint64(this.#take(8), this.#little)
    if (type === 'd') return this.#view.getFloat64(this.#take(8), this.#little)
    if (type === 's' || type === 'o') return this.#text(this.uint32())
    if (type === 'g') return this.#text(this.byte())
    if (type === 'v') return this.variant()
    throw new Error(`D-Bus type ${type} is not expected`)
  }
  #take(size: number): number {
    this.align(size)
    this.at += size
    return this.at - size
  }
  #text(length: number): string {
    const start = this.at
    this.at += length + 1
    if (this.at > this.#bytes.length) throw new Error('a D-Bus text is longer than its message')
    return this.#bytes.toString('utf8', start, start + length)
  }
}
