import type { App } from 'electron'
import { z } from 'zod'

/** What a second start hands over to the Tally that runs. */
const handOverSchema = z.object({ link: z.string().max(2000).nullable() })
type HandOver = z.output<typeof handOverSchema>

/**
 * Whether this is the only Tally on its data folder. Where another one runs, that is told of this start and its link.
 * The folder is that of `userData`, which is set before. The link goes as data: the system may reorder a command line on its way (Electron, app, “Event: 'second-instance'”).
 */
export const isOnlyStart = (app: Pick<App, 'requestSingleInstanceLock'>, link: string | null): boolean =>
  app.requestSingleInstanceLock({ link } satisfies HandOver)

export type Starts = {
  /** Calls back for every further start, and for what came before anybody listened. `link` null: somebody just started Tally once more. */
  readonly answer: (act: (link: string | null) => void) => void
}

/** Hears of links that macOS opens and of second starts, from the very beginning. */
export function takeStarts(app: Pick<App, 'on'>): Starts {
  let act: ((link: string | null) => void) | null = null
  let waiting: { readonly link: string | null } | null = null
  const take = (link: string | null) => {
    if (act === null) waiting = { link }
    else act(link)
  }
  app.on('open-url', (event, url) => {
    event.preventDefault()
    take(url)
  })
  app.on('second-instance', (_event, _argv, _folder, data) => {
    const handedOver = handOverSchema.safeParse(data)
    take(handedOver.success ? handedOver.data.link : null)
  })
  return {
    answer: (next) => {
      act = next
      if (waiting !== null) next(waiting.link)
      waiting = null
    },
  }
}
