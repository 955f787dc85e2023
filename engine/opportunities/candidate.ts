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
  /** When it is about whole sides of a boundary: numbers of the sides, the boundary being `boundary`. */
  sides?: readonly number[]
  /** The two of an unlikely pair, ascending. */
  pair?: PairOfPeople
  /** For a ready convener: how many stand ready in steps of five, and who agreed to be named. */
  ready?: { atLeast: number; agreed: readonly number[] }
}

/** Two people who hardly could have met, and what speaks for it. */
export interface PairOfPeople {
  people: readonly [number, number]
  /** Chance of a tie between such two, by what is known of ties. */
  likely: number
  cares: readonly number[]
  fits: readonly number[]
  /** Known ties from one to the other; null when the way leads through a host. */
  steps: number | null
  hosts: readonly number[]
  /** Set when picked at random: among how many. */
  among: number | null
}

/** The key of an opening: kind and ids joined, stable as long as the ids are. */
export function openingKey(kind: OpportunityKind, ids: readonly string[]): string {
  return `${kind}:${[...ids]
    .sort()
    .map((id) => encodeURIComponent(id))
    .join('+')}`
}
