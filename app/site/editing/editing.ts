import type { Context, Handler } from 'hono'
import { type Person, signedIn } from '../../people/people.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database, Tx } from '../../platform/db/database.ts'
import { forbidden, notFound } from '../../platform/http/http.ts'
import { languageOf } from '../../platform/http/request.ts'
import type { Language } from '../../platform/i18n/language.ts'
import { zoneHere } from '../../platform/i18n/zone.ts'
import { isUuid } from '../../platform/uuid.ts'
import { zoneOfTheSite } from '../site-clock-queries.ts'
import { mayEditTheSite } from '../writing/writing-policy.ts'
import { type EditedWriting, findEdited } from './editing-queries.ts'

/** What the pages of editors stand on. */
export interface EditingPlace {
  db: Database
  clock: Clock
}

/** An editor at work, in one transaction of theirs. */
export interface Editing {
  tx: Tx
  clock: Clock
  person: Person
  language: Language
  /** the time zone the site goes by, as an editor said it; null while nobody did */
  zone: string | null
}

/** An editor at work on one writing. */
export interface EditingOne extends Editing {
  writing: EditedWriting
}

/** Answers a request under `/writing`: asks the signed-out to sign in, and refuses whoever is no editor of the site. */
export function editing(place: EditingPlace, answer: (c: Context, editing: Editing) => Promise<Response>): Handler {
  return async (c) => {
    const person = signedIn(c)
    if (!person) {
      const url = new URL(c.req.url)
      const back = c.req.method === 'GET' ? url.pathname + url.search : '/writing'
      return c.redirect(`/sign-in?next=${encodeURIComponent(back)}`, 303)
    }
    return place.db.as({ kind: 'person', id: person.id }, async (tx) => {
      if (!(await mayEditTheSite(tx))) throw forbidden()
      return answer(c, { tx, clock: place.clock, person, language: languageOf(c), zone: await zoneOfTheSite(tx) })
    })
  }
}

/** The same under `/writing/:writing`. */
export function editingOne(
  place: EditingPlace,
  answer: (c: Context, editing: EditingOne) => Promise<Response>,
): Handler {
  return editing(place, async (c, one) => {
    const id = c.req.param('writing')
    const writing = isUuid(id) ? await findEdited(one.tx, id) : null
    if (!writing) throw notFound()
    return answer(c, { ...one, writing })
  })
}

/** The zone in which editors read when something was done: that of the site, or else of this machine. It always stands beside the hour. */
export function zoneToTell({ zone }: Pick<Editing, 'zone'>): string {
  return zone ?? zoneHere()
}

/** The address of a writing for its editors: `pathOf(writing, 'versions')`. */
export function pathOf({ id }: { id: string }, ...parts: string[]): string {
  return ['/writing', id, ...parts].join('/')
}
