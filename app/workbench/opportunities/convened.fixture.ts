/** For tests: people who are signed in, a landscape one of them brought, and the jobs run to their end. */
import type { Pool } from 'pg'
import { firstSketch } from '../../../db/seeds/first-sketch.ts'
import type { TestDatabase } from '../../../test/support/database.ts'
import { fixedClock } from '../../platform/clock.ts'
import type { Database } from '../../platform/db/database.ts'
import { prepareJobs, runJobs } from '../../platform/jobs/run-jobs.ts'
import { uuidv7 } from '../../platform/uuid.ts'
import { bringLandscape } from '../landscape/bring-landscape.fixture.ts'
import type { DrawnLandscape } from '../landscape/drawn-landscape.ts'
import type { Snapshot } from './opportunities.ts'
import { snapshotRow } from './snapshot-queries.ts'
import { spotOpportunities } from './spot-opportunities-job.ts'

export const clock = fixedClock('2027-03-01T09:00:00Z')

export async function addPerson(owner: Pool, name: string): Promise<{ id: string }> {
  const id = uuidv7()
  const email = `${id}@example.org`
  await owner.query('insert into person (id, name, email, email_verified) values ($1, $2, $3, true)', [id, name, email])
  return { id }
}

export async function bring(
  db: Database,
  who: { id: string },
  drawn: DrawnLandscape = firstSketch(),
): Promise<{ id: string; slug: string }> {
  return bringLandscape({ db, clock }, who, { drawn })
}

/** Runs the jobs until this snapshot is neither waiting nor running, and answers it as its asker sees it. */
export async function readToTheEnd(
  { db, url }: TestDatabase,
  who: { id: string },
  landscapeId: string,
  snapshotId: string,
): Promise<Snapshot> {
  await prepareJobs(url)
  const running = await runJobs({ db, url, clock, jobs: [spotOpportunities], log: (line) => console.error(line) })
  try {
    for (let i = 0; i < 600; i++) {
      const snapshot = await db.as({ kind: 'person', id: who.id }, (tx) => snapshotRow(tx, landscapeId, snapshotId))
      if (snapshot && snapshot.state !== 'waiting' && snapshot.state !== 'running') return snapshot
      await new Promise((resolve) => setTimeout(resolve, 25))
    }
    throw new Error('The reading did not come to an end within 15 seconds.')
  } finally {
    await running.stop()
  }
}
