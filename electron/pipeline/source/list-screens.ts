import { type Failure, failure } from '#shared/failure'
import type { Logger } from '../../logging/port.ts'
import type { ProcessKeeper } from '../../processes/port.ts'
import { spawnOwned } from '../../processes/spawn-owned.ts'
import { parseAvfoundationScreens } from './avfoundation-screens.ts'
import { readXScreens } from './read-x-screens.ts'
import { evenSize, type Screen } from './video-input.ts'

export type ScreenList = { readonly screens: readonly Screen[]; readonly failure: Failure | null }

export type ScreenListerDeps = {
  readonly platform: NodeJS.Platform
  readonly env: NodeJS.ProcessEnv
  /** Asked on macOS only, where ffmpeg itself knows the devices. Null: there is no usable ffmpeg. */
  readonly ffmpegPath: string | null
  readonly keeper: ProcessKeeper
  readonly logger: Logger
}

/** The screens that exist now; no picture is taken. Failure: `no-display`. */
export const listScreens = async (deps: ScreenListerDeps): Promise<ScreenList> => {
  switch (deps.platform) {
    case 'linux':
      return listXScreens(deps.env)
    case 'win32':
      return { screens: [{ id: 'screen:0', label: 'Desktop', input: { kind: 'gdigrab' } }], failure: null }
    case 'darwin':
      return listAvfoundation(deps)
    default:
      return { screens: [], failure: failure('no-display', { params: { display: '' }, detail: `no screen capture on ${deps.platform}` }) }
  }
}

const listXScreens = async (env: NodeJS.ProcessEnv): Promise<ScreenList> => {
  const answer = await readXScreens(env)
  if (!answer.ok) return { screens: [], failure: answer.failure }
  const { display } = answer.value
  const screens = answer.value.screens.map((size, index): Screen => {
    const [width, height] = [evenSize(size.width), evenSize(size.height)]
    const name = `${display.host ?? ''}:${display.display}.${index}`
    return {
      id: `screen:${index}`,
      label: answer.value.screens.length === 1 ? 'Screen' : `Screen ${index + 1}`,
      width,
      height,
      input: { kind: 'x11grab', display: name, x: 0, y: 0, width, height },
    }
  })
  return { screens, failure: null }
}

const listDeadlineMs = 5000

const listAvfoundation = async (deps: ScreenListerDeps): Promise<ScreenList> => {
  if (deps.ffmpegPath === null) return { screens: [], failure: failure('ffmpeg-missing') }
  // this listing always ends with an error: there is no device of an empty name
  const child = spawnOwned({
    what: 'screen list',
    command: deps.ffmpegPath,
    args: ['-hide_banner', '-f', 'avfoundation', '-list_devices', 'true', '-i', ''],
    stdio: ['ignore', 'ignore', 'pipe'],
    keeper: deps.keeper,
    logger: deps.logger,
  })
  const deadline = setTimeout(() => void child.stop([]), listDeadlineMs)
  await child.exited
  clearTimeout(deadline)
  const found = parseAvfoundationScreens(child.stderrTail())
  const screens = found.map(
    ({ deviceIndex, screen }): Screen => ({
      id: `screen:${screen}`,
      label: found.length === 1 ? 'Screen' : `Screen ${screen + 1}`,
      input: { kind: 'avfoundation', deviceIndex },
    }),
  )
  return { screens, failure: screens.length === 0 ? failure('no-display', { params: { display: '' }, detail: child.stderrTail() }) : null }
}
