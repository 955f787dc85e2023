import { askedToBeGone, heldTooOften } from '../../people/forgetting/forget.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { DrawnLandscape } from './drawn-landscape.ts'

/** Which people of a drawing may not come in because they asked to be gone. In a fictional landscape nobody lives, so nobody can have. */
export async function whoAskedToBeGone(tx: Tx, drawn: DrawnLandscape): Promise<ReadonlySet<string>> {
  return drawn.about.basis === 'fictional' ? new Set() : askedToBeGone(tx, drawn.people)
}

/** Has this person had so many files held against those who are gone that a drawing of people who may have lived waits until tomorrow? */
export async function waitsUntilTomorrow(tx: Tx, drawn: DrawnLandscape): Promise<boolean> {
  return drawn.about.basis !== 'fictional' && heldTooOften(tx)
}
