import type { Tx } from '../../../../platform/db/database.ts'
import { enqueue } from '../../../../platform/jobs/job.ts'
import { uuidv7 } from '../../../../platform/uuid.ts'
import type { Landscape } from '../../landscape.ts'
import { insertLayingOut, type LayingOut, layingOutOf } from './laying-out-queries.ts'
import { layingOutWork } from './laying-out-work.ts'

export interface LayingOutWish {
  inputHash: string
  now: Date
  /** which arrangement of a map that is drawn anew; none where places only follow the drawing */
  arrangement?: number
  keepPins?: boolean
}

/** What failed is tried again when somebody looks after so many milliseconds. */
const failedFor = 600_000

/**
 * Has a landscape laid out in the background, inside the transaction of somebody who may draw. The same asked for twice is done once: the
 * second finds the first.
 */
export async function askForLayingOut(tx: Tx, landscape: Landscape, wish: LayingOutWish): Promise<LayingOut> {
  const { inputHash, now, arrangement = null, keepPins = true } = wish
  const since = new Date(now.getTime() - failedFor)
  const known = await layingOutOf(tx, landscape.id, inputHash, since)
  if (known) return known
  const id = uuidv7(now.getTime())
  const asked = { id, askedBy: landscape.viewerId, inputHash, arrangement, keepPins, now }
  const row = await insertLayingOut(tx, landscape.id, asked)
  // somebody with the same eyes asked in the same moment
  if (!row) return (await layingOutOf(tx, landscape.id, inputHash, since)) ?? { id, state: 'waiting', progress: 0 }
  await enqueue(tx, layingOutWork, { landscape: landscape.id, layingOut: row.id })
  return row
}
