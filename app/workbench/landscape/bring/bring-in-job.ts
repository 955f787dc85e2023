import { z } from 'zod'
import type { Viewer } from '../../../platform/db/database.ts'
import { askerOf } from '../../../platform/jobs/asker-of.ts'
import type { Job, JobTools } from '../../../platform/jobs/job.ts'
import { tellWhileWorking } from '../../../platform/jobs/tell-while-working.ts'
import { bringUpload } from './bring-upload.ts'
import type { PreviewWish } from './preview-wish.ts'
import { markEnded, noteBringing, uploadRow } from './upload-queries.ts'

interface BringingWork {
  upload: string
}

/**
 * Brings a large upload in for the one who sent it. It writes, so it works as that person and not through a worker's eyes. One
 * transaction: after a crash nothing of it is there and it begins anew; one that is in, or was stopped, is left alone.
 */
export const bringIn: Job<BringingWork> = {
  name: 'bring-in',
  view: 'of the asker',
  work: z.object({ upload: z.uuid() }),
  async run(tools, { upload }) {
    const sender = askerOf(tools)
    const begun = await tools.db.as(sender, async (tx) => (await noteBringing(tx, upload, 0)) && uploadRow(tx, upload))
    if (!begun) return
    const how = begun.stopAsked ? 'stopped' : await tryToBring(tools, sender, upload, begun.wish as PreviewWish)
    if (how !== 'done') await tools.db.as(sender, (tx) => markEnded(tx, upload, how))
  },
}

async function tryToBring(
  { db, clock, stopping, log }: JobTools,
  sender: Viewer & { kind: 'person' },
  upload: string,
  wish: PreviewWish,
): Promise<'done' | 'stopped' | 'failed' | 'sent'> {
  const tell = (progress: number) => db.as(sender, (tx) => noteBringing(tx, upload, progress))
  try {
    const outcome = await tellWhileWorking({ stopping, tell }, (told) =>
      db.as(sender, (tx) => bringUpload(tx, clock, sender, { upload, wish, ...told }), { why: 'import' }),
    )
    if (outcome.kind === 'refused') log(`The upload ${upload} could not come in: ${outcome.reason}.`)
    // A refusal is an answer, not a failure: the preview says what is missing, and the files wait for another try.
    return outcome.kind === 'imported' ? 'done' : 'sent'
  } catch (error) {
    if (stopping.aborted)
      throw new Error('The program is stopping; this upload comes in at the next start.', { cause: error })
    const now = await db.as(sender, (tx) => uploadRow(tx, upload))
    if (now?.stopAsked) return 'stopped'
    log(`The upload ${upload} could not come in: ${(error as Error).message}`)
    return 'failed'
  }
}
