import type { SessionState, Snapshot } from '#shared/contract'
import type { Words } from './words/words.ts'

/** The tally light outside of the window. `working`: something is being started or ended. */
export const lamps = ['off', 'working', 'preview', 'live', 'rehearsal', 'trouble', 'unknown'] as const
export type Lamp = (typeof lamps)[number]

/** What of a snapshot the lamp needs. */
export type Lit = {
  readonly session: Pick<Snapshot['session'], 'state' | 'tally' | 'liveStartedAtMs'>
  readonly connection: Pick<Snapshot['connection'], 'environment'>
}

const ending: readonly SessionState[] = ['ending', 'ending-stuck', 'force-ending']
const starting: readonly SessionState[] = ['checking', 'connecting']

/** The core's own tally. A rehearsal never passes for real air, an end that was wanted never for trouble. */
export function readLamp({ session, connection }: Lit): Lamp {
  switch (session.tally.state) {
    case 'live':
      return connection.environment === 'rehearsal' ? 'rehearsal' : 'live'
    case 'trouble':
      return ending.includes(session.state) ? 'working' : 'trouble'
    case 'off':
      return starting.includes(session.state) ? 'working' : 'off'
    case 'preview':
    case 'unknown':
      return session.tally.state
  }
}

/** The word on the lamp, the same as in the window. */
export function lampWords(lit: Lit, words: Words): string {
  const { session, connection } = lit
  if (readLamp(lit) === 'working') return ending.includes(session.state) ? words.ending : words.starting
  return (connection.environment === 'rehearsal' ? words.rehearsalTally : words.tally)[session.tally.state]
}

/** When what is on air began, on this computer's clock in ms; null while nothing is. */
export function onAirSince(lit: Lit): number | null {
  const { state } = lit.session.tally
  return state === 'live' || state === 'trouble' ? lit.session.liveStartedAtMs : null
}

/** `1:02:05`, `12:05`. */
export function clockText(totalMs: number): string {
  const seconds = Math.max(0, Math.floor(totalMs / 1000))
  const two = (value: number) => String(value).padStart(2, '0')
  const hours = Math.floor(seconds / 3600)
  const minutes = Math.floor(seconds / 60) % 60
  return hours === 0 ? `${minutes}:${two(seconds % 60)}` : `${hours}:${two(minutes)}:${two(seconds % 60)}`
}

/** State and time on air, for whoever points at the icon. @param nowMs of the wall clock */
export function toolTip(lit: Lit, words: Words, nowMs: number): string {
  const since = onAirSince(lit)
  const time = since === null ? '' : ` ${clockText(nowMs - since)}`
  return `Tally: ${lampWords(lit, words)}${time}`
}
