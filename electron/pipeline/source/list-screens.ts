import { type Failure, failure } from '#shared/failure'
import type { Logger } from '../../logging/port.ts'
import type { ProcessKeeper } from '../../processes/port.ts'
import type { CaptureInput } from './capture-input.ts'
import { listAvfoundation } from './list-avfoundation.ts'
import { listMonitors } from './list-monitors.ts'
import type { Listed } from './listed.ts'
import { isXWayland, nameXScreens } from './name-x-screens.ts'
import { readXScreens } from './read-x-screens.ts'
import type { Screen } from './video-input.ts'

export type ScreenList = { readonly screens: readonly Listed<CaptureInput>[]; readonly failure: Failure | null }

export type ScreenListerDeps = {
  readonly platform: NodeJS.Platform
  readonly env: NodeJS.ProcessEnv
  /** Asked on macOS only, where ffmpeg itself knows the devices. Null: there is no usable ffmpeg. */
  readonly ffmpegPath: string | null
  /** Whether that ffmpeg has Desktop Duplication. Asked on Windows only. */
  readonly ddagrab: boolean
  readonly keeper: ProcessKeeper
  readonly logger: Logger
}

/** The screens that exist now; no picture is taken. Failures: `no-display`, `wayland-without-x`, `ffmpeg-missing`. */
export const listScreens = async (deps: ScreenListerDeps): Promise<ScreenList> => {
  switch (deps.platform) {
    case 'linux':
      return listXScreens(deps.env)
    case 'win32':
      return { screens: await listMonitors(deps), failure: null }
    case 'darwin':
      return judgeScreens(deps.ffmpegPath, deps.ffmpegPath === null ? null : await listAvfoundation(deps.ffmpegPath, deps))
    default:
      return { screens: [], failure: failure('no-display', { params: { display: '' }, detail: `no screen capture on ${deps.platform}` }) }
  }
}

export const listXScreens = async (env: NodeJS.ProcessEnv): Promise<ScreenList> => {
  const answer = await readXScreens(env)
  if (answer.ok) {
    const { display, screens } = answer.value
    return { screens: nameXScreens(display, screens, isXWayland(env, screens)), failure: null }
  }
  return { screens: [], failure: isWaylandAlone(env) ? { ...answer.failure, code: 'wayland-without-x' } : answer.failure }
}

/** A session that has no X display at all: its screens can be had through its portal only, which no ffmpeg knows. */
const isWaylandAlone = (env: NodeJS.ProcessEnv): boolean => !env.DISPLAY && (Boolean(env.WAYLAND_DISPLAY) || env.XDG_SESSION_TYPE === 'wayland')

/** What macOS answered about its screens; `answer` is null where nobody could be asked, or nobody answered. */
export const judgeScreens = (
  ffmpegPath: string | null,
  answer: { readonly screens: readonly Screen[]; readonly said: string } | null,
): ScreenList => {
  if (ffmpegPath === null) return { screens: [], failure: failure('ffmpeg-missing') }
  const screens = answer?.screens ?? []
  const none = failure('no-display', { params: { display: '' }, detail: answer?.said ?? 'no answer' })
  return { screens, failure: screens.length === 0 ? none : null }
}
