import type { SessionView } from '#shared/contract'

export type RecordingStage = 'waiting' | 'saving' | 'preparing' | 'playable' | 'not-here' | 'lost' | 'none'

/** How far the recording of the broadcast in the chosen room has come. */
export function recordingStage({ vod, state, report, room }: Pick<SessionView, 'vod' | 'state' | 'report' | 'room'>): RecordingStage {
  if (vod === null) return 'waiting'
  if (vod.playbackPath !== null) return 'playable'
  // A link that Tally may not fetch can still be handed on.
  if (vod.url !== null) return 'not-here'
  switch (vod.state) {
    case 'ARCHIVING':
      return 'saving'
    case 'ARCHIVED':
      return 'preparing'
    case 'FAILED_ARCHIVING':
      return 'lost'
    default: {
      const forced = report?.forced === true && report.roomId === room?.id
      return forced || state === 'done' ? 'none' : 'waiting'
    }
  }
}
