import { z } from 'zod'
import type { Job } from '../../../platform/jobs/job.ts'
import { forgetOldImports } from './kept-import-queries.ts'

/** Lets files of other blogs go a day after they were sent. */
export const forgetOldImportsJob: Job<unknown> = {
  name: 'forget-old-imports',
  view: 'of nobody',
  work: z.unknown(),
  async run({ db, viewer, clock }) {
    await db.as(viewer, (tx) => forgetOldImports(tx, clock.now()))
  },
}
