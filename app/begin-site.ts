import { siteSeeds } from '../db/seeds/site.ts'
import { placeOfTheExample, readLogo, supportersOfTheExample } from '../db/seeds/site-behind.ts'
import { siteEvents } from '../db/seeds/site-events.ts'
import { siteGuests } from '../db/seeds/site-guests.ts'
import { siteMessages } from '../db/seeds/site-messages.ts'
import { siteChanges, siteEdition, siteNotes } from '../db/seeds/site-notes.ts'
import type { Clock } from './platform/clock.ts'
import type { Config } from './platform/config.ts'
import type { Database, Viewer } from './platform/db/database.ts'
import { uuidv7 } from './platform/uuid.ts'
import { keepPlace, listEveryPlace } from './site/contact/place-queries.ts'
import { bringMessages } from './site/discussion/bring-messages.ts'
import { bringEvents } from './site/events/bring-events.ts'
import { bringGuests } from './site/events/guests/bring-guests.ts'
import { bringEdition } from './site/handbook/closed/bring-edition.ts'
import { handbookWords } from './site/handbook/handbook-words.ts'
import { bringNotes } from './site/handbook/notes/bring-notes.ts'
import { linkPicturePainter } from './site/link-picture/paint-link-picture.ts'
import { keepPicture, sizesOfPainted } from './site/pictures/keep-picture.ts'
import { keepSupporter, listEverySupporter } from './site/supporters/supporter-queries.ts'
import { bringChanges, bringWritings } from './site/writing/bring-writings.ts'

interface SiteToBegin {
  db: Database
  clock: Clock
  config: Pick<Config, 'origin' | 'root'>
}

/**
 * Handbook with a closed edition, posts with what was said to them, pages, events and who is behind the site, to begin with. What stands
 * there already stays as it is, so that whoever was interrupted asks again. `who` edits the site.
 */
export async function beginSite({ db, clock, config: { origin, root } }: SiteToBegin, who: Viewer): Promise<void> {
  const day = clock.now().toISOString().slice(0, 10)
  const seeds = await siteSeeds(root, day)
  await db.as(who, (tx) => bringWritings(tx, clock, seeds))
  await beginSupporters({ db, clock, root }, who)
  // before anything is changed, so that there is something that changed since
  await bringEdition(db, who, { ...siteEdition(day), origin, untitled: handbookWords('en')('title_untold') })
  await db.as(who, async (tx) => {
    await bringNotes(tx, clock, siteNotes(day))
    await bringChanges(tx, siteChanges(day))
    await bringEvents(tx, clock, siteEvents(day))
    await bringMessages(tx, clock, siteMessages(day))
    for (const one of siteGuests()) await bringGuests(tx, clock, one)
    if ((await listEveryPlace(tx)).length === 0) await keepPlace(tx, { ...placeOfTheExample, id: uuidv7() })
  })
}

/** Who supports the example, with the logos that were drawn for it. */
async function beginSupporters(
  { db, clock, root }: Pick<SiteToBegin, 'db' | 'clock'> & { root: string },
  who: Viewer,
): Promise<void> {
  if ((await db.as(who, listEverySupporter)).length > 0) return
  const paint = linkPicturePainter()
  const painted = await Promise.all(
    supportersOfTheExample.map(async ({ logo, ...one }) => {
      const sizes = await sizesOfPainted({ light: await paint(await readLogo(root, logo)) })
      return { one, picture: { alt: logo.alt, fileName: logo.file, sizes } }
    }),
  )
  await db.as(who, async (tx) => {
    for (const { one, picture } of painted)
      await keepSupporter(tx, { ...one, id: uuidv7(), logo: await keepPicture(tx, clock, picture) })
  })
}
