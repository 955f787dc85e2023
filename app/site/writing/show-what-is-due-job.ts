import { z } from 'zod'
import type { Job } from '../../platform/jobs/job.ts'
import { showWhatIsDue } from './writing-queries.ts'

/** Shows what was scheduled for now or before. Runs as nobody, each minute; running it again changes nothing. */
export const showWhatIsDueJob: Job<unknown> = {
  name: 'show-what-is-due',
  view: 'of nobody',
  work: z.unknown(),
  async run({ db, viewer, clock }) {
    await db.as(viewer, (tx) => showWhatIsDue(tx, clock.now()))
  },
}
