import { z } from 'zod'
import { askerOf } from '../../../platform/jobs/asker-of.ts'
import type { Job, JobTools } from '../../../platform/jobs/job.ts'
import { tellWhileWorking } from '../../../platform/jobs/tell-while-working.ts'
import { bringImport } from './bring-import.ts'
import { importRow, markEnded, noteBringing } from './kept-import-queries.ts'

interface BringingWork {
  import: string
}

/**
 * Brings the posts of a large file for the editor who sent it, as that person. One transaction: after a crash nothing of it is there and
 * it begins anew; one that is done, or was stopped, is left alone.
 */
export const bringPosts: Job<BringingWork> = {
  name: 'bring-posts',
  view: 'of the asker',
  work: z.object({ import: z.uuid() }),
  async run(tools, { import: id }) {
    const { db } = tools
    const sender = askerOf(tools)
    const begun = await db.as(sender, (tx) => noteBringing(tx, id, 0))
    if (!begun) return
    const how = begun.stopAsked ? 'stopped' : await tryToBring(tools, id)
    if (how !== 'done') await db.as(sender, (tx) => markEnded(tx, id, how))
  },
}

async function tryToBring(tools: JobTools, id: string): Promise<'done' | 'stopped' | 'failed'> {
  const { db, clock, stopping, log } = tools
  const sender = askerOf(tools)
  const tell = (progress: number) => db.as(sender, (tx) => noteBringing(tx, id, progress))
  try {
    await tellWhileWorking({ stopping, tell }, (told) => db.as(sender, (tx) => bringImport(tx, clock, { id, ...told })))
    return 'done'
  } catch (error) {
    if (stopping.aborted)
      throw new Error('The program is stopping; these posts come at the next start.', { cause: error })
    const now = await db.as(sender, (tx) => importRow(tx, id, clock.now()))
    if (now?.stopAsked) return 'stopped'
    log(`The import ${id} could not come: ${(error as Error).message}`)
    return 'failed'
  }
}
