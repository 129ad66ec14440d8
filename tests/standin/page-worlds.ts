import { decodeClone, encodeClone } from './clone-text.ts'

/** The name of the isolated world in which preload scripts run. */
export const isolatedWorld = 'Electron Isolated Context'
/** What that world, and no other, calls to reach the main process. */
export const upBinding = '__standInUp'
/** What the main process calls in that world. */
export const downFunction = '__standInDown'

/** What goes up from the isolated world, as `encodeClone` writes it. */
export type UpCall =
  | { readonly kind: 'send'; readonly channel: string; readonly args: readonly unknown[] }
  | { readonly kind: 'display-media'; readonly id: number; readonly video: boolean; readonly audio: boolean }

/** What comes down. */
export type DownCall =
  | { readonly kind: 'send'; readonly channel: string; readonly args: readonly unknown[] }
  | { readonly kind: 'display-media'; readonly id: number; readonly granted: boolean }

/** One of the two worlds of a page, joined to the other. */
type Joined = {
  /** Keeps functions under their places; each world knows the other’s first ones by number. */
  readonly keep: (...functions: readonly ((...args: never[]) => unknown)[]) => void
  readonly call: (place: number, ...args: readonly unknown[]) => unknown
}

/**
 * Functions of one world, callable from the other, at once and with an answer. Functions are proxied, all other values are copied (Electron, contextBridge,
 * “API”). Events on a target that both worlds hold, and nobody else, carry the calls: Chromium clones what an event carries for the world that reads it.
 * Promises, which the bridge takes too, are refused here.
 */
function joinWorlds(door: EventTarget, mine: string, theirs: string): Joined {
  type Packed =
    | { readonly kind: 'function'; readonly place: number }
    | { readonly kind: 'list'; readonly items: readonly Packed[] }
    | { readonly kind: 'object'; readonly entries: readonly (readonly [string, Packed])[] }
    | { readonly kind: 'value'; readonly value: unknown }
  type Answer = { readonly threw: string | null; readonly value: Packed }
  const kept: ((...args: never[]) => unknown)[] = []
  let answer: Answer | null = null

  const pack = (value: unknown): Packed => {
    if (typeof value === 'function') {
      const known = kept.indexOf(value as () => unknown)
      return { kind: 'function', place: known >= 0 ? known : kept.push(value as () => unknown) - 1 }
    }
    if (value instanceof Promise) throw new Error('the stand-in carries no promises over the contextBridge')
    if (Array.isArray(value)) return { kind: 'list', items: value.map(pack) }
    const isPlain = typeof value === 'object' && value !== null && Object.prototype.toString.call(value) === '[object Object]'
    return isPlain ? { kind: 'object', entries: Object.entries(value).map(([key, item]) => [key, pack(item)] as const) } : { kind: 'value', value }
  }
  const unpack = (packed: Packed): unknown => {
    switch (packed.kind) {
      case 'function':
        return (...args: readonly unknown[]) => call(packed.place, ...args)
      case 'list':
        return packed.items.map(unpack)
      case 'object':
        return Object.fromEntries(packed.entries.map(([key, item]) => [key, unpack(item)]))
      case 'value':
        return packed.value
    }
  }
  const call = (place: number, ...args: readonly unknown[]): unknown => {
    answer = null
    door.dispatchEvent(new CustomEvent(`${theirs} call`, { detail: { place, args: args.map(pack) } }))
    const given = answer as Answer | null
    if (given === null) throw new Error('the other world of the page does not answer')
    if (given.threw !== null) throw new Error(given.threw)
    return unpack(given.value)
  }
  const run = ({ place, args }: { readonly place: number; readonly args: readonly Packed[] }): Answer => {
    try {
      return { threw: null, value: pack(kept[place]?.(...(args.map(unpack) as never[]))) }
    } catch (error) {
      return { threw: error instanceof Error ? error.message : String(error), value: { kind: 'value', value: undefined } }
    }
  }
  door.addEventListener(`${mine} call`, (event) => {
    const given = run((event as CustomEvent).detail)
    door.dispatchEvent(new CustomEvent(`${theirs} answer`, { detail: given }))
  })
  door.addEventListener(`${mine} answer`, (event) => {
    answer = (event as CustomEvent).detail
  })
  return { keep: (...functions) => void kept.push(...functions), call }
}

/** The world of the page: gets what the preload exposes, and has every `getDisplayMedia` judged by the main process. */
function openMainWorld(meeting: string, join: typeof joinWorlds): void {
  const deepFrozen = <T>(value: T): T => {
    if (typeof value === 'object' && value !== null && !ArrayBuffer.isView(value)) Object.values(value).forEach(deepFrozen)
    return typeof value === 'object' && ArrayBuffer.isView(value) ? value : Object.freeze(value)
  }
  const meet = (event: Event) => {
    event.stopImmediatePropagation()
    const door = (event as MouseEvent).relatedTarget
    if (door === null) return
    const other = join(door, 'main', 'isolated')
    const waiting = new Map<number, (granted: boolean) => void>()
    let lastId = 0
    const expose = (key: string, api: unknown) => {
      if (Object.hasOwn(window, key)) throw new Error('Cannot bind an API on top of an existing property on the window object')
      Object.defineProperty(window, key, { value: deepFrozen(api), enumerable: true, writable: false, configurable: false })
    }
    const settle = (id: number, granted: boolean) => {
      waiting.get(id)?.(granted)
      waiting.delete(id)
    }
    other.keep(expose, settle)
    if (!('mediaDevices' in navigator)) return
    const native = navigator.mediaDevices.getDisplayMedia.bind(navigator.mediaDevices)
    navigator.mediaDevices.getDisplayMedia = async (options = {}) => {
      lastId += 1
      const id = lastId
      const granted = await new Promise<boolean>((resolve) => {
        waiting.set(id, resolve)
        other.call(0, id, options.video !== false, Boolean(options.audio))
      })
      if (!granted) throw new DOMException('Permission denied', 'NotAllowedError')
      return native(options)
    }
  }
  window.addEventListener(meeting, meet, { once: true })
}

/** The world of the preload script: a page's `require` of `electron` there, and the way to the main process. */
function openIsolatedWorld(
  meeting: string,
  names: { readonly up: string; readonly down: string },
  join: typeof joinWorlds,
  encode: typeof encodeClone,
  decode: typeof decodeClone,
  preload: (require: (name: string) => unknown, module: object, exports: object) => void,
): void {
  const door = new EventTarget()
  const listeners = new Map<string, ((event: unknown, ...args: readonly unknown[]) => void)[]>()
  const world = globalThis as unknown as Record<string, (text: string) => void>
  const up = (call: UpCall) => world[names.up]?.(encode(call))
  const main = join(door, 'isolated', 'main')
  main.keep((id: number, video: boolean, audio: boolean) => up({ kind: 'display-media', id, video, audio }))
  window.dispatchEvent(new MouseEvent(meeting, { relatedTarget: door }))

  const loud = <T extends object>(name: string, target: T): T =>
    new Proxy(target, {
      get: (own, key) => {
        if (typeof key === 'string' && !(key in own)) throw new Error(`the stand-in for Electron has no ${name}.${key}`)
        return Reflect.get(own, key)
      },
    })
  const ipcRenderer = loud('ipcRenderer', {
    send: (channel: string, ...args: readonly unknown[]) => up({ kind: 'send', channel, args }),
    on: (channel: string, listener: (event: unknown, ...args: readonly unknown[]) => void) =>
      void listeners.set(channel, [...(listeners.get(channel) ?? []), listener]),
    removeListener: (channel: string, listener: (event: unknown, ...args: readonly unknown[]) => void) =>
      void listeners.set(
        channel,
        (listeners.get(channel) ?? []).filter((known) => known !== listener),
      ),
  })
  const contextBridge = loud('contextBridge', { exposeInMainWorld: (key: string, api: unknown) => void main.call(0, key, api) })
  const electron = loud('electron', { ipcRenderer, contextBridge })
  Object.defineProperty(globalThis, names.down, {
    value: (text: string) => {
      const call = decode(text) as DownCall
      if (call.kind === 'display-media') main.call(1, call.id, call.granted)
      else for (const listener of listeners.get(call.channel) ?? []) listener({ sender: ipcRenderer, ports: [] }, ...call.args)
    },
  })
  const require = (name: string) => {
    if (name === 'electron') return electron
    throw new Error(`module not found: ${name}`)
  }
  const module = { exports: {} }
  preload(require, module, module.exports)
}

/**
 * The scripts of both worlds, to be run in this order before any script of a document. A preload script runs in the main frame alone, unless the window
 * asks for all frames (Electron, webPreferences, `nodeIntegrationInSubFrames`); its `require` knows `electron` (Electron, Process Sandboxing, “Preload scripts”).
 * @param meeting an event name that no page can guess
 */
export function worldScripts(meeting: string, preload: string | null, inSubFrames: boolean): { readonly main: string; readonly isolated: string } {
  // The first document of a new page is nobody's.
  const inside = (code: string) =>
    `if ((${inSubFrames} && window !== window.top) || (window === window.top && location.href !== 'about:blank')) { ${code} }`
  const names = JSON.stringify({ up: upBinding, down: downFunction })
  const script = `(require, module, exports) => {\n${preload ?? ''}\n}`
  return {
    main: inside(`(${openMainWorld})(${JSON.stringify(meeting)}, ${joinWorlds})`),
    isolated: inside(`(${openIsolatedWorld})(${JSON.stringify(meeting)}, ${names}, ${joinWorlds}, ${encodeClone}, ${decodeClone}, ${script})`),
  }
}
