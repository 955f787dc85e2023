import type { Context, Handler } from 'hono'
import { z } from 'zod'
import { requireFresh } from '../people/fresh.ts'
import { type Person, programOf, signedIn } from '../people/people.ts'
import { readJson } from '../platform/http/body.ts'
import { problemDocument } from '../platform/http/http.ts'
import { factsOf } from '../platform/http/request.ts'
import type { ApiDeed } from './api/api-words.ts'

/** `more` goes into the problem document: what a program needs in order to do better. */
interface Refusal<Reason extends string> {
  kind: 'refused'
  reason: Reason
  value?: string | null | undefined
  more?: Readonly<Record<string, unknown>> | undefined
}

/** Statuses of refusals that are not simply "the values do not fit together". */
const statuses: Record<string, 403 | 404 | 409 | 413 | 429> = {
  'no-landscape': 404,
  'no-space': 404,
  'no-reading': 404,
  'unknown-opportunity': 404,
  'nothing-to-stop': 404,
  'not-allowed': 403,
  'not-yours': 403,
  'unknown-thing': 404,
  'unknown-deed': 404,
  'removed-meanwhile': 409,
  'changed-meanwhile': 409,
  'moved-meanwhile': 409,
  'too-large': 413,
  'too-many-cells': 413,
  'too-many-at-once': 429,
}

/** With which status a program is refused for this reason. */
export function statusOf(reason: string): 403 | 404 | 409 | 413 | 422 | 429 {
  return statuses[reason] ?? 422
}

/** What is told of a route to programs, and read by the route itself: nothing is said twice. */
export interface ApiRoute<Wish, Query, Answer, Reason extends string> {
  /** its name, under which the catalogues say what it does */
  deed: ApiDeed
  /** what is sent as JSON; without it the body is not read */
  wish?: z.ZodType<Wish>
  /** what is said in the address behind the question mark */
  query?: z.ZodType<Query>
  answer: z.ZodType<Answer>
  /** what a token must allow; without it reading what only asks, and writing all else */
  scope?: 'export'
  /** every reason for which it refuses, beyond a body that cannot be read */
  refusals: readonly Reason[]
}

type AnyRoute = ApiRoute<unknown, unknown, unknown, string>
const told = new WeakMap<object, AnyRoute>()

/** What is told of the route that this handler answers; null for one that nothing is told of. */
export function routeOf(handler: object): AnyRoute | null {
  return told.get(handler) ?? null
}

/**
 * The programs' side of one use case: JSON in, read with the schema that the route is described with, the outcome of the use case as JSON
 * out, and a problem document (RFC 9457) when it was refused. Programs bring the token of
 * somebody they act for; pages of ours their session.
 */
export function apiAnswer<Wish, Query, Answer extends { kind: string }, const Reason extends string>(
  route: ApiRoute<Wish, Query, Answer, Reason>,
  work: (
    person: Person,
    wish: NoInfer<Wish>,
    c: Context,
    query: NoInfer<Query>,
  ) => Promise<NoInfer<Answer> | Refusal<NoInfer<Reason>>>,
): Handler {
  const handler: Handler = async (c) => {
    const person = signedIn(c)
    if (!person) return problem(c, 403, 'Sign in first.', { reason: 'not-signed-in' })
    const tooFar = beyondReach(c, route.scope)
    if (tooFar) return tooFar
    const query = (route.query ?? z.unknown()).safeParse(c.req.query())
    if (!query.success) return unfit(c, query.error)
    const wish = (route.wish ?? z.unknown()).safeParse(route.wish ? await readJson(c) : undefined)
    if (!wish.success) return unfit(c, wish.error)
    const outcome = await work(person, wish.data as Wish, c, query.data as Query)
    if (!isRefusal(outcome)) return c.json(outcome)
    const { reason, value, more } = outcome
    return problem(c, statusOf(reason), [reason, value].filter(Boolean).join(': '), { reason, ...more })
  }
  told.set(handler, route)
  return handler
}

/** A program goes as far as its token says; a person takes a whole landscape away after a second look. */
function beyondReach(c: Context, always: 'export' | undefined): Response | null {
  const program = programOf(c)
  if (!program) return always === 'export' ? requireFresh(c) : null
  const scope = always ?? (c.req.method === 'GET' ? 'read' : 'write')
  if (program.scopes.includes(scope)) return null
  return problem(c, 403, `This token does not allow to ${scope}.`, { reason: 'scope-missing', scope })
}

function isRefusal<Reason extends string>(outcome: { kind: string } | Refusal<Reason>): outcome is Refusal<Reason> {
  return outcome.kind === 'refused'
}

/** Names the field that does not fit, and what would. */
function unfit(c: Context, error: z.ZodError): Response {
  const [issue] = error.issues
  const field = issue?.path.join('.') || 'body'
  return problem(c, 422, `${field}: ${issue?.message ?? 'not as expected'}`, { reason: 'not-as-described', field })
}

function problem(
  c: Context,
  status: ReturnType<typeof statusOf>,
  detail: string,
  more: { reason: string } & Record<string, unknown>,
): Response {
  // the page of routes says which of them refuses for this reason
  return problemDocument(c, { status, requestId: factsOf(c).id }, detail, { type: `/api#${more.reason}`, ...more })
}
