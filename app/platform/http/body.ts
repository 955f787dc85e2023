import type { Context, MiddlewareHandler } from 'hono'

/** Thrown while reading a request's body that is larger than allowed; `httpApp` answers it with 413. */
export class BodyTooLarge extends Error {
  readonly limit: number
  constructor(limit: number) {
    super(`The body of the request is larger than ${limit} bytes.`)
    this.limit = limit
  }
}

/** Thrown for a body that is not in the form it says it is; `httpApp` answers it with 400. */
export class BodyUnreadable extends Error {}

const limitKey = 'ecotone.body-limit'

/** Forms and JSON are never larger than this, in bytes. */
const ordinaryLimit = 1_000_000

/** No form of ours has more fields, counted with each value of a field that comes several times. */
const mostFields = 20_000

/**
 * Cuts every body off beyond its limit while it is being read, whatever its Content-Length says. The limit is the
 * ordinary one unless the route allowed more with `allowBody`.
 *
 * A form with files is read by its route as it arrives. Every other body has arrived before anything is asked of the database: pages read
 * their form inside a transaction, and whoever sends a letter now and then would hold one open, and a few of them all there are.
 */
export function limitBodies(): MiddlewareHandler {
  return async (c, next) => {
    const { raw } = c.req
    if (raw.body && raw.method !== 'GET' && raw.method !== 'HEAD') {
      const body = counted(c, raw.body)
      const withFiles = /^multipart\/form-data\b/i.test(c.req.header('content-type') ?? '')
      c.req.raw = new Request(raw, { body: withFiles ? body : await arrived(body), duplex: 'half' } as RequestInit)
    }
    await next()
  }
}

async function arrived(body: ReadableStream<Uint8Array>): Promise<ArrayBuffer> {
  try {
    return await new Response(body).arrayBuffer()
  } catch (cause) {
    throw cause instanceof BodyTooLarge ? cause : new BodyUnreadable('The body did not arrive whole.', { cause })
  }
}

/** For a route that takes files: allows bodies up to so many bytes. Put it before the handler. */
export function allowBody(bytes: number): MiddlewareHandler {
  return async (c, next) => {
    c.set(limitKey, bytes)
    await next()
  }
}

function bodyLimit(c: Context): number {
  return (c.get(limitKey) as number | undefined) ?? ordinaryLimit
}

function counted(c: Context, body: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
  const reader = body.getReader()
  const announced = Number(c.req.header('content-length') ?? 0)
  let seen = 0
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const limit = bodyLimit(c)
        if (announced > limit) throw new BodyTooLarge(limit)
        const { done, value } = await reader.read()
        if (done) return controller.close()
        seen += value.byteLength
        if (seen > limit) throw new BodyTooLarge(limit)
        controller.enqueue(value)
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  )
}

/** What a form sent, by field name: one value as text, several as a list. Files are read with `readUpload` instead. */
export type Sent = Record<string, string | string[]>

/**
 * Reads a form (`application/x-www-form-urlencoded`). Text only; NUL characters, which the database cannot keep, are
 * dropped, and line ends become `\n`. Throws `BodyUnreadable` for another kind of body, `BodyTooLarge` beyond the limit.
 */
export async function readForm(c: Context): Promise<Sent> {
  const type = c.req.header('content-type') ?? ''
  if (type && !type.startsWith('application/x-www-form-urlencoded')) {
    throw new BodyUnreadable(`A form was expected, but the body is "${type.slice(0, 80)}".`)
  }
  const text = await c.req.raw.text()
  // Counted before they are taken apart: that alone takes seconds for half a million of them.
  let fields = 1
  for (let at = text.indexOf('&'); at >= 0; at = text.indexOf('&', at + 1)) fields += 1
  if (fields > mostFields) throw tooManyFields()
  return collectSent(new URLSearchParams(text))
}

function tooManyFields(): BodyUnreadable {
  return new BodyUnreadable(`The form has more than ${mostFields} fields.`)
}

/** Collects name–value pairs; a name that comes twice holds a list. Throws `BodyUnreadable` beyond 20,000 of them. */
export function collectSent(pairs: Iterable<[string, string]>): Sent {
  const sent: Sent = Object.create(null) as Sent
  let fields = 0
  for (const [name, value] of pairs) {
    if (++fields > mostFields) throw tooManyFields()
    const before = sent[name]
    const now = cleaned(value)
    // Added to the list that is there: a new one for each value takes hours for the body of one request.
    if (before === undefined) sent[name] = now
    else if (typeof before === 'string') sent[name] = [before, now]
    else before.push(now)
  }
  return sent
}

/** One field as text, trimmed; empty if it was not sent. */
export function textOf(sent: Sent, name: string): string {
  const value = sent[name]
  return (Array.isArray(value) ? (value[0] ?? '') : (value ?? '')).trim()
}

/** Every value of one field. */
export function allOf(sent: Sent, name: string): string[] {
  const value = sent[name]
  return value === undefined ? [] : [value].flat()
}

/**
 * Reads a JSON body of at most the limit; NUL characters and halves of characters, which the database cannot keep, are dropped. Throws
 * `BodyUnreadable` when it is not JSON.
 */
export async function readJson(c: Context): Promise<unknown> {
  const text = await c.req.raw.text()
  try {
    return JSON.parse(text, (_, value: unknown) => (typeof value === 'string' ? storable(value) : value))
  } catch (cause) {
    throw new BodyUnreadable('The body is not JSON.', { cause })
  }
}

function cleaned(value: string): string {
  return storable(value).replace(/\r\n?/g, '\n')
}

function storable(value: string): string {
  return value.replaceAll('\0', '').toWellFormed()
}
