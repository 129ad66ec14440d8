import { z } from 'zod'
import { type FaultSwitches, faultsSchema } from '../faults.ts'
import { type Webhooks, webhookBodySchema, webhookReport } from '../notices/webhooks.ts'
import { oneOfMany } from '../state/many-rooms.ts'
import { refuse } from './errors.ts'
import { type ApiContext, created, noContent, ok, type Route } from './route.ts'

type ControlContext = ApiContext & {
  readonly faults: FaultSwitches
  readonly ingest: () => object
  readonly webhooks: Webhooks
}

const seedBody = z.strictObject({ count: z.int().min(1).max(20_000), appUserId: z.string().optional() })

/** Not part of FlipFlop Cloud: what testers use to make things go wrong, and to see what the ingest counted. */
export const controlRoutes = ({ store, now, faults, ingest, webhooks }: ControlContext): readonly Route[] => [
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
  {
    method: 'POST',
    path: '/__sandbox/rooms',
    control: true,
    doc: {
      summary: 'Makes many rooms of all kinds, the same every time; nobody is told',
      body: seedBody,
      answer: [201, z.strictObject({ count: z.int() })],
      errors: ['MEMBER_NOT_FOUND'],
    },
    lock: () => 'many rooms',
    handle: ({ body }) => {
      const parsed = seedBody.safeParse(body)
      if (!parsed.success) return refuse('INVALID_HTTP_MESSAGE_BODY')
      const { count, appUserId } = parsed.data
      const member = store.read().members.find(({ state, ...one }) => state === 'ACTIVE' && (appUserId === undefined || one.appUserId === appUserId))
      if (member === undefined) return refuse('MEMBER_NOT_FOUND')
      const nowMs = Date.parse(now())
      const rooms = Array.from({ length: count }, (_, index) => oneOfMany(index, { id: store.newId(), memberId: member.id, nowMs }))
      store.commit({ rooms }, 'silently')
      return created({ count })
    },
  },
]
