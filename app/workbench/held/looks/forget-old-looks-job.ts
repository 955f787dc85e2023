import { z } from 'zod'
import type { Job } from '../../../platform/jobs/job.ts'
import { forgetOldLooks } from './look-queries.ts'

/** Lets go of who looked at people more than a year ago. Runs as nobody, once a day; running it again changes nothing. */
export const forgetOldLooksJob: Job<unknown> = {
  name: 'forget-old-looks',
  view: 'of nobody',
  work: z.unknown(),
  async run({ db, viewer, clock }) {
    await db.as(viewer, (tx) => forgetOldLooks(tx, clock.now()))
  },
}
