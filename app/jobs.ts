import { forgetWhatRanOut } from './people/forgetting/forget-what-ran-out-job.ts'
import type { Job, Recurring } from './platform/jobs/job.ts'
import type { Post } from './platform/mail/mail.ts'
import { sendWaitingMail } from './platform/mail/send-waiting-mail-job.ts'
import { forgetOldEnquiriesJob } from './site/contact/inbox/forget-old-enquiries-job.ts'
import { forgetOldMessagesJob } from './site/discussion/forget-old-messages-job.ts'
import { tellModeratorsJob } from './site/discussion/moderation/tell-moderators-job.ts'
import { forgetGuestsJob } from './site/events/guests/forget-guests-job.ts'
import { remindGuestsJob } from './site/events/guests/remind-guests-job.ts'
import { bringPosts } from './site/importing/kept/bring-posts-job.ts'
import { forgetOldImportsJob } from './site/importing/kept/forget-old-imports-job.ts'
import { showWhatIsDueJob } from './site/writing/show-what-is-due-job.ts'
import { forgetOldLooksJob } from './workbench/held/looks/forget-old-looks-job.ts'
import { bringIn } from './workbench/landscape/bring/bring-in-job.ts'
import { forgetTheUntold } from './workbench/landscape/forget-the-untold-job.ts'
import { layOutInBackground } from './workbench/landscape/places/laying-out/lay-out-job.ts'
import { spotOpportunities } from './workbench/opportunities/spot-opportunities-job.ts'

/** Every kind of background work that somebody asks for. */
export const jobs: readonly Job<unknown>[] = [spotOpportunities, bringIn, layOutInBackground, bringPosts]

/** What runs by the clock, in UTC. */
export function recurringJobs(post: Pick<Post, 'sendWaiting'>): readonly Recurring[] {
  return [
    { job: forgetTheUntold, at: '17 */6 * * *' },
    { job: forgetOldLooksJob, at: '13 4 * * *' },
    { job: forgetOldEnquiriesJob, at: '27 4 * * *' },
    { job: forgetOldMessagesJob, at: '37 4 * * *' },
    { job: forgetWhatRanOut, at: '43 3 * * *' },
    { job: forgetOldImportsJob, at: '23 * * * *' },
    { job: forgetGuestsJob, at: '51 3 * * *' },
    { job: remindGuestsJob, at: '*/5 * * * *', missed: 'left out' },
    { job: tellModeratorsJob, at: '* * * * *', missed: 'left out' },
    { job: showWhatIsDueJob, at: '* * * * *', missed: 'left out' },
    { job: sendWaitingMail(post), at: '* * * * *', missed: 'left out' },
  ]
}
