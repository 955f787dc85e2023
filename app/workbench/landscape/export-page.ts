import type { Handler } from 'hono'
import { signedIn } from '../../people/people.ts'
import { forbidden, notFound } from '../../platform/http/http.ts'
import { type Place, toSignIn } from '../visit.tsx'
import { exportLandscape } from './export-landscape.ts'
import { writeFolder } from './formats/write-folder.ts'
import { zipFolder } from './formats/zip-folder.ts'

/** `GET /landscapes/:slug/export.zip`: the whole landscape in our folder format, for stewards. */
export function exportHandler(place: Place): Handler {
  return async (c) => {
    const person = signedIn(c)
    if (!person) return toSignIn(c)
    const outcome = await exportLandscape(place.db, person, c.req.param('slug') ?? '')
    if (outcome.kind === 'not-found') throw notFound()
    if (outcome.kind === 'stewards-only') throw forbidden()
    const bytes = await zipFolder(writeFolder(outcome.drawn))
    return c.body(new Uint8Array(bytes), 200, {
      'Content-Type': 'application/zip',
      'Content-Disposition': `attachment; filename="${outcome.slug}.zip"`,
      'Cache-Control': 'no-store',
    })
  }
}
