import type { SessionView } from '#shared/contract'
import type { PipelineEvent } from '../pipeline/port.ts'
import type { TimelineNote } from './timeline.ts'

/** The part of a session's view that the timeline tells about. */
export type Told = {
  readonly streamKeyId: string | null
  readonly keyState: string | null
  /** Compared, never told. */
  readonly streamKey: string | null
  readonly profileId: string | null
  /** Somebody else sends with the key that we had been sending with. */
  readonly keyTaken: boolean
  readonly roomId: string | null
  readonly roomState: string | null
  readonly vodState: string | null
  readonly witnesses: SessionView['witnesses']
  readonly resumeRoomId: string | null
}

/** What to tell about the step from one moment to the next. The first sight of a key or a room is no change. */
export function followTimeline(before: Told, after: Told): readonly TimelineNote[] {
  return [
    ...serviceNotes(before, after),
    ...keyNotes(before, after),
    ...roomNotes(before, after),
    ...encoderNotes(before, after),
    ...senderNotes(before, after),
  ].concat(after.resumeRoomId !== null && after.resumeRoomId !== before.resumeRoomId ? [{ kind: 'note', code: 'resume-offered' }] : [])
}

function serviceNotes(before: Told, after: Told): readonly TimelineNote[] {
  const [from, to] = [before.witnesses.service, after.witnesses.service]
  if (from === 'answering' && to === 'silent') return [{ kind: 'trouble', code: 'service-silent' }]
  return from === 'silent' && to === 'answering' ? [{ kind: 'recovered', code: 'service-back' }] : []
}

function keyNotes(before: Told, after: Told): readonly TimelineNote[] {
  if (before.keyState === null || after.keyState === null || before.streamKeyId !== after.streamKeyId) return []
  const notes: TimelineNote[] = []
  if (before.keyState !== after.keyState) notes.push({ kind: 'state', code: 'key-state', params: { from: before.keyState, to: after.keyState } })
  if (before.streamKey !== after.streamKey) notes.push({ kind: 'note', code: 'key-reissued' })
  if (before.profileId !== after.profileId && after.profileId !== null) notes.push({ kind: 'note', code: 'profile-changed' })
  if (after.keyTaken && !before.keyTaken) notes.push({ kind: 'trouble', code: 'key-taken' })
  return notes
}

function roomNotes(before: Told, after: Told): readonly TimelineNote[] {
  if (before.roomId !== after.roomId || before.roomState === null || after.roomState === null) return []
  const notes: TimelineNote[] = []
  if (before.roomState !== after.roomState) {
    notes.push({ kind: 'state', code: 'room-state', params: { from: before.roomState, to: after.roomState } })
    if (before.roomState === 'SCHEDULED' && after.roomState === 'LIVE') notes.push({ kind: 'note', code: 'went-live' })
    if (after.roomState === 'ENDED') notes.push({ kind: 'note', code: 'ended' })
  }
  if (before.vodState !== after.vodState) {
    if (after.vodState === 'ARCHIVED') notes.push({ kind: 'note', code: 'vod-ready' })
    if (after.vodState === 'FAILED_ARCHIVING') notes.push({ kind: 'trouble', code: 'archive-failed' })
  }
  return notes
}

function encoderNotes(before: Told, after: Told): readonly TimelineNote[] {
  const [from, to] = [before.witnesses.encoder, after.witnesses.encoder]
  if (from === to) return []
  if (to === 'restarting') return [{ kind: 'trouble', code: 'encoder-restarting' }]
  if (to === 'failed') return [{ kind: 'trouble', code: 'encoder-failed' }]
  return to === 'running' && (from === 'restarting' || from === 'failed') ? [{ kind: 'recovered', code: 'encoder-back' }] : []
}

function senderNotes(before: Told, after: Told): readonly TimelineNote[] {
  const [from, to] = [before.witnesses.sender, after.witnesses.sender]
  if (from === to) return []
  if (to === 'stalled') return [{ kind: 'trouble', code: 'sender-stalled' }]
  if (to === 'reconnecting') return [{ kind: 'trouble', code: 'sender-lost' }]
  if (to !== 'publishing') return []
  if (from === 'reconnecting' || from === 'stalled') return [{ kind: 'recovered', code: 'sender-back' }]
  return [{ kind: 'note', code: 'stream-started' }]
}

/** The picture was made poorer for a slow connection, or better again. */
export const bitrateNote = ({ state, toKbps }: Extract<PipelineEvent, { readonly type: 'bitrate' }>): TimelineNote =>
  state === 'lowered'
    ? { kind: 'trouble', code: 'bitrate-lowered', params: { kbps: toKbps } }
    : { kind: 'recovered', code: 'bitrate-raised', params: { kbps: toKbps } }
