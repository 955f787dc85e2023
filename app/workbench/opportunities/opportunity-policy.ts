import type { Landscape } from '../landscape/landscape.ts'
import { mayDraw } from '../landscape/landscape-policy.ts'

/** Whoever may look at a landscape may have it read: the reading holds nothing that they could not see themselves. */
export function mayAskForOpportunities(_landscape: Landscape): boolean {
  return true
}

/** What became of an opportunity, and openings of one's own, are written by the team. */
export function mayWriteJournal(landscape: Landscape): boolean {
  return mayDraw(landscape)
}

/** Saying that a fact is otherwise changes what is drawn. */
export function maySeeDifferently(landscape: Landscape): boolean {
  return mayDraw(landscape)
}
