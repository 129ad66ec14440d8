import { expect, test } from 'vitest'
import type { UpdateView } from '#shared/contract'
import type { HostUpdates } from '../../../electron/core/host-updates.ts'
import { startCore } from '../../fakes/start-core.ts'

function hostUpdates() {
  let view: UpdateView = { state: 'ready', version: '2.0.0' }
  let tell = () => {}
  const busy: boolean[] = []
  const did: string[] = []
  const updates: HostUpdates = {
    view: () => view,
    onChange: (listener) => {
      tell = listener
      return () => {}
    },
    check: () => did.push('check'),
    install: () => did.push('install'),
    setBusy: (now) => {
      if (busy.at(-1) !== now) busy.push(now)
    },
  }
  const show = (next: UpdateView) => {
    view = next
    tell()
  }
  return { updates, busy, did, show }
}

test('a host that cannot replace itself offers no updates', async () => {
  const { snapshot } = await startCore()
  expect(snapshot().app.update).toEqual({ state: 'off' })
})

test('what the host knows of updates is shown as it changes', async () => {
  const host = hostUpdates()
  const { snapshot, until } = await startCore({ deps: { updates: host.updates } })
  expect(snapshot().app.update).toEqual({ state: 'ready', version: '2.0.0' })
  host.show({ state: 'downloading', version: '2.0.1', percent: 3 })
  await until('the download', ({ app }) => app.update.state === 'downloading')
})

test('while something is sent nothing is looked for and nothing installed, also when a page asks', async () => {
  const host = hostUpdates()
  const { call, until } = await startCore({ settings: { sourceId: 'test-pattern' }, deps: { updates: host.updates } })
  await until('a connection', ({ connection }) => connection.state === 'connected')
  expect(await call('app.checkForUpdate', null)).toMatchObject({ ok: true })
  expect(host.busy.at(-1)).toBe(false)
  await until('a start that is possible', ({ session }) => session.actions.streamStart.allowed)
  expect(await call('session.streamStart', null)).toMatchObject({ ok: true })
  await until('sending', ({ session }) => session.state === 'ready')
  expect(host.busy.at(-1)).toBe(true)
  for (const command of ['app.checkForUpdate', 'app.installUpdate'] as const)
    expect(await call(command, null)).toMatchObject({ ok: false, failure: { code: 'not-allowed', params: { reason: 'on-air' } } })
  expect(host.did).toEqual(['check'])
})
