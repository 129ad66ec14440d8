import { ffmpeg } from './ffmpeg.ts'
import { sceneEditor } from './scene-editor.ts'
import { settings } from './settings.ts'

/** Texts of windows that are fetched when they are opened, and their texts with them. */
export const windows = { ffmpeg, sceneEditor, settings }
