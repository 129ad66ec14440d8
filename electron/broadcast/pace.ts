import type { SessionFacts } from './facts.ts'
import { isReceiving } from './service-facts.ts'

/** How often to ask the service: often while media flows, a broadcast runs or something was asked for; else now and then. */
export function pace({ link, show, service }: Pick<SessionFacts, 'link' | 'show' | 'service'>): 'quick' | 'rest' {
  if (link !== 'off' && link !== 'failed') return 'quick'
  if (isReceiving(service.keyState)) return 'quick'
  return show === 'off' || show === 'done' || show === 'failed' ? 'rest' : 'quick'
}
