import type { PageOffer, SourceView } from '#shared/contract'
import { err, ok, type Result } from '#shared/result'
import type { Logger } from '../../logging/port.ts'
import type { ProcessKeeper } from '../../processes/port.ts'
import type { FfmpegInUse } from '../ffmpeg/ffmpeg-in-use.ts'
import type { ProgramSettings, SourceList } from '../port.ts'
import type { ListedSources } from './ask-for-sources.ts'
import { listScreens } from './list-screens.ts'
import { listSources } from './list-sources.ts'
import type { Listed } from './listed.ts'
import { abilitiesOf, type SourceAbilities } from './source-abilities.ts'

export type ProgramSourcesDeps = {
  readonly ffmpeg: Pick<FfmpegInUse, 'binary'>
  readonly pages: () => readonly PageOffer[]
  readonly env: NodeJS.ProcessEnv
  readonly platform: NodeJS.Platform
  readonly keeper: ProcessKeeper
  readonly logger: Logger
}

export type ProgramSources = {
  /** Everything that can be chosen. */
  readonly list: () => Promise<SourceList>
  /** Only what this program asks for: to list devices takes a while on some systems, and encoders must be replaced quickly. */
  readonly listFor: (program: Pick<ProgramSettings, 'layers' | 'channels'>) => Promise<Result<ListedSources>>
  /** What opens sources, as it was found when they were last listed for a program. */
  readonly opener: () => { readonly path: string; readonly abilities: SourceAbilities }
}

const viewOf = ({ input: _, ...view }: Listed<unknown>): SourceView => view

/** What there is to show and to hear on this computer, and what opens it. */
export const createProgramSources = ({ ffmpeg, pages, ...system }: ProgramSourcesDeps): ProgramSources => {
  let opener: ReturnType<ProgramSources['opener']> | null = null

  return {
    list: async () => {
      const found = await ffmpeg.binary()
      const { pictures, cameras, microphones, failure } = await listSources({
        ...system,
        ffmpegPath: found.ok ? found.value.path : null,
        ddagrab: found.ok && abilitiesOf(found.value.can).ddagrab,
      })
      return {
        sources: [...pictures.map(viewOf), { id: 'test-pattern', label: 'Test pattern' }],
        cameras: cameras.map(viewOf),
        microphones: microphones.map(viewOf),
        failure,
      }
    },
    listFor: async ({ layers, channels }) => {
      const found = await ffmpeg.binary()
      if (!found.ok) return err(found.failure)
      const { path, can } = found.value
      opener = { path, abilities: abilitiesOf(can) }
      const lister = { ...system, ffmpegPath: path, ddagrab: opener.abilities.ddagrab }
      const ids = [...layers, ...channels].flatMap(({ source }) => ('id' in source ? [source] : []))
      const needsScreensAlone = ids.every(({ kind }) => kind === 'screen' || kind === 'page')
      if (!needsScreensAlone) return ok({ ...(await listSources(lister)), pages: pages() })
      const { screens, failure } = await listScreens(lister)
      return ok({ pictures: screens, cameras: [], microphones: [], pages: pages(), failure })
    },
    opener: () => {
      if (opener === null) throw new Error('sources are opened only after they were listed')
      return opener
    },
  }
}
