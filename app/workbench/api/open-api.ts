import type { Hono } from 'hono'
import { z } from 'zod'
import type { Language } from '../../platform/i18n/language.ts'
import { routeOf, statusOf } from '../api-answer.ts'
import { apiWords } from './api-words.ts'

/** JSON Schema 2020-12, as OpenAPI 3.1 holds it. */
export type Schema = Readonly<Record<string, unknown>>

/** A route as programs are told of it. */
export interface ToldRoute {
  method: string
  /** with places as in OpenAPI: `/api/landscapes/{slug}` */
  path: string
  deed: string
  summary: string
  wish: Schema | null
  query: Schema | null
  answer: Schema
  refusals: readonly string[]
}

/**
 * Every route for programs, read off the application itself: whoever adds one has told of it by adding it. `untold` are those of which
 * nothing is told.
 */
export function toldRoutes(app: Hono, language: Language): { told: ToldRoute[]; untold: string[] } {
  const say = apiWords(language)
  const told: ToldRoute[] = []
  const untold: string[] = []
  for (const { method, path, handler } of app.routes) {
    if (method === 'ALL' || !path.startsWith('/api/') || path === documentPath) continue
    const route = routeOf(handler)
    if (!route) {
      untold.push(`${method} ${path}`)
      continue
    }
    told.push({
      method,
      path: path.replace(/:(\w+)/g, '{$1}'),
      deed: route.deed,
      summary: say(`deed_${route.deed}`),
      wish: route.wish ? schemaOf(route.wish, 'input') : null,
      query: route.query ? schemaOf(route.query, 'input') : null,
      answer: schemaOf(route.answer, 'output'),
      refusals: route.refusals,
    })
  }
  return { told, untold }
}

/** Where the document lies; it does not tell of itself. */
export const documentPath = '/api/openapi.json'

/** What is answered may grow: programs read what they know. A moment is written as text. */
function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Schema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    target: 'draft-2020-12',
    io,
    unrepresentable: 'any',
    override({ zodSchema, jsonSchema }) {
      if (zodSchema._zod.def.type === 'date') Object.assign(jsonSchema, { type: 'string', format: 'date-time' })
      if (io === 'output') delete jsonSchema.additionalProperties
    },
  })
  return rest
}

/** The document of all routes, after OpenAPI 3.1. */
export function openApi(routes: readonly ToldRoute[], about: { title: string; lead: string; origin: string }): Schema {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const route of routes) {
    const path = (paths[route.path] ??= placesOf(route.path))
    path[route.method.toLowerCase()] = operationOf(route)
  }
  return {
    openapi: '3.1.1',
    info: { title: about.title, version: '1', description: about.lead },
    servers: [{ url: about.origin }],
    security: [{ token: [] }, { session: [] }],
    paths,
    components: {
      securitySchemes,
      schemas: { Problem: problemSchema },
      responses: { Problem: { description: 'RFC 9457', content: { 'application/problem+json': { schema: problem } } } },
    },
  }
}

function placesOf(path: string): Record<string, unknown> {
  const places = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!)
  if (places.length === 0) return {}
  return { parameters: places.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } })) }
}

function operationOf({ deed, summary, wish, query, answer, refusals }: ToldRoute): Schema {
  const statuses = new Set(['401', '403', ...refusals.map((reason) => String(statusOf(reason)))])
  if (wish) for (const status of ['400', '413', '422']) statuses.add(status)
  if (query) statuses.add('422')
  const refused = [...statuses].toSorted().map((status) => [status, { $ref: '#/components/responses/Problem' }])
  return {
    operationId: deed,
    summary,
    ...(query && { parameters: fieldsOf(query).map(asParameter) }),
    ...(wish && { requestBody: { required: true, content: { 'application/json': { schema: wish } } } }),
    responses: {
      200: { description: summary, content: { 'application/json': { schema: answer } } },
      ...Object.fromEntries(refused),
    },
    'x-refusals': refusals,
  }
}

interface Field {
  name: string
  required: boolean
  schema: Schema
}

/** The fields of an object that is sent or said in the address. */
export function fieldsOf(schema: Schema): Field[] {
  const required = (schema['required'] ?? []) as string[]
  const properties = (schema['properties'] ?? {}) as Record<string, Schema>
  return Object.entries(properties).map(([name, of]) => ({ name, required: required.includes(name), schema: of }))
}

function asParameter({ name, required, schema }: Field): Schema {
  return { name, in: 'query', required, schema }
}

const problem = { $ref: '#/components/schemas/Problem' }
const problemSchema: Schema = {
  type: 'object',
  description: 'RFC 9457',
  required: ['type', 'title', 'status', 'instance'],
  properties: {
    type: { type: 'string', format: 'uri-reference' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    instance: { type: 'string' },
    reason: { type: 'string' },
    field: { type: 'string' },
  },
}

/** Programs bring the token of somebody they act for; pages of ours bring their session. */
const securitySchemes: Schema = {
  token: {
    type: 'http',
    scheme: 'bearer',
    description: 'GET asks for the scope read, all else for write, taking a whole landscape away for export.',
  },
  session: { type: 'apiKey', in: 'cookie', name: 'ecotone.session_token' },
}
