import { z } from 'zod'
import type { Job } from '../../platform/jobs/job.ts'
import { forgetKeptBack, forgetOldUploads, forgetUntold } from './forgetting-queries.ts'

/**
 * The clock of those who were never told: whoever was named in a landscape of people who live, and neither told nor asked within thirty
 * days, is forgotten with everything said about them. So is whoever was taken out thirty days ago and not brought back. Files that somebody sent and did not bring in within a day go as well: they hold
 * names. Runs as nobody, every six hours; running it again changes nothing.
 */
export const forgetTheUntold: Job<unknown> = {
  name: 'forget-the-untold',
  view: 'of nobody',
  work: z.unknown(),
  async run({ db, viewer, clock, log }) {
    const { forgotten, letGo } = await db.as(viewer, async (tx) => {
      await forgetOldUploads(tx, clock.now())
      const letGo = await forgetKeptBack(tx, clock.now())
      return { letGo, forgotten: await forgetUntold(tx, clock.now()) }
    })
    if (letGo > 0) log(`Let go of ${letGo} people who were taken out more than thirty days ago.`)
    if (forgotten > 0) log(`Forgot ${forgotten} people who were named more than thirty days ago and never told.`)
  },
}
