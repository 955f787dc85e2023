import type { Context, MiddlewareHandler } from 'hono'
import { signedIn } from '../../../people/people.ts'
import { collectSent } from '../../../platform/http/body.ts'
import { languageOf } from '../../../platform/http/request.ts'
import { type Place, visiting } from '../../visit.tsx'
import { CareFirst } from './care-check.ts'
import { careAnswer } from './care-page.tsx'
import type { HeldForm } from './held-form.tsx'

/** A form longer than this is not carried along; the browser still has it one step back. */
const mostBytes = 300_000

/**
 * Whatever form would put people and a boundary of class, politics or culture together before the care check was answered: its answer is
 * the check, which carries the form along and sends it on afterwards. Nothing typed is lost.
 */
export function careFirst(place: Place): MiddlewareHandler {
  return async (c, next) => {
    if (c.req.method !== 'POST') return next()
    const copy = isForm(c) ? c.req.raw.clone() : null
    await next()
    if (!(c.error instanceof CareFirst) || !signedIn(c)) return
    const url = new URL(c.req.url)
    const held: HeldForm | null = copy && {
      action: url.pathname + url.search,
      sent: collectSent(new URLSearchParams(await copy.text())),
    }
    const page = visiting(place, (c, visit) =>
      careAnswer(c, place, visit, { filled: { language: languageOf(c) }, held, tooLong: held === null, status: 422 }),
    )
    const answer = await page(c, async () => {})
    // not laid over the refusal: its headers are not those of this page
    c.res = undefined
    if (answer) c.res = answer
  }
}

function isForm(c: Context): boolean {
  const type = c.req.header('content-type') ?? ''
  return (
    type.startsWith('application/x-www-form-urlencoded') && Number(c.req.header('content-length') ?? 0) <= mostBytes
  )
}
