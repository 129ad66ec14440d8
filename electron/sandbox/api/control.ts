import { z } from 'zod'
import { type FaultSwitches, faultsSchema } from '../faults.ts'
import { type Webhooks, webhookBodySchema, webhookReport } from '../notices/webhooks.ts'
import { refuse } from './errors.ts'
import { noContent, ok, type Route } from './route.ts'

type ControlContext = { readonly faults: FaultSwitches; readonly ingest: () => object; readonly webhooks: Webhooks }

/** Not part of FlipFlop Cloud: what testers use to make things go wrong, and to see what the ingest counted. */
export const controlRoutes = ({ faults, ingest, webhooks }: ControlContext): readonly Route[] => [
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
  {
    method: 'GET',
    path: '/__sandbox/webhook',
    control: true,
    doc: { summary: 'The callback of the app, and its last deliveries', answer: [200, webhookReport] },
    handle: () => ok(webhooks.report()),
  },
  {
    method: 'PUT',
    path: '/__sandbox/webhook',
    control: true,
    doc: { summary: 'Sets the callback of the app', body: webhookBodySchema, answer: [200, webhookReport] },
    handle: ({ body }) => (webhooks.set(body) ? ok(webhooks.report()) : refuse('INVALID_HTTP_MESSAGE_BODY')),
  },
  {
    method: 'DELETE',
    path: '/__sandbox/webhook',
    control: true,
    doc: { summary: 'Forgets the callback and its deliveries', answer: [204, null] },
    handle: () => {
      webhooks.clear()
      return noContent
    },
  },
]
