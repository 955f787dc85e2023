import { createHash } from 'node:crypto'
import type { LandscapeInput } from '@ecotone/engine/network/landscape-input.ts'
import type { Opportunity } from '@ecotone/engine/opportunities/opportunity.ts'
import { engineVersion } from '@ecotone/engine/version.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { Job, JobTools } from '../../platform/jobs/job.ts'
import type { DrawnIds } from '../landscape/drawn-ids.ts'
import { drawnIds, drawnLandscape, peopleLive } from '../landscape/landscape.ts'
import { landscapeInput } from '../landscape/landscape-input.ts'
import { decoysIn } from './decoys-in.ts'
import { openToIntroductions } from './open-to-introductions.ts'
import type { Reading, Snapshot } from './opportunities.ts'
import { runSpotting, type SpottingOutcome } from './run-spotting.ts'
import { seenRows } from './seen-queries.ts'
import {
  endSnapshot,
  equalReading,
  finishSnapshot,
  noteProgress,
  snapshotRow,
  stopWanted,
  teamInLandscape,
  teamSize,
  viewerConvenes,
} from './snapshot-queries.ts'
import { type SpottingWork, spottingWork } from './spotting-work.ts'
import { withoutBridgingPeople, withPeople } from './stored-people.ts'

/**
 * Reads one landscape as the person who asked for it may see it, and keeps what the engine found. Flags that keep people apart and
 * sums of legitimacy answers are read too, which no page can; nothing of them is kept but what the engine says with totals from three
 * answers on. Run again after a crash it begins anew; one that is done is left alone.
 */
export const spotOpportunities: Job<SpottingWork> = { ...spottingWork, view: 'of the asker', run: read }

interface Material {
  snapshot: Snapshot
  input: LandscapeInput
  inputHash: string
  ids: DrawnIds
  /** drawn by its author alone, who may read back whom they drew between two others */
  ownSketch: boolean
  /** who may be introduced to somebody; nobody when a visitor asks, for only the team may see two people as a pair (rule E15) */
  introductions: string[]
  decoys: number | undefined
  own: { id: string; practices: string[] }[]
  known: Reading | null
}

async function read(tools: JobTools, work: SpottingWork): Promise<void> {
  const { db, viewer, clock } = tools
  const begun = await db.as(viewer, (tx) => begin(tx, work, clock.now()))
  if (!begun) return
  const material = await db.as(viewer, (tx) => gather(tx, work, begun))
  const outcome = await spotted(tools, work, material)
  if (tools.stopping.aborted) throw new Error('The program is stopping; this reading begins anew at the next start.')
  await db.as(viewer, (tx) => keep(tx, work, material, outcome, clock.now()))
  if (outcome.kind === 'failed') tools.log(`The reading ${work.snapshot} failed: ${outcome.words}`)
}

async function begin(tx: Tx, work: SpottingWork, now: Date): Promise<Snapshot | null> {
  const snapshot = await snapshotRow(tx, work.landscape, work.snapshot)
  if (!snapshot || (snapshot.state !== 'waiting' && snapshot.state !== 'running')) return null
  const { stop } = await noteProgress(tx, work.landscape, work.snapshot, 0)
  if (!stop) return snapshot
  await endSnapshot(tx, work.landscape, work.snapshot, now, 'cancelled')
  return null
}

async function gather(tx: Tx, work: SpottingWork, snapshot: Snapshot): Promise<Material> {
  const landscape = { id: work.landscape }
  const drawn = await drawnLandscape(tx, landscape, 'analysis')
  const input = landscapeInput(drawn, { asOf: snapshot.asOf, team: await teamInLandscape(tx, landscape.id) })
  const team = await teamSize(tx, landscape.id)
  const mayPair = !peopleLive(drawn.about.basis) || (await viewerConvenes(tx, landscape.id))
  const introductions = mayPair ? openToIntroductions(drawn) : []
  const inputHash = createHash('sha256')
    .update(JSON.stringify([input, introductions]))
    .digest('hex')
  const by = { inputHash, seed: snapshot.seed, options: snapshot.options, engineVersion }
  return {
    snapshot,
    input,
    inputHash,
    ids: await drawnIds(tx, landscape),
    // who bridges is named to an author who draws alone
    ownSketch: drawn.about.basis === 'own-sketch' && team <= 1,
    introductions,
    decoys: decoysIn(drawn.about, team),
    own: (await seenRows(tx, landscape.id)).map(({ id, practices }) => ({ id, practices })),
    known: await equalReading(tx, landscape.id, by),
  }
}

async function spotted(tools: JobTools, work: SpottingWork, material: Material): Promise<SpottingOutcome> {
  const { db, viewer, stopping } = tools
  const { snapshot, known } = material
  const checked = new Set(known?.seen.map(({ id }) => id))
  const left = material.own.filter(({ id }) => !checked.has(id))
  if (known && left.length === 0) return { kind: 'done', spotted: known.spotted, seen: known.seen }
  let progress = 0
  let told = 0
  const { boundary, size, assumptions } = snapshot.options
  const { introductions, decoys } = material
  return runSpotting(
    {
      input: material.input,
      options: { seed: snapshot.seed, size, boundary: boundary ?? undefined, assumptions, introductions, decoys },
      spotted: known?.spotted ?? null,
      own: material.own,
    },
    {
      onProgress: (done) => {
        progress = done
      },
      shouldStop: () =>
        stopping.aborted
          ? Promise.resolve(true)
          : db.as(viewer, async (tx) => {
              if (progress - told < 0.01) return stopWanted(tx, work.landscape, work.snapshot)
              told = progress
              return (await noteProgress(tx, work.landscape, work.snapshot, progress)).stop
            }),
    },
  )
}

async function keep(
  tx: Tx,
  work: SpottingWork,
  material: Material,
  outcome: SpottingOutcome,
  now: Date,
): Promise<void> {
  const { landscape, snapshot } = work
  if (outcome.kind === 'cancelled') return endSnapshot(tx, landscape, snapshot, now, 'cancelled')
  if (outcome.kind === 'failed') return endSnapshot(tx, landscape, snapshot, now, 'failed', 'engine')
  // What was known already is under row ids; renaming is for what the engine just said.
  const rename = (person: string) =>
    material.ids.person.get(person) ?? (material.ids.externalOf.has(person) ? person : null)
  const stored = (one: Opportunity) => {
    const renamed = withPeople(one, rename)
    return material.ownSketch ? renamed : withoutBridgingPeople(renamed)
  }
  const result: Reading = {
    spotted: { ...outcome.spotted, opportunities: outcome.spotted.opportunities.map(stored) },
    seen: outcome.seen.map((one) => ({ ...one, opportunity: one.opportunity && stored(one.opportunity) })),
    people: material.input.people.length,
    ties: material.input.ties.filter(({ says }) => says === 'yes').length,
  }
  await finishSnapshot(tx, landscape, snapshot, now, { engineVersion, inputHash: material.inputHash, result })
}
