import { z } from 'zod'
import type { Job } from '../../../platform/jobs/job.ts'
import { forgetGuests } from './guest-queries.ts'

/** Deletes what guests answered a week after the event, and their names and addresses when its list says so. */
export const forgetGuestsJob: Job<unknown> = {
  name: 'forget-guests',
  view: 'of nobody',
  work: z.unknown(),
  async run({ db, viewer, clock, log }) {
    const gone = await db.as(viewer, (tx) => forgetGuests(tx, clock.now()))
    if (gone > 0) log(`${gone} guests were forgotten.`)
  },
}
