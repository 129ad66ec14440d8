import type { Core } from './core/port.ts'
import type { Logger } from './logging/port.ts'
import { readDeepLink } from './read-deep-link.ts'

/** Has the page show what a link is about. One that Tally does not know is noted and ignored; the log does not repeat what strangers write. */
export function showLink(core: Pick<Core, 'show'>, link: string | null, logger: Pick<Logger, 'info' | 'warn'>): void {
  if (link === null) return
  const wish = readDeepLink(link)
  if (wish === null) logger.warn('a link that Tally does not know was ignored', { length: link.length })
  else {
    logger.info('a link was followed', { kind: wish.kind })
    core.show(wish)
  }
}
