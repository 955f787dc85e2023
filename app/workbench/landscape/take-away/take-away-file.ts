import type { Handler } from 'hono'
import { requireFresh } from '../../../people/fresh.ts'
import { signedIn } from '../../../people/people.ts'
import { forbidden, notFound } from '../../../platform/http/http.ts'
import { type Place, toSignIn } from '../../visit.tsx'
import { exportLandscape } from '../export-landscape.ts'
import { isWrittenFormat, nameOfWritten, type WrittenFormat, writeFormat } from '../formats/write-format.ts'

/** `GET /landscapes/:slug/export/:format` and `…/export.zip`: the whole landscape as a file, for stewards who showed lately that it is them. */
export function takeAwayHandler(place: Place, always?: WrittenFormat): Handler {
  return async (c) => {
    const person = signedIn(c)
    if (!person) return toSignIn(c)
    const format = always ?? c.req.param('format') ?? ''
    if (!isWrittenFormat(format)) throw notFound()
    const confirmFirst = requireFresh(c)
    if (confirmFirst) return confirmFirst
    const outcome = await exportLandscape(place.db, person, c.req.param('slug') ?? '')
    if (outcome.kind === 'not-found') throw notFound()
    if (outcome.kind === 'stewards-only') throw forbidden()
    const { bytes, type } = await writeFormat(outcome.drawn, format)
    return c.body(new Uint8Array(bytes), 200, {
      'Content-Type': type,
      'Content-Disposition': `attachment; filename="${nameOfWritten(outcome.slug, format)}"`,
      'Cache-Control': 'no-store',
    })
  }
}
