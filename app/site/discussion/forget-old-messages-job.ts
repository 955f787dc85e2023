import { z } from 'zod'
import type { Job } from '../../platform/jobs/job.ts'
import { forgetOldMessages } from './message-queries.ts'

/** Forgets what nobody confirmed, old hidden words, and addresses that are no longer needed, as the page on data says. */
export const forgetOldMessagesJob: Job<unknown> = {
  name: 'forget-old-messages',
  view: 'of nobody',
  work: z.unknown(),
  async run({ db, viewer, clock, log }) {
    const gone = await db.as(viewer, (tx) => forgetOldMessages(tx, clock.now()))
    if (gone > 0) log(`${gone} messages were forgotten.`)
  },
}
