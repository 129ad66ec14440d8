import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createFaultSwitches } from '../../../electron/sandbox/faults.ts'
import { createEventHub } from '../../../electron/sandbox/notices/event-hub.ts'
import type { StreamKeyState } from '../../../shared/states.ts'
import { listenToEvents } from '../../rig/event-listener.ts'
import { until } from '../../rig/until.ts'
import { bearer, serveInMemory } from './api-in-memory.ts'
import { only } from './sample-state.ts'

describe('server-sent events', () => {
  let served: ReturnType<typeof serveInMemory>
  let url: string
  beforeEach(async () => {
    served = serveInMemory()
    url = `${await served.listen()}/v2/members/me/event-sources`
  })
  afterEach(() => served.close())

  const faults = (body: object) => served.call('PUT', '/__sandbox/faults', body)
  const keyIs = (streamKeyState: StreamKeyState) => served.store.commit({ streamKeys: [{ ...only(served.db().streamKeys), streamKeyState }] })
  const says = (state: string) => (event: { readonly data: Record<string, unknown> }) =>
    (event.data.customData as { streamKeyState?: string; videoRoomState?: string }).streamKeyState === state ||
    (event.data.customData as { videoRoomState?: string }).videoRoomState === state
  const states = (listener: Awaited<ReturnType<typeof listenToEvents>>) =>
    listener.events().map(({ data }) => (data.customData as { streamKeyState: string }).streamKeyState)

  it('go to the member alone, and go on where the last one stopped', async () => {
    await served.call('POST', '/v2/apps/me/members', { appUserId: 'anna' })
    const anna = served.db().members.find(({ appUserId }) => appUserId === 'anna')?.id
    using other = await listenToEvents(url, `access-${anna}`)
    const first = await listenToEvents(url, 'access-1003')
    keyIs('ACTIVE_PREP')
    const event = await first.hears('ACTIVE_PREP', says('ACTIVE_PREP'))
    expect(event.data.messageId).toBe(event.id)
    first[Symbol.dispose]()
    keyIs('ACTIVE')
    keyIs('ACTIVE_LIVE')
    using again = await listenToEvents(`${url}?Last-Event-ID=${event.id}`, 'access-1003')
    keyIs('INACTIVE_LIVE')
    await again.hears('INACTIVE_LIVE', says('INACTIVE_LIVE'))
    expect(states(again)).toEqual(['ACTIVE', 'ACTIVE_LIVE', 'INACTIVE_LIVE'])
    using fresh = await listenToEvents(url, 'access-1003')
    keyIs('INACTIVE')
    await fresh.hears('INACTIVE', says('INACTIVE'))
    expect([states(fresh), states(other)]).toEqual([['INACTIVE'], []])
  })

  it('tell about a room once its channel is joined', async () => {
    using listener = await listenToEvents(url, 'access-1003')
    const channel = '/v2/members/me/video-rooms/1005/channel'
    const roomIs = (videoRoomState: 'LIVE' | 'LIVE_INACTIVE' | 'ENDED') =>
      served.store.commit({ rooms: [{ ...only(served.db().rooms), videoRoomState }] })
    roomIs('LIVE')
    expect(await served.call('POST', `${channel}/join`, undefined, bearer('access-1003'))).toEqual([204, null])
    expect(await served.call('GET', channel, undefined, bearer('access-1003'))).toMatchObject([200, { id: 1005, channelState: 'OPENED' }])
    roomIs('LIVE_INACTIVE')
    await listener.hears('LIVE_INACTIVE', says('LIVE_INACTIVE'))
    await served.call('POST', `${channel}/leave`, undefined, bearer('access-1003'))
    roomIs('ENDED')
    keyIs('ACTIVE')
    await listener.hears('the key', says('ACTIVE'))
    expect(listener.events()).toHaveLength(2)
  })

  it('beat while nothing happens, fall silent and are cut on demand', async () => {
    await faults({ eventsHeartbeatMs: 20 })
    using listener = await listenToEvents(url, 'access-1003')
    await until('heartbeats', () => listener.heartbeats() >= 3)
    await faults({ eventsSilent: true })
    keyIs('ACTIVE_PREP')
    await faults({ eventsSilent: false })
    keyIs('ACTIVE')
    await listener.hears('the next one', says('ACTIVE'))
    expect(states(listener)).toEqual(['ACTIVE'])
    await faults({ eventsCut: true })
    await until('the cut', () => listener.ended() === 'cut')
  })

  it('end when the token expires', async () => {
    const wallMs = Date.now
    const hub = createEventHub({ faults: createFaultSwitches(), wallMs })
    const server = createServer((_request, out) => hub.listen({ memberId: 1, untilMs: wallMs() + 100 }, undefined, out)).listen(0, '127.0.0.1')
    await until('the server', () => server.listening)
    using listener = await listenToEvents(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, 'any')
    await until('the first heartbeat', () => listener.heartbeats() === 1)
    await until('the end', () => listener.ended() === 'closed')
    server.close()
  })

  it.each([
    ['the tokens are revoked', () => served.hub.hangUp()],
    ['the member is deleted', () => served.call('DELETE', '/v2/apps/me/members/creator')],
  ])('end when %s', async (_what, act) => {
    using listener = await listenToEvents(url, 'access-1003')
    await act()
    await until('the end', () => listener.ended() === 'closed')
  })
})
