import type { Job, Recurring } from './platform/jobs/job.ts'
import { forgetTheUntold } from './workbench/landscape/forget-the-untold-job.ts'
import { spotOpportunities } from './workbench/opportunities/spot-opportunities-job.ts'

/** Every kind of background work. */
export const jobs: readonly Job<unknown>[] = [spotOpportunities]

/** What runs by the clock, in UTC. */
export const recurring: readonly Recurring[] = [{ job: forgetTheUntold, at: '17 3 * * *' }]
