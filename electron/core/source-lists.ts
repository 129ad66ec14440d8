import { basename } from 'node:path'
import type { SourceView } from '#shared/contract'
import type { Failure } from '#shared/failure'
import type { Pipeline, SourceList } from '../pipeline/port.ts'
import type { PageSources } from './page-sources.ts'
import { fileOf } from './scene-layers.ts'

export type ListName = 'sources' | 'cameras' | 'microphones'

/** What can be chosen, as the pipeline saw it last, and the pages that are there. */
export type SourceLists = {
  readonly of: (list: ListName) => readonly SourceView[]
  readonly failure: () => Failure | null
  readonly refresh: () => Promise<void>
  /** Chosen, but not to be had now; false as long as nobody has looked. A file is no device. */
  readonly lacks: (list: ListName, id: string) => boolean
  /** The same, after a second look where it is not there. */
  readonly has: (list: ListName, id: string) => Promise<boolean>
  /** What a person calls it. */
  readonly labelOf: (id: string) => string
}

export function createSourceLists(
  pipeline: Pick<Pipeline, 'listSources'>,
  pages: Pick<PageSources, 'of' | 'labelOf'>,
  onChange: () => void,
): SourceLists {
  let found: SourceList | null = null

  const of = (list: ListName) => [...(found?.[list] ?? []), ...pages.of(list)]
  const holds = (list: ListName, id: string) => of(list).some((source) => source.id === id)

  async function refresh(): Promise<void> {
    found = await pipeline.listSources()
    onChange()
  }

  return {
    of,
    failure: () => found?.failure ?? null,
    refresh,
    lacks: (list, id) => found !== null && fileOf(id) === null && !holds(list, id),
    has: async (list, id) => {
      if (!holds(list, id)) await refresh()
      return holds(list, id)
    },
    labelOf: (id) => {
      const path = fileOf(id)
      if (path !== null) return basename(path)
      return [...of('sources'), ...of('cameras'), ...of('microphones')].find((source) => source.id === id)?.label ?? pages.labelOf(id) ?? id
    },
  }
}
