import type { Context, Handler } from 'hono'
import { signedIn } from '../../people/people.ts'
import type { Database } from '../../platform/db/database.ts'
import { notFound } from '../../platform/http/http.ts'
import { pictureBytes } from './pictures-queries.ts'

/**
 * `GET /pictures/:file`: one size of a picture by the hash of its bytes, as AVIF where the browser takes it and as WebP elsewhere. What anybody may
 * see is kept for a year; what only editors see is asked for again each time.
 */
export function sendPicture(db: Database): Handler {
  return async (c) => {
    const hash = c.req.param('file') ?? ''
    if (!/^[0-9a-f]{64}$/.test(hash)) throw notFound()
    const form = takesAvif(c) ? 'avif' : 'webp'
    const forAnybody = await db.as({ kind: 'nobody' }, (tx) => pictureBytes(tx, hash, form))
    const person = forAnybody ? null : signedIn(c)
    const bytes = person
      ? await db.as({ kind: 'person', id: person.id }, (tx) => pictureBytes(tx, hash, form))
      : forAnybody
    if (!bytes) throw notFound()
    const etag = `"${hash.slice(0, 32)}-${form}"`
    const headers = {
      ETag: etag,
      'Cache-Control': forAnybody ? 'public, max-age=31536000, immutable' : 'private, no-cache',
      Vary: forAnybody ? 'Accept' : 'Accept, Cookie',
    }
    if (c.req.header('if-none-match') === etag) return c.body(null, 304, headers)
    return c.body(new Uint8Array(bytes), 200, { ...headers, 'Content-Type': `image/${form}` })
  }
}

function takesAvif(c: Context): boolean {
  return /\bimage\/avif\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))/.test(c.req.header('accept') ?? '')
}
