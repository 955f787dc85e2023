import { z } from 'zod'
import type { Job } from '../../platform/jobs/job.ts'
import { forgetOldUploads, forgetUntold } from './forgetting-queries.ts'

/**
 * The clock of those who were never told: whoever was named in a landscape of people who live, and neither told nor asked within thirty
 * days, is forgotten with everything said about them. Files that somebody sent and did not bring in within a day go as well: they hold
 * names. Runs as nobody, every six hours; running it again changes nothing.
 */
export const forgetTheUntold: Job<unknown> = {
  name: 'forget-the-untold',
  view: 'of nobody',
  work: z.unknown(),
  async run({ db, viewer, clock, log }) {
    const forgotten = await db.as(viewer, async (tx) => {
      await forgetOldUploads(tx, clock.now())
      return forgetUntold(tx, clock.now())
    })
    if (forgotten > 0) log(`Forgot ${forgotten} people who were named more than thirty days ago and never told.`)
  },
}
