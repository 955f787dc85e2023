/** A place that may become an opportunity, before anybody is invited and any effect is known. Numbers, not ids. */
import type { OpportunityKind } from './opportunity.ts'

export interface Candidate {
  kind: OpportunityKind
  key: string
  /** Practices it joins, ascending; one alone for an unheard voice. */
  between: number[]
  /** Practices that should sit with those it joins: the ones a voice would be heard by. */
  partners: number[]
  /** -1 = none is known to lie between them. */
  boundary: number
  /** What the conversation is about, the most telling first. */
  concerns: number[]
  /** People who carry it already: never named, never asked for more on its account. */
  withheld: ReadonlySet<number>
  need: number
}

/** The key of an opening: kind and ids joined, stable as long as the ids are. */
export function openingKey(kind: OpportunityKind, ids: readonly string[]): string {
  return `${kind}:${[...ids]
    .sort()
    .map((id) => encodeURIComponent(id))
    .join('+')}`
}
