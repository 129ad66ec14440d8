import { z } from 'zod'
import { answers } from './answers.ts'
import { type ErrorCode, statusOf } from './errors.ts'
import { ok, type Route } from './route.ts'

type Json = Readonly<Record<string, unknown>>

/** Every route may answer these; those of what it takes come on top. */
const always: readonly ErrorCode[] = ['INTERNAL_SERVER_ERROR']
const atDoor: Readonly<Record<NonNullable<Route['access']>, readonly ErrorCode[]>> = {
  app: ['EMPTY_APP_CREDENTIALS', 'INVALID_APP_CREDENTIALS'],
  member: ['EMPTY_MEMBER_CREDENTIALS', 'INVALID_MEMBER_ACCESS_TOKEN', 'GUEST_NOT_ALLOWED'],
  open: [],
}

/** The route that serves the document of all routes, itself among them. */
export function withOpenApi(routes: readonly Route[]): readonly Route[] {
  const all: readonly Route[] = [
    ...routes,
    {
      method: 'GET',
      path: '/__sandbox/openapi.json',
      control: true,
      doc: { summary: 'This document', answer: [200, z.looseObject({})] },
      handle: () => ok(openApiOf(all)),
    },
  ]
  return all
}

/** OpenAPI 3.1 of the routes. */
export function openApiOf(routes: readonly Route[]): Json {
  const named = z.registry<{ id: string }>()
  for (const [id, schema] of Object.entries(answers)) named.add(schema, { id })
  const { schemas } = z.toJSONSchema(named, { uri: (id) => `#/components/schemas/${id}` })
  const paths: Record<string, Record<string, Json>> = {}
  for (const route of routes) {
    const path = route.path.replace(/:([A-Za-z]+)/g, '{$1}')
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(route) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'The local FlipFlop Cloud',
      version: '2',
      description: 'What Tally rehearses with. Below /__sandbox lies what FlipFlop Cloud does not have: controls for testers.',
    },
    paths,
    components: {
      securitySchemes: { app: { type: 'http', scheme: 'basic' }, member: { type: 'http', scheme: 'bearer' } },
      schemas: Object.fromEntries(Object.entries(schemas).map(([id, { $schema: _, $id: __, ...schema }]) => [id, schema])),
    },
  }
}

function operationOf({ path, access = 'app', doc, lock }: Route): Json {
  const { summary, query, body } = doc
  const parameters = [...pathParameters(path), ...(query === undefined ? [] : queryParameters(query))]
  return {
    summary,
    security: access === 'open' ? [] : [{ [access]: [] }],
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(body === undefined ? {} : { requestBody: { content: { 'application/json': { schema: schemaOf(body, 'input') } } } }),
    responses: responsesOf(doc, [
      ...always,
      ...atDoor[access],
      ...(body === undefined ? [] : (['INVALID_HTTP_MESSAGE_BODY'] as const)),
      ...(lock === undefined ? [] : (['REQUEST_LOCKED'] as const)),
      ...(doc.errors ?? []),
    ]),
  }
}

const pathParameters = (path: string): readonly Json[] =>
  [...path.matchAll(/:([A-Za-z]+)/g)].map(([, name]) => ({ name, in: 'path', required: true, schema: { type: 'string' } }))

const queryParameters = (query: z.ZodType): readonly Json[] =>
  Object.entries((schemaOf(query, 'input').properties ?? {}) as Json).map(([name, schema]) => ({ name, in: 'query', required: false, schema }))

function responsesOf({ answer: [status, body] }: Route['doc'], errors: readonly ErrorCode[]): Json {
  const success =
    body === null
      ? { description: 'Done' }
      : { description: 'Done', content: typeof body === 'string' ? { [body]: {} } : { 'application/json': { schema: schemaOf(body, 'output') } } }
  const byStatus = new Map<number, ErrorCode[]>()
  for (const code of errors) byStatus.set(statusOf(code), [...(byStatus.get(statusOf(code)) ?? []), code])
  const failures = [...byStatus].map(([failed, codes]) => [
    failed,
    { description: codes.join(', '), content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } } },
  ])
  return { [status]: success, ...Object.fromEntries(failures) }
}

/** A schema with the named ones by reference. */
function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...json } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      const name = Object.entries(answers).find(([, answer]) => (answer as unknown) === zodSchema)?.[0]
      if (name === undefined) return
      for (const key of Object.keys(jsonSchema)) delete jsonSchema[key as keyof typeof jsonSchema]
      jsonSchema.$ref = `#/components/schemas/${name}`
    },
  })
  return json
}
