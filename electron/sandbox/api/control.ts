import type { FaultSwitches } from '../faults.ts'
import { refuse } from './errors.ts'
import { ok, type Route } from './route.ts'

/** Not part of FlipFlop Cloud: what testers use to make things go wrong, and to see what the ingest counted. */
export const controlRoutes = ({ faults, ingest }: { readonly faults: FaultSwitches; readonly ingest: () => object }): readonly Route[] => [
  { method: 'GET', path: '/__sandbox/faults', handle: () => ok(faults.read()) },
  {
    method: 'PUT',
    path: '/__sandbox/faults',
    handle: ({ body }) => (faults.set(body) ? ok(faults.read()) : refuse('INVALID_HTTP_MESSAGE_BODY')),
  },
  {
    method: 'DELETE',
    path: '/__sandbox/faults',
    handle: () => {
      faults.clear()
      return ok(faults.read())
    },
  },
  { method: 'GET', path: '/__sandbox/ingest', handle: () => ok(ingest()) },
]
