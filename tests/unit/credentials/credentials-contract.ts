import { afterEach, beforeEach, expect, test } from 'vitest'
import type { CredentialsStore } from '../../../electron/credentials/port.ts'

const first = { apiKey: 'key-1', apiSecret: 'secret-1' }
const second = { apiKey: 'ключ "2"', apiSecret: '비밀 😀 \\ \n = / +' }

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

  test('removed credentials are absent', async () => {
    await store.set('one', first)
    expect(await store.remove('one')).toEqual({ ok: true, value: undefined })
    expect(await store.get('one')).toEqual({ ok: true, value: null })
  })
}
