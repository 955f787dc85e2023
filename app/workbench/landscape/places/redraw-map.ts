import type { Clock } from '../../../platform/clock.ts'
import type { Database, Tx } from '../../../platform/db/database.ts'
import { once } from '../../../platform/http/idempotency.ts'
import { uuidv7 } from '../../../platform/uuid.ts'
import { holdDrawing } from '../drawing/thing-queries.ts'
import { drawnLandscape, findLandscape, type Landscape } from '../landscape.ts'
import { mayDraw } from '../landscape-policy.ts'
import { isQuick } from '../map/is-quick.ts'
import { type Layout, layOut } from '../map/lay-out.ts'
import { type MapInput, mapInput } from '../map/map-input.ts'
import { aroundPins, type LayOfTheLand, layOfTheLand } from './lay-of-the-land.ts'
import { askForLayingOut } from './laying-out/ask-for-laying-out.ts'
import type { LayingOut } from './laying-out/laying-out-queries.ts'
import { forgetProposals, insertLayout, placesSign, proposedLayout, tellOfPlaces } from './layout-queries.ts'
import { removePins } from './pin-queries.ts'
import { proposalHash, type RedrawWish } from './proposal-hash.ts'

/** A map drawn anew, to look at before anything moves. */
export type Proposal =
  /** `proposal` names exactly this one */
  | {
      kind: 'ready'
      proposal: string
      input: MapInput
      before: Layout
      after: Layout
      edition: number
      pinned: string[]
    }
  | { kind: 'waiting'; laying: LayingOut }
  /** nothing was laid out yet that could be drawn anew */
  | { kind: 'never-laid-out' }

/**
 * How the map would lie if it were laid out anew, without the memory of where everything lay. It is kept for whoever asks until they ask for
 * another one; what takes long is asked for in the background. About half a second.
 */
export async function redrawn(tx: Tx, landscape: Landscape, wish: RedrawWish, now: Date): Promise<Proposal> {
  const { input, land } = await landOf(tx, landscape)
  const { stored, shown, ids } = land
  if (!stored || !shown) return { kind: 'never-laid-out' }
  const proposal = proposalHash(land, wish)
  const kept = await proposedLayout(tx, landscape.id, ids, proposal)
  if (!kept && !isQuick(input, false)) {
    const laying = await askForLayingOut(tx, landscape, { inputHash: proposal, now, ...wish })
    return { kind: 'waiting', laying }
  }
  const after = kept?.layout ?? layOut(input, aroundPins(wish.keepPins ? land.pins : []), wish)
  if (!kept) {
    const at = { landscapeId: landscape.id, id: uuidv7(now.getTime()), seed: input.seed, inputHash: proposal, ids }
    await insertLayout(tx, { ...at, edition: stored.edition, turn: stored.turn }, after, 'proposed')
  }
  const pinned = land.pins.map(({ id }) => id)
  return { kind: 'ready', proposal, input, before: shown, after, edition: stored.edition, pinned }
}

async function landOf(tx: Tx, landscape: Landscape): Promise<{ input: MapInput; land: LayOfTheLand }> {
  const input = mapInput(await drawnLandscape(tx, landscape), { seed: landscape.id })
  return { input, land: await layOfTheLand(tx, landscape.id, input) }
}

export type AcceptOutcome =
  | { kind: 'redrawn'; places: string }
  | { kind: 'refused'; reason: 'no-landscape' | 'not-allowed' | 'changed-meanwhile' }

/** Thrown inside the transaction, so that the form's key is free again. */
class ChangedMeanwhile extends Error {}

/**
 * Lets everything lie as it was proposed, from then on and for everybody who shares this layout: a new edition. Refused when the drawing,
 * a pin or the edition changed since it was looked at, so that nobody gets another map than the one they saw.
 */
export async function acceptRedraw(
  db: Database,
  clock: Clock,
  who: { id: string },
  wish: RedrawWish & { landscape: string; proposal: string; formKey?: string | undefined },
): Promise<AcceptOutcome> {
  const work = async (tx: Tx): Promise<AcceptOutcome> => {
    const landscape = await findLandscape(tx, wish.landscape)
    if (!landscape) return { kind: 'refused', reason: 'no-landscape' }
    if (!mayDraw(landscape)) return { kind: 'refused', reason: 'not-allowed' }
    await holdDrawing(tx, landscape.id)
    await once(tx, wish.formKey, who.id, () => accepted(tx, clock, landscape, wish))
    return { kind: 'redrawn', places: await placesSign(tx, landscape.id) }
  }
  try {
    return await db.as({ kind: 'person', id: who.id }, work)
  } catch (error) {
    if (error instanceof ChangedMeanwhile) return { kind: 'refused', reason: 'changed-meanwhile' }
    throw error
  }
}

async function accepted(
  tx: Tx,
  clock: Clock,
  landscape: Landscape,
  wish: RedrawWish & { proposal: string },
): Promise<string> {
  const { input, land } = await landOf(tx, landscape)
  const { ids, stored, inputHash } = land
  if (!stored || proposalHash(land, wish) !== wish.proposal) throw new ChangedMeanwhile()
  const kept = await proposedLayout(tx, landscape.id, ids, wish.proposal)
  if (!kept) throw new ChangedMeanwhile()
  const at = { landscapeId: landscape.id, id: uuidv7(clock.now().getTime()), seed: input.seed, inputHash, ids }
  await insertLayout(tx, { ...at, edition: stored.edition + 1, turn: stored.turn }, kept.layout)
  await forgetProposals(tx, landscape.id)
  if (!wish.keepPins) await removePins(tx, landscape.id, null)
  await tellOfPlaces(tx, landscape.id)
  return '/'
}
