/** What the process that holds keytar is asked, over its message channel only: never by argv or environment, which others can read. */
export type KeytarRequest = {
  readonly id: number
  readonly service: string
  readonly account: string
} & ({ readonly act: 'get' } | { readonly act: 'set'; readonly password: string } | { readonly act: 'remove' })

/** `value` is the password that `get` found, null where there is none. */
export type KeytarAnswer =
  | { readonly id: number; readonly ok: true; readonly value: string | null }
  | { readonly id: number; readonly ok: false; readonly message: string }
