import type { SoundChannelView } from '#shared/contract'
import { failure } from '#shared/failure'
import { err, ok, type Result } from '#shared/result'
import type { TimelineNote } from '../broadcast/timeline.ts'
import type { ApplyChoices } from './apply-choices.ts'
import type { Change, ChoicesStore } from './choices.ts'
import { rememberedChannel, rememberSound } from './sound-channels.ts'
import type { SourceLists } from './source-lists.ts'

export type ChooseSoundDeps = {
  readonly choices: ChoicesStore
  readonly lists: SourceLists
  readonly apply: ApplyChoices
  /** The channels that are, or would be, heard: with those of the files that are shown. */
  readonly channels: () => readonly SoundChannelView[]
  readonly inTurn: <T>(task: () => Promise<T>) => Promise<T>
  readonly tell: (note: TimelineNote) => void
}

/** What viewers hear. A source that is chosen again has the level and the delay that it had. */
export type ChooseSound = {
  /** The only one from now on; `silence` is none. */
  readonly setSound: (sourceId: string) => Promise<Result<null>>
  readonly addSound: (sourceId: string) => Promise<Result<null>>
  /** The sound of a file that is shown is muted instead. */
  readonly removeSound: (sourceId: string) => Promise<Result<null>>
  readonly setChannel: (change: SoundChange) => Promise<Result<null>>
}

export type SoundChange = Pick<SoundChannelView, 'sourceId'> & Partial<SoundChannelView>

export function createChooseSound({ choices, lists, apply, channels, inTurn, tell }: ChooseSoundDeps): ChooseSound {
  const unavailable = (sourceId: string) => err(failure('microphone-unavailable', { params: { sourceId } }))

  /** Whoever chooses a sound wants to hear it. */
  const channelOf = (sourceId: string): SoundChannelView => {
    const inUse = choices.current().channels.find((channel) => channel.sourceId === sourceId)
    return { ...(inUse ?? rememberedChannel(choices.current().soundMemory, sourceId)), muted: false }
  }

  /** Must run in turn. */
  async function choose(sourceId: string, change: Change): Promise<Result<null>> {
    const ids = () =>
      choices
        .current()
        .channels.map((channel) => channel.sourceId)
        .join('\n')
    const before = ids()
    const applied = await apply.attempt(change, false)
    if (applied.ok && before !== ids()) tell({ kind: 'action', code: 'sound-changed', params: { sourceId } })
    return applied
  }

  async function setSound(sourceId: string): Promise<Result<null>> {
    if (sourceId === 'silence') return choose(sourceId, (now) => ({ ...now, channels: [] }))
    if (!(await isThere(sourceId))) return unavailable(sourceId)
    const channel = channelOf(sourceId)
    return choose(sourceId, (now) => ({ ...now, channels: [channel] }))
  }

  async function addSound(sourceId: string): Promise<Result<null>> {
    if (!(await isThere(sourceId))) return unavailable(sourceId)
    const channel = channelOf(sourceId)
    const others = (all: readonly SoundChannelView[]) => all.filter((other) => other.sourceId !== sourceId)
    const isHeard = choices.current().channels.some((other) => other.sourceId === sourceId)
    return isHeard ? ok(null) : choose(sourceId, (now) => ({ ...now, channels: [...others(now.channels), channel] }))
  }

  const isThere = async (sourceId: string) => sourceId === 'tone' || lists.has('microphones', sourceId)

  async function removeSound(sourceId: string): Promise<Result<null>> {
    return choose(sourceId, (now) => ({ ...now, channels: now.channels.filter((channel) => channel.sourceId !== sourceId) }))
  }

  const comesWithPicture = (sourceId: string) =>
    channels().some((channel) => channel.sourceId === sourceId) && !choices.current().channels.some((channel) => channel.sourceId === sourceId)

  async function setChannel(change: SoundChange): Promise<Result<null>> {
    const channel = channels().find(({ sourceId }) => sourceId === change.sourceId)
    if (!channel) return unavailable(change.sourceId)
    const changed = { ...channel, ...change }
    return apply.steer((now) => ({
      ...now,
      channels: now.channels.map((other) => (other.sourceId === changed.sourceId ? changed : other)),
      soundMemory: rememberSound(now.soundMemory, changed),
    }))
  }

  return {
    setSound: (id) => inTurn(() => setSound(id)),
    addSound: (id) => inTurn(() => addSound(id)),
    removeSound: (id) => (comesWithPicture(id) ? setChannel({ sourceId: id, muted: true }) : inTurn(() => removeSound(id))),
    setChannel,
  }
}
