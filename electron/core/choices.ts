import { firstScenes, type Scene } from '#shared/scenes'
import type { Settings, SettingsStore } from '../settings/port.ts'
import type { Timers } from '../timers.ts'

/** What is seen and heard, as it was chosen. */
export type Choices = Pick<Settings, 'sourceId' | 'cameraId' | 'scenes' | 'sceneId' | 'channels' | 'soundMemory'>

/** Done again to what is already changed, it changes nothing. */
export type Change = (choices: Choices) => Choices

/** Choices hold at once and are written a little later: while a finger drags they change many times a second. */
export type ChoicesStore = {
  readonly current: () => Choices
  readonly change: (change: Change) => void
  /** Writes what was changed. Where it cannot be written it holds for this run; the settings have said so in the log. */
  readonly write: () => Promise<void>
}

const writeAfterMs = 500

export function createChoices(settings: SettingsStore, timers: Timers): ChoicesStore {
  const { sourceId, cameraId, scenes, sceneId, channels, soundMemory } = settings.current()
  let choices: Choices = { sourceId, cameraId, scenes, sceneId, channels, soundMemory }
  /** Of the writing that is to come; null where all is written. */
  let cancelWriting: (() => void) | null = null

  async function write(): Promise<void> {
    if (cancelWriting === null) return
    cancelWriting()
    cancelWriting = null
    await settings.update(choices)
  }

  return {
    current: () => choices,
    change: (change) => {
      choices = change(choices)
      cancelWriting ??= timers.after(writeAfterMs, () => void write())
    },
    write,
  }
}

/** The scene in force. */
export const sceneOf = ({ scenes, sceneId }: Choices): Scene => {
  const scene = scenes.find(({ id }) => id === sceneId) ?? scenes[0] ?? firstScenes[0]
  if (scene === undefined) throw new Error('there is no scene')
  return scene
}
