import { afterEach, beforeEach, expect, test } from 'vitest'
import type { CredentialsStore, StoredSecrets } from '../../../electron/credentials/port.ts'

const first = { mode: 'operator', apiKey: 'key-1', apiSecret: 'secret-1' } as const
const second = { mode: 'operator', apiKey: 'ключ "2"', apiSecret: '비밀 😀 \\ \n = / +' } as const
/** A member's are large: two tokens of a thousand characters each. */
const members: readonly StoredSecrets[] = [
  {
    mode: 'member',
    tokens: { accessToken: 'a'.repeat(1000), refreshToken: 'r', streamingToken: 's'.repeat(1000) },
    tokenUrl: { url: 'https://operator.test/token?for=me&key=~', header: { name: 'X-Key', value: '비밀 "1"' } },
  },
  { mode: 'member', tokens: null, tokenUrl: { url: 'https://operator.test/token', header: null } },
  { mode: 'member', tokens: { accessToken: 'a' }, tokenUrl: null },
]

/** What every home of secrets does. `open` gives an empty one. */
export function credentialsContract(open: () => Promise<CredentialsStore>): void {
  let store: CredentialsStore
  beforeEach(async () => {
    store = await open()
  })
  afterEach(() => store[Symbol.asyncDispose]())

  test('what was never saved is absent, and removing it is no failure', async () => {
    expect(await store.get('nobody')).toEqual({ ok: true, value: null })
    expect(await store.remove('nobody')).toEqual({ ok: true, value: undefined })
  })

  test('credentials come back as they were saved, each under its connection, the newest wins', async () => {
    await store.set('one', first)
    await store.set('연결 2', first)
    expect(await store.set('연결 2', second)).toEqual({ ok: true, value: undefined })
    expect(await Promise.all([store.get('one'), store.get('연결 2')])).toEqual([
      { ok: true, value: first },
      { ok: true, value: second },
    ])
  })

  test.each(members)('what lets a member in comes back whole (%#)', async (secrets) => {
    await store.set('one', secrets)
    expect(await store.get('one')).toEqual({ ok: true, value: secrets })
  })

  test('removed credentials are absent', async () => {
    await store.set('one', first)
    expect(await store.remove('one')).toEqual({ ok: true, value: undefined })
    expect(await store.get('one')).toEqual({ ok: true, value: null })
  })
}
