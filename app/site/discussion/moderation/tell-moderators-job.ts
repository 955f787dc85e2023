import { z } from 'zod'
import { isLanguage } from '../../../platform/i18n/language.ts'
import type { Job } from '../../../platform/jobs/job.ts'
import { queueLetter } from '../../../platform/mail/queue-letter.ts'
import { moderatorsToTell } from './moderation-queries.ts'
import { waitingLetter } from './waiting-letter.ts'

/**
 * Tells those who look after messages and notes that something waits to be read. Whom it tells is noted with the letters, in one
 * transaction: however often this runs, and in however many processes, nobody is told twice within the hour.
 */
export const tellModeratorsJob: Job<unknown> = {
  name: 'tell-moderators',
  view: 'of nobody',
  work: z.unknown(),
  async run({ db, viewer, clock, log }) {
    const told = await db.as(viewer, async (tx) => {
      const moderators = await moderatorsToTell(tx, clock.now())
      for (const { personId, language: theirs, ...waits } of moderators) {
        const language = isLanguage(theirs) ? theirs : 'en'
        await queueLetter(tx, clock, { to: { personId }, language, ...(await waitingLetter(language, waits)) })
      }
      return moderators.length
    })
    if (told > 0) log(`${told} moderators were told that something waits.`)
  },
}
