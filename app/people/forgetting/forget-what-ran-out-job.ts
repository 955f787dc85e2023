import { z } from 'zod'
import type { Job } from '../../platform/jobs/job.ts'
import { deleteWhatRanOut } from '../people-queries.ts'

/** Lets go what is of no use to anybody any more: forms that were sent a week ago, and links and sessions whose time is over. */
export const forgetWhatRanOut: Job<unknown> = {
  name: 'forget-what-ran-out',
  view: 'of nobody',
  work: z.unknown(),
  async run({ db, viewer, clock }) {
    await db.as(viewer, (tx) => deleteWhatRanOut(tx, clock.now()))
  },
}
