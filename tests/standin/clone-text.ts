/**
 * Values as text, for a way that carries text alone: what the structured clone algorithm takes goes over, everything else throws. “Sending
 * Functions, Promises, Symbols, WeakMaps, or WeakSets will throw an exception” (Electron, ipcRenderer, `ipcRenderer.send`). An object loses its
 * prototype; cycles, which the algorithm keeps, are refused. Both functions are sent into pages as text and name nothing outside of themselves.
 */
export function encodeClone(root: unknown): string {
  const above = new Set<object>()
  const refuse = (): never => {
    throw new Error('An object could not be cloned.')
  }
  const base64 = (bytes: Uint8Array): string => {
    let binary = ''
    for (let at = 0; at < bytes.length; at += 32_768) binary += String.fromCharCode(...bytes.subarray(at, at + 32_768))
    return btoa(binary)
  }
  const inside = (value: object): unknown => {
    const tag = Object.prototype.toString.call(value).slice(8, -1)
    if (ArrayBuffer.isView(value)) return { $: tag, bytes: base64(new Uint8Array(value.buffer, value.byteOffset, value.byteLength)) }
    if (value instanceof ArrayBuffer) return { $: 'ArrayBuffer', bytes: base64(new Uint8Array(value)) }
    if (value instanceof Date) return { $: 'Date', value: value.getTime() }
    if (value instanceof Map) return { $: 'Map', items: [...value].map(([key, item]) => [encode(key), encode(item)]) }
    if (value instanceof Set) return { $: 'Set', items: [...value].map(encode) }
    if (value instanceof Error) return { $: 'Error', name: value.name, message: value.message }
    if (Array.isArray(value)) return value.map(encode)
    if (tag !== 'Object') return refuse()
    return { $: 'Object', entries: Object.entries(value).map(([key, item]) => [key, encode(item)]) }
  }
  const encode = (value: unknown): unknown => {
    switch (typeof value) {
      case 'string':
      case 'boolean':
        return value
      case 'number':
        return Number.isFinite(value) && !Object.is(value, -0) ? value : { $: 'number', value: Object.is(value, -0) ? '-0' : String(value) }
      case 'bigint':
        return { $: 'bigint', value: String(value) }
      case 'undefined':
        return { $: 'undefined' }
      case 'object': {
        if (value === null) return null
        if (above.has(value)) return refuse()
        above.add(value)
        const encoded = inside(value)
        above.delete(value)
        return encoded
      }
      default:
        return refuse()
    }
  }
  return JSON.stringify(encode(root))
}

export function decodeClone(text: string): unknown {
  type Tagged = {
    readonly $: string
    readonly value: never
    readonly bytes: string
    readonly items: unknown[]
    readonly entries: [string, unknown][]
  } & Error
  const bytesOf = (base64: string) => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
  const views: Readonly<Record<string, new (buffer: ArrayBuffer) => ArrayBufferView>> = {
    Int8Array,
    Uint8Array,
    Uint8ClampedArray,
    Int16Array,
    Uint16Array,
    Int32Array,
    Uint32Array,
    Float32Array,
    Float64Array,
    BigInt64Array,
    BigUint64Array,
    DataView,
  }
  const decode = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value
    if (Array.isArray(value)) return value.map(decode)
    const tagged = value as Tagged
    switch (tagged.$) {
      case 'number':
        return Number(tagged.value)
      case 'bigint':
        return BigInt(tagged.value)
      case 'undefined':
        return undefined
      case 'Date':
        return new Date(tagged.value)
      case 'ArrayBuffer':
        return bytesOf(tagged.bytes).buffer
      case 'Map':
        return new Map(tagged.items.map((item) => decode(item) as [unknown, unknown]))
      case 'Set':
        return new Set(tagged.items.map(decode))
      case 'Error':
        return Object.assign(new Error(tagged.message), { name: tagged.name })
      case 'Object':
        return Object.fromEntries(tagged.entries.map(([key, item]) => [key, decode(item)]))
      default: {
        const View = views[tagged.$]
        if (View === undefined) throw new Error(`unknown kind of value: ${tagged.$}`)
        return new View(bytesOf(tagged.bytes).buffer)
      }
    }
  }
  return decode(JSON.parse(text))
}
