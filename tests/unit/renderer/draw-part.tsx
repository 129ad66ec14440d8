import type { ReactElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import type { Snapshot, Telemetry } from '#shared/contract'
import type { Bridge } from '../../../renderer/bridge.ts'
import { PageProvider } from '../../../renderer/page-context.tsx'

const bridge: Bridge = {
  call: async () => ({ ok: false, failure: { code: 'core-not-answering' } }),
  watch: () => () => {},
  connectionState: () => 'open',
  onConnectionState: () => () => {},
  upload: () => ({ send: async () => false, end: () => {} }),
  dispose: () => {},
}

/** One part of the page as it is first drawn for a snapshot and the newest numbers, with a core that answers. */
export function drawPart(part: ReactElement, snapshot: Snapshot, numbers: Telemetry | null = null): string {
  const state = { connection: 'open', snapshot, stale: false, refused: null } as const
  const store = { get: () => state, subscribe: () => () => {}, refuse: () => {}, dispose: () => {} }
  return renderToStaticMarkup(
    <PageProvider page={{ bridge, store, numbers: { get: () => numbers, subscribe: () => () => {} } }}>{part}</PageProvider>,
  )
}

/** What a person reads of it, and what only those hear who do not see the page. */
export const wordsOf = (html: string): string =>
  html
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
