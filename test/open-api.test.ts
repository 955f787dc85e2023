import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import { expect, test } from 'vitest'
import { routeOf } from '../app/workbench/api-answer.ts'
import { personId, smallCoast } from './security/small-coast.ts'
import { wholeProgram } from './security/whole-program.ts'

const { app, newcomer, nobody, bring, doTheJobs } = await wholeProgram()
const steward = await newcomer('steward@example.org', 'Steward')
const coast = await bring(steward, smallCoast('fictional', 'Coast'))

type Schema = Record<string, unknown>
interface Operation {
  operationId: string
  summary: string
  parameters?: { name: string; in: string; required: boolean; schema: Schema }[]
  requestBody?: { content: { 'application/json': { schema: Schema } } }
  responses: Record<
    string,
    { $ref?: string; description?: string; content?: { 'application/json': { schema: Schema } } }
  >
}
interface Document {
  openapi: string
  info: Schema
  paths: Record<string, Record<string, Operation> & { parameters?: { name: string; in: string; required: boolean }[] }>
  components: { schemas: { Problem: Schema } }
}

const document = JSON.parse((await nobody.see('/api/openapi.json')).text) as Document
const methods = ['get', 'post', 'put', 'delete'] as const
const operations = Object.entries(document.paths).flatMap(([path, item]) =>
  methods.flatMap((method) => (item[method] ? [{ method: method.toUpperCase(), path, of: item[method] }] : [])),
)

const ajv = new Ajv2020({ strict: true, strictRequired: false, allowUnionTypes: true })
// what a text looks like is told to programs, and read by the routes
for (const format of ['date', 'date-time', 'uuid', 'uri-reference']) ajv.addFormat(format, true)
const compiled = new Map<Schema, ValidateFunction>()
function holds(schema: Schema, value: unknown): string {
  const validate = compiled.get(schema) ?? ajv.compile(schema)
  compiled.set(schema, validate)
  return validate(value) ? '' : ajv.errorsText(validate.errors)
}

/** The shape of an OpenAPI 3.1 document, as far as this one uses it. */
const shape: Schema = {
  type: 'object',
  required: ['openapi', 'info', 'paths'],
  properties: {
    openapi: { type: 'string', pattern: '^3\\.1\\.\\d+$' },
    info: {
      type: 'object',
      required: ['title', 'version'],
      properties: { title: { type: 'string' }, version: { type: 'string' }, description: { type: 'string' } },
      additionalProperties: false,
    },
    servers: { type: 'array', items: { type: 'object', required: ['url'], properties: { url: { type: 'string' } } } },
    paths: {
      type: 'object',
      propertyNames: { pattern: '^/' },
      additionalProperties: {
        type: 'object',
        properties: {
          parameters: { type: 'array', items: { $ref: '#/$defs/parameter' } },
          ...Object.fromEntries(methods.map((method) => [method, { $ref: '#/$defs/operation' }])),
        },
        additionalProperties: false,
      },
    },
    security: { type: 'array', items: { type: 'object' } },
    components: {
      type: 'object',
      properties: { schemas: { type: 'object' }, responses: { type: 'object' }, securitySchemes: { type: 'object' } },
      additionalProperties: false,
    },
  },
  additionalProperties: false,
  $defs: {
    parameter: {
      type: 'object',
      required: ['name', 'in', 'schema'],
      properties: {
        name: { type: 'string' },
        in: { enum: ['query', 'path'] },
        required: { type: 'boolean' },
        schema: { type: 'object' },
      },
      additionalProperties: false,
      if: { properties: { in: { const: 'path' } } },
      // biome-ignore lint/suspicious/noThenProperty: a word of JSON Schema
      then: { required: ['required'], properties: { required: { const: true } } },
    },
    content: {
      type: 'object',
      minProperties: 1,
      propertyNames: { pattern: '^application/(problem\\+)?json$' },
      additionalProperties: {
        type: 'object',
        required: ['schema'],
        properties: { schema: { type: 'object' } },
        additionalProperties: false,
      },
    },
    operation: {
      type: 'object',
      required: ['operationId', 'summary', 'responses'],
      properties: {
        operationId: { type: 'string', pattern: '^[a-z_]+$' },
        summary: { type: 'string', minLength: 8 },
        parameters: { type: 'array', items: { $ref: '#/$defs/parameter' } },
        requestBody: {
          type: 'object',
          required: ['content'],
          properties: { required: { type: 'boolean' }, content: { $ref: '#/$defs/content' } },
          additionalProperties: false,
        },
        responses: {
          type: 'object',
          minProperties: 1,
          propertyNames: { pattern: '^[2-5][0-9]{2}$' },
          additionalProperties: {
            type: 'object',
            properties: {
              $ref: { const: '#/components/responses/Problem' },
              description: { type: 'string' },
              content: { $ref: '#/$defs/content' },
            },
            anyOf: [{ required: ['$ref'] }, { required: ['description'] }],
            additionalProperties: false,
          },
        },
      },
      patternProperties: { '^x-': {} },
      additionalProperties: false,
    },
  },
}

test('the document has the shape of OpenAPI 3.1, with one name for each route and every schema in order', () => {
  expect(holds(shape, document)).toBe('')
  const ids = operations.map(({ of }) => of.operationId)
  expect(new Set(ids).size).toBe(ids.length)
  for (const { path, of } of operations) {
    const places = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
    expect((document.paths[path]!.parameters ?? []).map(({ name }) => name)).toEqual(places)
    const schemas = [
      of.requestBody?.content['application/json'].schema,
      of.responses['200']!.content!['application/json'].schema,
      ...(of.parameters ?? []).map(({ schema }) => schema),
    ]
    for (const schema of schemas) if (schema) ajv.compile(schema)
  }
})

test('every route for programs is told of, and nothing else', () => {
  const routes = app.routes.filter(
    ({ method, path }) => method !== 'ALL' && path.startsWith('/api/') && path !== '/api/openapi.json',
  )
  const addressOf = ({ method, path }: { method: string; path: string }) => `${method} ${path}`
  // what only counts or slows down stands before the one that answers, at the same address
  const answered = new Set(routes.filter(({ handler }) => routeOf(handler) !== null).map(addressOf))
  const addresses = [...new Set(routes.map(addressOf))]
  const untold = addresses.filter((address) => !answered.has(address))
  expect(untold, 'give each a description: apiAnswer({ deed, … })').toEqual([])
  const told = operations.map(({ method, path }) => `${method} ${path.replace(/\{(\w+)\}/g, ':$1')}`)
  expect(told.toSorted()).toEqual(addresses.toSorted())
})

test.each(operations)(
  '$method $path answers at its address, with a problem for whoever is not signed in',
  async ({ method, path }) => {
    const at = path.replace(/\{\w+\}/g, 'x')
    const answer = await nobody.call(method, at, method === 'GET' || method === 'DELETE' ? undefined : {})
    expect(answer.status).toBe(403)
    expect(answer.headers.get('content-type')).toContain('application/problem+json')
    const problem = JSON.parse(answer.text) as Schema
    expect(holds(document.components.schemas.Problem, problem)).toBe('')
    expect(problem).toMatchObject({
      type: '/api#not-signed-in',
      title: 'Not allowed',
      status: 403,
      reason: 'not-signed-in',
    })
  },
)

const spoken: [string, string, unknown?][] = [
  ['GET', '/api/landscapes'],
  ['POST', '/api/landscapes', { name: 'Valley', considered: true }],
  ['GET', '/api/landscapes/{slug}'],
  ['POST', '/api/landscapes/{slug}/people', { people: [{ label: 'Zulmira', group: null }] }],
  ['POST', '/api/landscapes/{slug}/boundaries', { name: 'River', sides: ['north', 'south'] }],
  [
    'POST',
    '/api/landscapes/{slug}/ties',
    { ties: [{ one: personId('crews', 0), other: personId('school', 0), says: 'yes' }] },
  ],
  ['POST', '/api/landscapes/{slug}/drawing/practice', { values: { name: 'Choir', kind: 'network' } }],
  ['GET', '/api/landscapes/{slug}/drawing/practice/crews'],
  ['GET', '/api/landscapes/{slug}/history?kind=practices'],
  ['POST', '/api/landscapes/{slug}/readings', { size: 6 }],
  ['GET', '/api/landscapes/{slug}/opportunities'],
  ['GET', '/api/landscapes/{slug}/journal'],
  ['POST', '/api/landscapes/{slug}/what-if', { practices: ['crews', 'school'], size: 6 }],
  ['GET', '/api/landscapes/{slug}/spaces'],
  ['POST', '/api/landscapes/{slug}/spaces', { question: 'Who mends it?' }],
]

test('what routes answer is what the document says they answer', async () => {
  for (const [method, path, body] of spoken) {
    const answer = await steward.call(method, path.replace('{slug}', coast.slug), body)
    expect(answer.status, `${method} ${path} ${answer.text}`).toBe(200)
    if (path.endsWith('/readings')) await doTheJobs()
    const bare = path.split('?')[0]!.replace('/practice/crews', '/{kind}/{id}').replace('/practice', '/{kind}')
    const of = operations.find((one) => one.method === method && one.path === bare)!.of
    expect(
      holds(of.responses['200']!.content!['application/json'].schema, JSON.parse(answer.text)),
      `${method} ${path}`,
    ).toBe('')
    const wish = of.requestBody?.content['application/json'].schema
    if (wish) expect(holds(wish, body), `${method} ${path}`).toBe('')
  }
})

test('a problem names the field that does not fit, whether it was sent or said in the address', async () => {
  const sent = await steward.call('POST', `/api/landscapes/${coast.slug}/boundaries`, { name: 'River', sides: ['one'] })
  expect(JSON.parse(sent.text)).toMatchObject({ status: 422, type: '/api#not-as-described', field: 'sides' })
  const said = await steward.call('GET', `/api/landscapes/${coast.slug}?known=yesterday`)
  expect(JSON.parse(said.text)).toMatchObject({ status: 422, field: 'known' })
  const thing = await steward.call('POST', `/api/landscapes/${coast.slug}/drawing/practice`, {
    values: { name: '', kind: 'x' },
  })
  expect(JSON.parse(thing.text)).toMatchObject({
    status: 422,
    reason: 'not-understood',
    field: 'name',
    problems: { kind: 'not-offered' },
  })
})

test('the page of routes is read by anybody, in their language, and every reason that a problem leads to is on it', async () => {
  const { text, status } = await nobody.see('/api')
  expect(status).toBe(200)
  expect(text).not.toContain('<script')
  for (const { method, path, of } of operations) {
    expect(text).toContain(path)
    expect(text).toContain(`id="${of.operationId}"`)
    expect(text).toContain(method)
  }
  for (const reason of ['not-signed-in', 'not-as-described', 'changed-meanwhile', 'erased'])
    expect(text).toContain(`id="${reason}"`)
  const french = await nobody.ask('GET', '/api', { headers: { 'accept-language': 'fr' } })
  expect(french.text).toContain('Pour les programmes')
})
