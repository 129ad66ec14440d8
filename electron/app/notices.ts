import type { Snapshot, VerdictCode } from '#shared/contract'
import type { ShowWish } from '#shared/show'
import { type Lamp, readLamp } from './lamp.ts'

/** What is worth a message of the system to somebody who does not look at Tally. */
export type Notice =
  | { readonly kind: 'went-live' | 'rehearsal-live' | 'recording'; readonly title: string; readonly show: ShowWish }
  | {
      readonly kind: 'trouble'
      readonly code: VerdictCode
      readonly params: NonNullable<Snapshot['session']['verdict']['params']>
      readonly show: ShowWish
    }

export type NoticeMemory = {
  /** Null before the first look: what is so by then is no news. Not knowing, and trouble, do not end a broadcast. */
  readonly live: boolean | null
  readonly recorded: boolean
  /** The trouble that there is, since when, and whether it was told. */
  readonly trouble: { readonly code: VerdictCode; readonly sinceMs: number; readonly told: boolean } | null
  /** When a trouble was told last. */
  readonly toldMs: Partial<Readonly<Record<VerdictCode, number>>>
}

export const noMemory: NoticeMemory = { live: null, recorded: false, trouble: null, toldMs: {} }

export type NoticedSession = {
  readonly session: Pick<Snapshot['session'], 'state' | 'tally' | 'verdict' | 'room' | 'vod' | 'liveStartedAtMs'>
  readonly connection: Pick<Snapshot['connection'], 'environment'>
}

/** What needs a hand, and how long it has to last first, in ms: what heals by itself mostly has by then. */
const patienceMs: Partial<Readonly<Record<VerdictCode, number>>> = {
  failed: 0,
  'start-failed': 0,
  'key-in-use-elsewhere': 0,
  'service-refuses': 0,
  'archive-failed': 0,
  'picture-black': 0,
  'sound-silent': 0,
  'nothing-leaves': 5000,
  interrupted: 5000,
  'ending-stuck': 5000,
  reconnecting: 10_000,
  'not-reached': 10_000,
  'still-held': 10_000,
  'conversion-failed': 10_000,
}

/** The same trouble, come back within this time, is still the same. */
const sameTroubleMs = 60_000

export type NoticeStep = {
  readonly memory: NoticeMemory
  readonly notices: readonly Notice[]
  /** When to look again although nothing has changed; null: not at all. */
  readonly againMs: number | null
}

const tab = (name: 'health' | 'share' | 'setup'): ShowWish => ({ kind: 'tab', tab: name })

/** Whether the broadcast is on; null where the lamp does not tell. */
const isLive = (lamp: Lamp): boolean | null => (lamp === 'live' || lamp === 'rehearsal' ? true : lamp === 'off' || lamp === 'preview' ? false : null)

/** What there is to tell now. @param nowMs on a monotonic clock */
export function noticeStep(memory: NoticeMemory, now: NoticedSession, nowMs: number): NoticeStep {
  const { verdict, room, vod } = now.session
  const title = room?.title ?? ''
  const lamp = readLamp(now)
  const live = isLive(lamp)
  const recorded = vod?.state === 'ARCHIVED'
  const notices: Notice[] = []

  if (memory.live === false && live === true) {
    notices.push({ kind: lamp === 'rehearsal' ? 'rehearsal-live' : 'went-live', title, show: tab('health') })
  }
  if (memory.live !== null && recorded && !memory.recorded) notices.push({ kind: 'recording', title, show: tab('share') })

  const patience = patienceMs[verdict.code]
  const known = memory.trouble?.code === verdict.code ? memory.trouble : null
  const trouble =
    patience === undefined ? null : (known ?? { code: verdict.code, sinceMs: nowMs, told: isRecent(memory.toldMs[verdict.code], nowMs) })
  const waitMs = trouble === null || trouble.told || patience === undefined ? null : trouble.sinceMs + patience - nowMs
  const tells = trouble !== null && waitMs !== null && waitMs <= 0
  if (tells) notices.push({ kind: 'trouble', code: trouble.code, params: verdict.params ?? {}, show: tab('health') })

  return {
    memory: {
      // Before the first answer nothing is known, and so nothing is news.
      live: live ?? memory.live,
      recorded,
      trouble: tells ? { ...trouble, told: true } : trouble,
      toldMs: tells ? { ...memory.toldMs, [trouble.code]: nowMs } : memory.toldMs,
    },
    notices,
    againMs: tells || waitMs === null ? null : waitMs,
  }
}

const isRecent = (toldMs: number | undefined, nowMs: number): boolean => toldMs !== undefined && nowMs - toldMs < sameTroubleMs
