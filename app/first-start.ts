import { arrabidaCoast } from '../db/seeds/arrabida-coast.ts'
import { siteSeeds } from '../db/seeds/site.ts'
import { placeOfTheExample, supportersOfTheExample } from '../db/seeds/site-behind.ts'
import { siteEvents } from '../db/seeds/site-events.ts'
import { siteGuests } from '../db/seeds/site-guests.ts'
import { siteMessages } from '../db/seeds/site-messages.ts'
import { siteChanges, siteNotes } from '../db/seeds/site-notes.ts'
import { anybodySignedInEver } from './people/people-queries.ts'
import type { Auth } from './people/sessions/auth.ts'
import { letIn, signInLink } from './people/signing-in/sign-in.ts'
import type { Clock } from './platform/clock.ts'
import type { Config } from './platform/config.ts'
import type { Database } from './platform/db/database.ts'
import { uuidv7 } from './platform/uuid.ts'
import { keepPlace, listEveryPlace } from './site/contact/place-queries.ts'
import { bringMessages } from './site/discussion/bring-messages.ts'
import { bringEvents } from './site/events/bring-events.ts'
import { bringGuests } from './site/events/guests/bring-guests.ts'
import { bringNotes } from './site/handbook/notes/bring-notes.ts'
import { keepSupporter, listEverySupporter } from './site/supporters/supporter-queries.ts'
import { bringChanges, bringWritings } from './site/writing/bring-writings.ts'
import { importLandscape } from './workbench/landscape/import-landscape.ts'
import { landscapesOf } from './workbench/landscape/landscape.ts'
import { askForOpportunities } from './workbench/opportunities/ask-for-opportunities.ts'

export interface FirstStart {
  db: Database
  clock: Clock
  auth: Auth
  config: Pick<Config, 'firstConvener' | 'exampleLanguage' | 'root'>
  tell: (line: string) => void
}

/**
 * On an instance that nobody has entered yet: lets the first convener in, loads the example and the first texts of the site, asks for a first reading of it, and gives a
 * link that opens on it. Null once somebody has signed in. Killed half-way, the next start does what is missing.
 */
export async function firstStart({ db, clock, auth, config, tell }: FirstStart): Promise<{ link: string } | null> {
  if (await anybodySignedInEver(auth.kysely)) return null
  const convener = await letIn(auth, { email: config.firstConvener, name: null })
  const example = (await exampleOf(db, convener)) ?? (await loadExample({ db, clock, config, tell }, convener))
  await beginSite({ db, clock, config }, convener)
  const made = await signInLink(auth, config.firstConvener, `/landscapes/${example}/landscape`)
  return made.kind === 'made' ? { link: made.link } : null
}

async function exampleOf(db: Database, convener: { id: string }): Promise<string | null> {
  const landscapes = await db.as({ kind: 'person', id: convener.id }, landscapesOf)
  return landscapes.find(({ example }) => example)?.slug ?? null
}

async function loadExample(
  { db, clock, config, tell }: Pick<FirstStart, 'db' | 'clock' | 'config' | 'tell'>,
  convener: { id: string },
): Promise<string> {
  tell('Loading the example landscape')
  const drawn = arrabidaCoast({ day: clock.now().toISOString().slice(0, 10), language: config.exampleLanguage })
  const imported = await importLandscape(db, clock, convener, { drawn, example: true, why: 'example' })
  if (imported.kind === 'refused') throw new Error('The example landscape has nobody in it.')
  await askForOpportunities(db, clock, convener, { landscape: imported.slug })
  return imported.slug
}

/** Handbook, posts with what was said to them, pages and events to begin with; what stands there already stays as it is. */
async function beginSite(
  { db, clock, config }: Pick<FirstStart, 'db' | 'clock' | 'config'>,
  convener: { id: string },
): Promise<void> {
  const day = clock.now().toISOString().slice(0, 10)
  const seeds = await siteSeeds(config.root, day)
  await db.as({ kind: 'person', id: convener.id }, async (tx) => {
    await bringWritings(tx, clock, seeds)
    await bringNotes(tx, clock, siteNotes(day))
    await bringChanges(tx, siteChanges(day))
    await bringEvents(tx, clock, siteEvents(day))
    await bringMessages(tx, clock, siteMessages(day))
    for (const one of siteGuests()) await bringGuests(tx, clock, one)
    if ((await listEveryPlace(tx)).length === 0) await keepPlace(tx, { ...placeOfTheExample, id: uuidv7() })
    if ((await listEverySupporter(tx)).length > 0) return
    for (const one of supportersOfTheExample) await keepSupporter(tx, { ...one, id: uuidv7() })
  })
}
