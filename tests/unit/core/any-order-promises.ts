import { expect } from 'vitest'
import type { Snapshot } from '#shared/contract'
import { ok } from '#shared/result'
import { maskKey } from '../../../electron/broadcast/mask-key.ts'
import type { CallName } from '../../fakes/fake-cloud.ts'
import type { CoreOnFakes } from '../../fakes/start-core.ts'
import type { World } from './any-order-happenings.ts'

/** The longest way to the service and back that a sequence may ask for. */
const thereAndBackMs = 800
/** So old an answer may be that something is done by it. */
const freshMs = 10_000

/** What the light may say by the newest answer alone, written down once more from `qa-handles.md`. */
function lightBy({ connection, session: { room, streamKey, answeredAtMs } }: Snapshot, nowMs: number): RegExp {
  if (connection.state === 'none') return /^off$/
  if (connection.state !== 'connected') return /^unknown$/
  if (answeredAtMs === null || nowMs - answeredAtMs > freshMs) return /^unknown$/
  if (room?.state === 'LIVE' && streamKey?.state === 'ACTIVE_LIVE') return /^live$/
  if (room?.state === 'LIVE_INACTIVE' || streamKey?.state === 'ACTIVE_LIVE_PREP' || streamKey?.state === 'INACTIVE_LIVE') return /^trouble$/
  // On air for another room than the one chosen, or two answers from before and after a change.
  if (streamKey?.state === 'ACTIVE_LIVE') return /^(live|trouble|unknown)$/
  if (room?.state === 'LIVE') return /^unknown$/
  return streamKey?.state === 'ACTIVE' || streamKey?.state === 'ACTIVE_PREP' ? /^preview$/ : /^off$/
}

/** True at the service within the last ten seconds, or on its way to us then: nothing else may be told as known. */
function checkLight({ cloud, snapshot, clock }: CoreOnFakes): void {
  const now = snapshot()
  expect(now.session.tally.state, 'the light by the newest answer').toMatch(lightBy(now, clock.wallMs()))
  if (now.session.tally.state === 'unknown' || now.connection.state === 'none') return
  expect(cloud.lightsWithin(freshMs + 2 * thereAndBackMs), 'true a moment ago').toContain(now.session.tally.state)
}

const aboutTheRoom: readonly CallName[] = ['startRoom', 'endRoom', 'forceTerminate']
const aboutTheKey: readonly CallName[] = ['reissueKey', 'chooseProfile']

function checkRequests({ cloud }: CoreOnFakes): void {
  for (const { name, keyState, keyWas, roomId, roomState, othersUnderWay } of cloud.arrived.splice(0)) {
    if (!aboutTheRoom.includes(name) && !aboutTheKey.includes(name) && name !== 'createRoom') continue
    const twice = othersUnderWay.filter((other) => (aboutTheRoom.includes(other) && aboutTheRoom.includes(name)) || other === name)
    expect(twice, `${name} while another is under way`).toEqual([])
    if (name === 'startRoom' && (roomState === 'LIVE' || roomState === 'LIVE_INACTIVE'))
      expect(cloud.startedFromConsole, 'started twice').toContain(roomId)
    // Nobody can know what changes while the request travels; before an end the key is looked at once more.
    if (name === 'endRoom') expect(keyWas('INACTIVE_LIVE', thereAndBackMs), `a normal end while the key is ${keyState}`).toBe(true)
    if (name === 'reissueKey') expect(keyWas('INACTIVE', freshMs + 2 * thereAndBackMs), `a reissue while the key is ${keyState}`).toBe(true)
  }
}

/** What holds at every moment. */
export function checkWorld({ on, bugs }: World): void {
  expect(bugs, 'commands that threw').toEqual([])
  expect(on.objections, 'snapshots that should not be').toEqual([])
  expect(on.pipeline.overlapped, 'two starts of one thing at once').toBe(false)
  checkLight(on)
  checkRequests(on)
}

const settled = ['idle', 'ready', 'live', 'interrupted', 'done', 'failed']

/** What holds a while after everything has healed: it does not stand still in any step between, and counts with the key as it is now. */
export async function checkHealed(world: World): Promise<void> {
  const { on, answers } = world
  const { cloud, pipeline } = on
  checkWorld(world)
  expect(settled).toContain(on.session().state)
  if (on.snapshot().connection.state === 'connected') {
    expect(on.session().streamKey?.masked, 'the key that counts now').toBe(maskKey(cloud.streamKey))
    expect(on.hidden).toContain(cloud.streamKey)
    await on.until('a light that knows', ({ session }) => session.tally.state !== 'unknown')
  }
  expect(['off', 'publishing', 'stalled'], 'our connection does not hang').toContain(on.session().witnesses.sender)
  await Promise.all(answers)
  if (on.session().actions.streamStart.allowed) {
    expect(await on.call('session.streamStart', null)).toEqual(ok(null))
    await on.until('a stream can be started again', () => pipeline.publishing, 20_000)
  }
  if (pipeline.publishing) expect(pipeline.attempts.at(-1)?.streamKey, 'the key that is sent with').toBe(cloud.streamKey)
  await on.wait(1_000)
  checkWorld(world)
}
