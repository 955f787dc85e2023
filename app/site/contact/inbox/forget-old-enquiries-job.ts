import { z } from 'zod'
import type { Job } from '../../../platform/jobs/job.ts'
import { forgetOldEnquiries } from './inbox-queries.ts'

/** Forgets messages a year after their last deed, and spam after thirty days, as the page on data says. */
export const forgetOldEnquiriesJob: Job<unknown> = {
  name: 'forget-old-enquiries',
  view: 'of nobody',
  work: z.unknown(),
  async run({ db, viewer, clock, log }) {
    const gone = await db.as(viewer, (tx) => forgetOldEnquiries(tx, clock.now()))
    if (gone > 0) log(`${gone} messages were forgotten.`)
  },
}
