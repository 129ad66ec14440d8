import { z } from 'zod'
import { type FaultSwitches, faultsSchema } from '../faults.ts'
import { refuse } from './errors.ts'
import { ok, type Route } from './route.ts'

type ControlContext = { readonly faults: FaultSwitches; readonly ingest: () => object }

/** Not part of FlipFlop Cloud: what testers use to make things go wrong, and to see what the ingest counted. */
export const controlRoutes = ({ faults, ingest }: ControlContext): readonly Route[] => [
  {
    method: 'GET',
    path: '/__sandbox/faults',
    control: true,
    doc: { summary: 'The faults that are on', answer: [200, faultsSchema] },
    handle: () => ok(faults.read()),
  },
  {
    method: 'PUT',
    path: '/__sandbox/faults',
    control: true,
    doc: { summary: 'Sets the faults that are named', body: faultsSchema.partial(), answer: [200, faultsSchema] },
    handle: ({ body }) => (faults.set(body) ? ok(faults.read()) : refuse('INVALID_HTTP_MESSAGE_BODY')),
  },
  {
    method: 'DELETE',
    path: '/__sandbox/faults',
    control: true,
    doc: { summary: 'Clears all faults', answer: [200, faultsSchema] },
    handle: () => {
      faults.clear()
      return ok(faults.read())
    },
  },
  {
    method: 'GET',
    path: '/__sandbox/ingest',
    control: true,
    doc: { summary: 'What the ingest has counted', answer: [200, z.looseObject({})] },
    handle: () => ok(ingest()),
  },
]
