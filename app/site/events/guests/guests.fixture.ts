import type { Clock } from '../../../platform/clock.ts'
import type { Database } from '../../../platform/db/database.ts'
import type { Job } from '../../../platform/jobs/job.ts'
import type { Message } from '../../../platform/mail/compose.ts'
import { uuidv7 } from '../../../platform/uuid.ts'
import type { FormTimes } from './coming-page.tsx'
import type { Question } from './guests.ts'

/** Times of forms that are not closed. */
export const plainTimes: FormTimes = {
  give: (now) => now.toISOString(),
  read: (sealed, now) => (now.getTime() - Date.parse(sealed) < 3_000 ? 'too quick' : 'in time'),
}

/** What somebody sends who wants to come, twenty seconds after they opened the page. */
export const comingForm = (now: Date, more: Record<string, string> = {}) => ({
  form_key: uuidv7(),
  opened: plainTimes.give(new Date(now.getTime() - 20_000)),
  website: '',
  time: '',
  name: 'Ana',
  email: 'ana@example.org',
  reminder: 'yes',
  ...more,
})

/** The key in a letter to a guest. */
export const keyIn = ({ text }: Message) => /\/places\/([0-9a-f]{64})/.exec(text)![1]!

/** The calendar file that goes with a letter, its lines unfolded; empty where there is none. */
export const calendarIn = (message: Message) =>
  message.attachments?.[0]?.content.toString().replaceAll('\r\n ', '') ?? ''

export const aQuestion = (more: Partial<Question> = {}): Question => ({
  id: 'need',
  kind: 'long',
  words: 'What do you need?',
  choices: [],
  required: false,
  ...more,
})

/** Runs what the clock runs. */
export const byTheClock = (db: Database, clock: Clock, job: Job<unknown>) =>
  job.run(
    {
      db,
      viewer: { kind: 'worker', onBehalfOf: null },
      clock,
      stopping: new AbortController().signal,
      log() {},
    },
    {},
  )
