import type { CommandInput, CommandName, CommandOutput } from '#shared/contract'
import { ok, type Result } from '#shared/result'
import type { Session } from '../broadcast/session.ts'
import type { Program } from './program.ts'
import type { ChosenPictures } from './scene-layers.ts'
import { withoutUndefined } from './without-undefined.ts'

type ProgramCommand = Extract<CommandName, `program.${string}`>

export type ProgramCommandDeps = {
  readonly program: Program
  readonly session: Session
  /** Asks for what these sources need, where somebody has to be asked. */
  readonly permit: (sourceIds: readonly string[]) => Promise<void>
}

/** What a person can do to picture and sound. What is sent needs them: some of it has to wait, or is refused. */
export function createProgramCommands({ program, session, permit }: ProgramCommandDeps): {
  readonly [N in ProgramCommand]: (input: CommandInput<N>) => Promise<Result<CommandOutput<N>>>
} {
  async function choose(chosen: Partial<ChosenPictures>, set: () => Promise<Result<null>>): Promise<Result<null>> {
    const possible = session.check('selectSource')
    if (!possible.ok) return possible
    const closes = Object.values(chosen).includes('none') && program.leavesNothing(chosen)
    if (closes) session.cancelResume()
    const closable = closes ? session.check('selectConnection') : ok(null)
    if (!closable.ok) return closable
    await permit(Object.values(chosen))
    return set()
  }
  const hear = async (sourceId: string, set: () => Promise<Result<null>>): Promise<Result<null>> => {
    await permit([sourceId])
    return set()
  }

  return {
    'program.refreshSources': () => program.refreshSources(),
    'program.setSource': ({ sourceId }) => choose({ sourceId }, () => program.setSource(sourceId)),
    'program.setCamera': ({ sourceId }) => choose({ cameraId: sourceId }, () => program.setCamera(sourceId)),
    'program.setSound': ({ sound }) => hear(sound, () => program.setSound(sound)),
    'program.addSound': ({ sourceId }) => hear(sourceId, () => program.addSound(sourceId)),
    'program.removeSound': ({ sourceId }) => program.removeSound(sourceId),
    'program.setChannel': ({ sourceId, ...change }) => program.setChannel({ ...withoutUndefined(change), sourceId }),
    'program.setScene': ({ sceneId }) => program.setScene(sceneId),
    'program.findFile': (file) => program.findFile(file),
    'program.saveScene': (scene) => program.saveScene(scene),
    'program.removeScene': ({ sceneId }) => program.removeScene(sceneId),
    'program.setCameraPlace': (place) => program.setCameraPlace(withoutUndefined(place)),
    'program.setOrientation': async ({ orientation }) => {
      const possible = session.check('setOrientation')
      return possible.ok ? program.setOrientation(orientation) : possible
    },
    'program.setOutputMode': ({ outputMode }) => program.setOutputMode(outputMode),
    'program.setEncoding': (change) => program.setEncoding(withoutUndefined(change)),
    'program.listEncoders': async () => ok([...(await program.listEncoders())]),
    'program.chooseEncoding': () => program.chooseEncoding(),
    'program.useFfmpeg': ({ path }) => program.useFfmpeg(path),
    'program.openPreview': async () => {
      await permit(program.chosenSources())
      return program.openPreview()
    },
    'program.closePreview': async () => {
      session.cancelResume()
      // What is sent needs the program, exactly as it needs its connection.
      const possible = session.check('selectConnection')
      if (!possible.ok) return possible
      await program.closePreview()
      return ok(null)
    },
  }
}
