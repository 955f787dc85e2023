import type { MiddlewareHandler } from 'hono'
import type { Database } from '../../platform/db/database.ts'
import { keptInMemory } from '../../platform/kept-in-memory.ts'
import { type FindReading, offerReadings, type ToRead } from '../../ui/read-line.tsx'
import { listShown } from '../writing/writing-queries.ts'

/** Offers the screens of the workbench the chapter that belongs to each; asked for once, and again when something on the site changed. */
export function offerChapters(db: Database): MiddlewareHandler {
  const kept = keptInMemory<'chapters', Promise<Map<string, ToRead>>>()
  db.hear('site_changed', () => kept.clear())
  const find: FindReading = async (screen) => {
    const known = kept.get('chapters') ?? byScreen(db)
    kept.set('chapters', known)
    known.catch(() => kept.clear())
    return (await known).get(screen) ?? null
  }
  return (c, next) => {
    offerReadings(c, find)
    return next()
  }
}

async function byScreen(db: Database): Promise<Map<string, ToRead>> {
  const chapters = await db.as({ kind: 'nobody' }, (tx) => listShown(tx, { kind: 'chapter', limit: 200 }))
  return new Map(
    chapters.flatMap(({ screen, slug, title, language }) =>
      screen === null ? [] : [[screen, { href: `/handbook/${slug}`, title, language }] as const],
    ),
  )
}
