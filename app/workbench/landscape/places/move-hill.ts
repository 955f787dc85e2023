import type { Database, Tx } from '../../../platform/db/database.ts'
import { once } from '../../../platform/http/idempotency.ts'
import { holdDrawing } from '../drawing/thing-queries.ts'
import { drawnIds, findLandscape, type Landscape } from '../landscape.ts'
import { mayDraw } from '../landscape-policy.ts'
import { hillPlaces, placesSign } from './layout-queries.ts'
import { membersOf, type Pin, pinsOf, putPin, removePins, unpinned, wasTakenOut } from './pin-queries.ts'
import { spotMeant, type Whither, withinReach } from './where-to.ts'

export interface MoveWish {
  /** slug of the landscape */
  landscape: string
  /** the practice whose hill it is, by its id in the drawing */
  practice: string
  /** sign of the pin that the mover saw, or `free` */
  based: string
  /** where to; nothing lets it go, back to where the map had put it */
  to: Whither | null
  formKey?: string | undefined
}

export type MoveRefusal =
  | { kind: 'refused'; reason: 'no-landscape' | 'not-allowed' | 'unknown-thing' }
  | { kind: 'refused'; reason: 'removed-meanwhile' | 'not-laid-out' | 'unknown-hill' }
  /** somebody put it somewhere else, or let it go, since */
  | { kind: 'refused'; reason: 'moved-meanwhile'; by: Pick<Pin, 'by' | 'mine' | 'at'> | null }
export type MoveOutcome =
  | { kind: 'moved'; x: number; y: number; sign: string; clamped: boolean; places: string }
  | { kind: 'let-go'; sign: string; places: string }
  | MoveRefusal

/** Thrown inside the transaction, so that a refusal leaves nothing of it and the form's key is free again. */
class Refused extends Error {
  readonly refusal: MoveRefusal
  constructor(refusal: MoveRefusal) {
    super(`Refused: ${refusal.reason}`)
    this.refusal = refusal
  }
}

/**
 * Puts a hill in a place, where it stays over all later layouts with the people who are at home there, or lets it go again. Of two who move
 * the same hill at once the second is told what the first did. A place out of sight of all other hills is drawn near. Doing the same
 * twice is done once.
 */
export async function moveHill(db: Database, who: { id: string }, wish: MoveWish): Promise<MoveOutcome> {
  const work = async (tx: Tx): Promise<MoveOutcome> => {
    const landscape = await findLandscape(tx, wish.landscape)
    if (!landscape) return { kind: 'refused', reason: 'no-landscape' }
    if (!mayDraw(landscape)) return { kind: 'refused', reason: 'not-allowed' }
    await holdDrawing(tx, landscape.id)
    let clamped = false
    await once(tx, wish.formKey, who.id, async () => {
      clamped = await moved(tx, landscape, wish)
      return '/'
    })
    const places = await placesSign(tx, landscape.id)
    const pin = (await pinsOf(tx, landscape.id)).find(({ id }) => id === wish.practice)
    if (!pin) return { kind: 'let-go', sign: unpinned, places }
    return { kind: 'moved', x: pin.x, y: pin.y, sign: pin.sign, clamped, places }
  }
  try {
    return await db.as({ kind: 'person', id: who.id }, work)
  } catch (error) {
    if (error instanceof Refused) return error.refusal
    throw error
  }
}

/** Moves it, and says whether it was drawn near. */
async function moved(tx: Tx, landscape: Landscape, { practice, based, to }: MoveWish): Promise<boolean> {
  const ids = await drawnIds(tx, landscape)
  const row = ids.practice.get(practice)
  if (row === undefined) {
    const gone = await wasTakenOut(tx, landscape.id, practice)
    throw new Refused({ kind: 'refused', reason: gone ? 'removed-meanwhile' : 'unknown-thing' })
  }
  const pins = await pinsOf(tx, landscape.id)
  const pin = pins.find(({ id }) => id === practice)
  if (to === null) {
    if (pin) {
      refuseUnseen(pin, based)
      await removePins(tx, landscape.id, row)
    } else if (based === '') throw new Refused({ kind: 'refused', reason: 'unknown-thing' })
    return false
  }
  const places = await hillPlaces(tx, landscape.id)
  if (!places?.has(practice)) throw new Refused({ kind: 'refused', reason: 'not-laid-out' })
  for (const { id, x, y } of pins) places.set(id, { x, y })
  const other = 'beside' in to ? ids.practice.get(to.beside) : undefined
  const members = await membersOf(tx, landscape.id, other ? [row, other] : [row])
  const sizes = new Map([...members].map(([id, n]) => [ids.externalOf.get(id) ?? '', n]))
  const meant = spotMeant(places, practice, to, sizes)
  if (!meant) throw new Refused({ kind: 'refused', reason: 'unknown-hill' })
  const { x, y, clamped } = withinReach(places, practice, meant)
  // sent twice, and done the first time
  if ('x' in to && pin?.mine && pin.x === x && pin.y === y) return clamped
  refuseUnseen(pin, based)
  await putPin(tx, landscape.id, row, { x, y })
  return clamped
}

function refuseUnseen(pin: Pin | undefined, based: string): void {
  if ((pin?.sign ?? unpinned) === based) return
  throw new Refused({ kind: 'refused', reason: 'moved-meanwhile', by: pin ?? null })
}
