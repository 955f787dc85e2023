import type { Context, Handler } from 'hono'
import type { z } from 'zod'
import { type Person, signedIn } from '../people/people.ts'
import { readJson } from '../platform/http/body.ts'
import { problemDocument } from '../platform/http/http.ts'
import { factsOf } from '../platform/http/request.ts'

/** `more` goes into the problem document: what a program needs in order to do better. */
type Refusal = { kind: 'refused'; reason: string; value?: string | null; more?: Readonly<Record<string, unknown>> }
type Outcome = { kind: string } | Refusal

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

/**
 * The programs' side of one use case: JSON in, read with the schema the form is read with, the outcome of the use case as JSON out, and a
 * problem document (RFC 9457) when it was refused. Programs sign in like people, with a session.
 */
export function apiAnswer<Wish>(
  schema: z.ZodType<Wish>,
  work: (person: Person, wish: Wish, c: Context) => Promise<Outcome>,
): Handler {
  return async (c) => {
    const person = signedIn(c)
    if (!person) return problem(c, 403, 'Sign in first.')
    const sent = c.req.method === 'GET' || c.req.method === 'DELETE' ? {} : await readJson(c)
    const wish = schema.safeParse(sent)
    if (!wish.success) {
      const issue = wish.error.issues[0]
      return problem(c, 422, `${issue?.path.join('.') || 'body'}: ${issue?.message ?? 'not as expected'}`)
    }
    const outcome = await work(person, wish.data, c)
    if (!isRefusal(outcome)) return c.json(outcome)
    const detail = [outcome.reason, outcome.value].filter(Boolean).join(': ')
    return problem(c, statuses[outcome.reason] ?? 422, detail, outcome.more)
  }
}

function isRefusal(outcome: Outcome): outcome is Refusal {
  return outcome.kind === 'refused'
}

function problem(
  c: Context,
  status: 403 | 404 | 409 | 413 | 422 | 429,
  detail: string,
  more?: Refusal['more'],
): Response {
  return problemDocument(c, { status, requestId: factsOf(c).id }, detail, more)
}
