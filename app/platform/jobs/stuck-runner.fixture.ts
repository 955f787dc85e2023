/** A program of its own for the tests: it takes up a job and never finishes it, so that it can be killed in the middle. */
import { z } from 'zod'
import { openDatabase } from '../db/database.ts'
import { runJobs } from './run-jobs.ts'

const [url, ownerUrl] = [process.argv[2]!, process.argv[3]!]
await runJobs({
  db: openDatabase({ url: ownerUrl }),
  url,
  clock: { now: () => new Date('2027-03-01T09:00:00Z') },
  jobs: [
    {
      name: 'note-it',
      view: 'of the asker',
      work: z.unknown(),
      async run() {
        console.log('started')
        await new Promise((resolve) => setTimeout(resolve, 600_000))
      },
    },
  ],
})
