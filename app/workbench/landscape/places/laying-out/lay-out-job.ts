import type { Tx, Viewer } from '../../../../platform/db/database.ts'
import { askerOf } from '../../../../platform/jobs/asker-of.ts'
import type { Job, JobTools } from '../../../../platform/jobs/job.ts'
import { tellWhileWorking } from '../../../../platform/jobs/tell-while-working.ts'
import { uuidv7 } from '../../../../platform/uuid.ts'
import { holdDrawing } from '../../drawing/thing-queries.ts'
import { drawnLandscape } from '../../landscape.ts'
import type { Layout } from '../../map/lay-out.ts'
import { type MapInput, mapInput } from '../../map/map-input.ts'
import { withoutPins } from '../../map/with-pins.ts'
import { aroundPins, type LayOfTheLand, layOfTheLand } from '../lay-of-the-land.ts'
import { insertLayout, newestLayout, tellOfPlaces } from '../layout-queries.ts'
import { proposalHash } from '../proposal-hash.ts'
import { type AskedLayingOut, layingOutRow, noteLayingOut } from './laying-out-queries.ts'
import { type LayingOutWork, layingOutWork } from './laying-out-work.ts'
import { runLayOut } from './run-lay-out.ts'

interface Gathered {
  asked: AskedLayingOut
  input: MapInput
  land: LayOfTheLand
}

/**
 * Lays out a landscape as the one who asked sees it, and keeps and tells it in one transaction. It writes a layout, so it works as that
 * person. After a crash it begins anew; one that is done is left alone.
 */
export const layOutInBackground: Job<LayingOutWork> = {
  ...layingOutWork,
  view: 'of the asker',
  async run(tools, work) {
    const { db, clock, log, stopping } = tools
    const asker = askerOf(tools)
    const gathered = await db.as(asker, (tx) => gather(tx, work))
    if (!gathered) return
    try {
      const layout = await laidOut(tools, asker, work, gathered)
      await db.as(asker, (tx) => publish(tx, work, gathered, layout, clock.now()))
    } catch (error) {
      if (stopping.aborted)
        throw new Error('The program is stopping; this landscape is laid out anew at the next start.', { cause: error })
      log(`The landscape ${work.landscape} could not be laid out: ${(error as Error).message}`)
      await db.as(asker, (tx) => noteLayingOut(tx, work.landscape, work.layingOut, { state: 'failed', progress: 0 }))
    }
  },
}

async function gather(tx: Tx, { landscape, layingOut }: LayingOutWork): Promise<Gathered | null> {
  const asked = await layingOutRow(tx, landscape, layingOut)
  if (!asked || asked.state === 'done') return null
  await noteLayingOut(tx, landscape, layingOut, { state: 'running', progress: 0 })
  const input = mapInput(await drawnLandscape(tx, { id: landscape }), { seed: landscape })
  return { asked, input, land: await layOfTheLand(tx, landscape, input) }
}

async function laidOut(
  { db, stopping }: JobTools,
  asker: Viewer,
  { landscape, layingOut }: LayingOutWork,
  { asked, input, land }: Gathered,
): Promise<Layout> {
  const tell = async (progress: number) => {
    await db.as(asker, (tx) => noteLayingOut(tx, landscape, layingOut, { state: 'running', progress }))
    return null
  }
  const { arrangement } = asked
  const before = arrangement === null ? land.shown : aroundPins(asked.keepPins ? land.pins : [])
  return tellWhileWorking({ stopping, tell }, ({ onProgress }) =>
    runLayOut({ input, before, arrangement: arrangement ?? 0 }, onProgress, stopping),
  )
}

/** Keeps what was laid out under what it was made from, and tells it; both or neither. */
async function publish(tx: Tx, work: LayingOutWork, gathered: Gathered, layout: Layout, now: Date): Promise<void> {
  const { asked, input, land } = gathered
  await holdDrawing(tx, work.landscape)
  const newest = await newestLayout(tx, work.landscape, land.ids)
  const at = {
    landscapeId: work.landscape,
    id: uuidv7(now.getTime()),
    seed: input.seed,
    ids: land.ids,
    edition: newest?.edition ?? 1,
    turn: (newest?.turn ?? 0) + 1,
  }
  if (asked.arrangement !== null) {
    const inputHash = proposalHash(land, { arrangement: asked.arrangement, keepPins: asked.keepPins })
    await insertLayout(tx, { ...at, inputHash, turn: newest?.turn ?? 0 }, layout, 'proposed')
  } else if (newest?.id === land.stored?.id && newest?.inputHash !== land.inputHash) {
    // whoever drew the map anew meanwhile, or laid it out from a page, was later than this
    const bare = withoutPins(layout, land.pins, land.homes, land.stored?.layout)
    await insertLayout(tx, { ...at, inputHash: land.inputHash }, bare)
    await tellOfPlaces(tx, work.landscape)
  }
  await noteLayingOut(tx, work.landscape, work.layingOut, { state: 'done', progress: 1 })
}
