import { arrabidaCoast } from '../db/seeds/arrabida-coast.ts'
import { beginSite } from './begin-site.ts'
import { anybodySignedInEver } from './people/people-queries.ts'
import type { Auth } from './people/sessions/auth.ts'
import { letIn, signInLink } from './people/signing-in/sign-in.ts'
import type { Clock } from './platform/clock.ts'
import type { Config } from './platform/config.ts'
import type { Database } from './platform/db/database.ts'
import { importLandscape } from './workbench/landscape/import-landscape.ts'
import { landscapesOf } from './workbench/landscape/landscape.ts'
import { askForOpportunities } from './workbench/opportunities/ask-for-opportunities.ts'

export interface FirstStart {
  db: Database
  clock: Clock
  auth: Auth
  config: Pick<Config, 'firstConvener' | 'exampleLanguage' | 'origin' | 'root'>
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
  await beginSite({ db, clock, config }, { kind: 'person', id: convener.id })
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
