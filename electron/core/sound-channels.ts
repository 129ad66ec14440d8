import type { SoundChannelView } from '#shared/contract'
import type { PictureLayer, SoundChannel, SoundSource } from '../pipeline/port.ts'
import { fileOf, isPage } from './scene-layers.ts'

/** How loud, how late and whether at all a source is heard, by its id; the newest last. */
export type SoundMemory = Readonly<Record<string, Omit<SoundChannelView, 'sourceId'>>>

/** So many sources are remembered; more would only grow the file. */
const rememberedSources = 100

const fresh = { levelDb: 0, muted: false, delayMs: 0 } as const

/** The channel of a source as it was set last. */
export const rememberedChannel = (memory: SoundMemory, sourceId: string): SoundChannelView => ({ sourceId, ...fresh, ...memory[sourceId] })

export function rememberSound(memory: SoundMemory, { sourceId, levelDb, muted, delayMs }: SoundChannelView): SoundMemory {
  const others = Object.entries(memory).filter(([id]) => id !== sourceId)
  return Object.fromEntries([...others, [sourceId, { levelDb, muted, delayMs }] as const].slice(-rememberedSources))
}

/** The chosen channels, and one for each file that is shown: a film brings its sound. */
export function channelsWith(chosen: readonly SoundChannelView[], layers: readonly PictureLayer[], memory: SoundMemory): readonly SoundChannelView[] {
  const ids = layers.flatMap(({ source }) => (source.kind === 'file' ? [`file:${source.path}`] : []))
  const further = [...new Set(ids)].filter((id) => !chosen.some(({ sourceId }) => sourceId === id))
  return [...chosen, ...further.map((id) => rememberedChannel(memory, id))]
}

function soundOf(id: string): SoundSource {
  const path = fileOf(id)
  if (path !== null) return { kind: 'file', path }
  if (id === 'tone') return { kind: 'tone' }
  if (isPage(id)) return { kind: 'page', id }
  return { kind: id === 'system' ? 'system' : 'microphone', id }
}

export const soundChannel = ({ sourceId, levelDb, muted, delayMs }: SoundChannelView): SoundChannel => ({
  source: soundOf(sourceId),
  levelDb,
  muted,
  delayMs,
})
