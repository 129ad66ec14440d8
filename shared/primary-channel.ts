import type { SoundChannelView } from './contract/index.ts'

/** The sound that the one large mute button works: the person’s own voice where there is one, else the first. */
export const primaryChannel = (channels: readonly SoundChannelView[]): SoundChannelView | null =>
  channels.find(({ sourceId }) => sourceId.startsWith('mic:')) ?? channels[0] ?? null
