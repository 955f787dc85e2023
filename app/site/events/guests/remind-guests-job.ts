import { z } from 'zod'
import type { Tx } from '../../../platform/db/database.ts'
import { dayMs, dayOf, later } from '../../../platform/i18n/local-time.ts'
import { clockAt, momentOf } from '../../../platform/i18n/zone.ts'
import type { Job } from '../../../platform/jobs/job.ts'
import { findEvent } from '../event-queries.ts'
import { guestLetters } from './guest-letters.ts'
import { type DueTime, moveGuestsUp, remindGuests, timesToWriteTo } from './guest-queries.ts'
import { occasionAt } from './occasion.ts'

/**
 * Reminds whoever comes, and gives places to those who wait that became free while nobody was there to do it. That somebody was reminded
 * stands beside their answer, written with the letter: however often this runs, or stops halfway, nobody is reminded twice of one beginning.
 */
export const remindGuestsJob: Job<unknown> = {
  name: 'remind-guests',
  view: 'of nobody',
  work: z.unknown(),
  async run({ db, viewer, clock, log, stopping }) {
    const now = clock.now()
    const due = await db.as(viewer, (tx) => timesToWriteTo(tx, now))
    let reminded = 0
    for (const one of due) {
      if (stopping.aborted) break
      const moment = remindAt(one)
      const isDue = moment !== null && moment <= now
      if (!isDue && !one.hasRoom) continue
      // what the event says anybody may read; who comes to it stays in the database
      const occasion = await db.as({ kind: 'nobody' }, (tx) => occasionOf(tx, one))
      if (!occasion) continue
      const letters = {
        up: await guestLetters('up', occasion, now),
        reminder: await guestLetters('reminder', occasion, now),
      }
      reminded += await db.as(viewer, async (tx) => {
        if (one.hasRoom) await moveGuestsUp(tx, one, letters.up, now)
        return isDue ? remindGuests(tx, one, moment, letters.reminder, now) : 0
      })
    }
    if (reminded > 0) log(`${reminded} guests were reminded.`)
  },
}

async function occasionOf(tx: Tx, { slug, time }: DueTime) {
  const event = await findEvent(tx, slug)
  return event && occasionAt(tx, event, time)
}

/** The day before at nine in the morning, by the clock where it takes place; or an hour before. Null where nobody is reminded. */
function remindAt({ begins, zone, reminder }: Pick<DueTime, 'begins' | 'zone' | 'reminder'>): Date | null {
  if (reminder === 'none') return null
  if (reminder === 'hour') return new Date(begins.getTime() - 3_600_000)
  const dayBefore = later(dayOf(clockAt(zone, begins)), -dayMs)
  return momentOf(zone, `${dayBefore}T09:00`)
}
