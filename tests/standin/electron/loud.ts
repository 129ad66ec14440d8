import { EventEmitter } from 'node:events'

/** The app uses something that the stand-in does not imitate: to be imitated, not to be worked around. */
export class NotImitated extends Error {
  constructor(what: string) {
    super(`the stand-in for Electron has no ${what}`)
    process.stderr.write(`${this.message}\n`)
  }
}

/** An object of which whatever it does not have throws, instead of being `undefined`. */
export function loud<T extends object>(name: string, target: T): T {
  return new Proxy(target, {
    get: (own, key) => {
      // `then` is asked for by whoever awaits it, the other one by whoever writes it down
      if (typeof key === 'string' && !(key in own) && key !== 'then' && key !== 'toJSON') throw new NotImitated(`${name}.${key}`)
      return Reflect.get(own, key, own)
    },
  })
}

/** Throws at an option that would change something in Electron and nothing here. */
export function onlyKnown(name: string, given: object, known: readonly string[]): void {
  for (const key of Object.keys(given)) if (!known.includes(key)) throw new NotImitated(`${name} option ${key}`)
}

type Listener = Parameters<EventEmitter['on']>[1]

/** An emitter that throws when somebody waits for an event that never comes. */
export class LoudEmitter extends EventEmitter {
  private readonly events: readonly string[]
  private readonly emitterName: string

  constructor(emitterName: string, events: readonly string[]) {
    super()
    this.emitterName = emitterName
    this.events = events
  }

  override on(event: string | symbol, listener: Listener): this {
    this.known(event)
    return super.on(event, listener)
  }

  override once(event: string | symbol, listener: Listener): this {
    this.known(event)
    return super.once(event, listener)
  }

  private known(event: string | symbol): void {
    if (typeof event === 'string' && !this.events.includes(event)) throw new NotImitated(`${this.emitterName} event ${event}`)
  }
}

/** An event whose default can be prevented (Electron, Event object). */
export const preventable = <T extends object>(facts: T): T & { readonly defaultPrevented: boolean; readonly preventDefault: () => void } => {
  let prevented = false
  return Object.defineProperties(
    {
      ...facts,
      preventDefault: () => {
        prevented = true
      },
    },
    { defaultPrevented: { get: () => prevented, enumerable: true } },
  ) as T & { readonly defaultPrevented: boolean; readonly preventDefault: () => void }
}
