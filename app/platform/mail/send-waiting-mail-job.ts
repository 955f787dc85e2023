import { z } from 'zod'
import type { Job } from '../jobs/job.ts'
import type { Post } from './mail.ts'

/** Sends, each minute, what is due. Two of it at the same time send nothing twice. */
export function sendWaitingMail(post: Pick<Post, 'sendWaiting'>): Job<unknown> {
  return {
    name: 'send-waiting-mail',
    view: 'of nobody',
    work: z.unknown(),
    async run({ log, stopping }) {
      // The next minute is soon enough for whatever stands in the way; a job of its own that tries again would only pile up.
      await post
        .sendWaiting({ stopping, tell: log })
        .catch((error: Error) => log(`Mail waits for the mail server: ${error.message}`))
    },
  }
}
