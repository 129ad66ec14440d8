/** What this browser remembers of being a source. */
export type PageMemory = {
  /** By which the core knows this page again. */
  readonly name: string
  readonly wasOn: (kind: string) => boolean
  readonly setOn: (kind: string, on: boolean) => void
}

const nameKey = 'tally-page-source'
const onKey = (kind: string) => `${nameKey}-${kind}`

type Storage = Pick<globalThis.Storage, 'getItem' | 'setItem' | 'removeItem'>

/**
 * The name of this page. A second page of the same browser, open at the same time, gets one of its own that nobody remembers.
 * @param claim whether nobody else uses this name now; held until the page is gone
 */
export async function rememberPage(storage: Storage, random: () => string, claim: (name: string) => Promise<boolean>): Promise<PageMemory> {
  const known = storage.getItem(nameKey)
  const name = known !== null && /^[a-z0-9]{6,40}$/.test(known) ? known : random()
  if (!(await claim(name))) return { name: random(), wasOn: () => false, setOn: () => {} }
  storage.setItem(nameKey, name)
  return {
    name,
    wasOn: (kind) => storage.getItem(onKey(kind)) !== null,
    setOn: (kind, on) => (on ? storage.setItem(onKey(kind), 'on') : storage.removeItem(onKey(kind))),
  }
}

/** A page that is loaded again still holds its name for a moment. */
const claimWithinMs = 1500

/** Holds a lock of the browser for as long as this page lives. */
export const claimName = (name: string): Promise<boolean> =>
  new Promise((resolve) => {
    const held = () => {
      resolve(true)
      return new Promise(() => {})
    }
    navigator.locks.request(`${nameKey}-${name}`, { signal: AbortSignal.timeout(claimWithinMs) }, held).catch(() => resolve(false))
  })

export const randomName = (): string => crypto.randomUUID().replaceAll('-', '').slice(0, 12)
