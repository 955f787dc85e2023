/**
 * What an opportunity is: a place in the landscape where a new space could open, with reasons, what it could do,
 * and what would change our mind. Plain JSON: ids and numbers only; the words live with whoever shows it.
 *
 * Two promises are kept by these shapes. A fragile bridge names the boundary, the two practices and the number of
 * routes, and holds no field in which a person who carries it could stand. Nothing here ranks persons: lists of people are in the
 * order of their ids.
 */

import type { Comparators, Effect, NoEffect } from './effect.ts'
import type { Fact } from './fact.ts'

export type OpportunityKind =
  | 'missing-conversation'
  | 'fragile-bridge'
  | 'unlikely-pair'
  | 'unheard-voice'
  | 'partnership'
  | 'ready-convener'

/** All kinds, in the order in which they take turns in a list. */
export const opportunityKinds: readonly OpportunityKind[] = [
  'missing-conversation',
  'fragile-bridge',
  'unlikely-pair',
  'unheard-voice',
  'partnership',
  'ready-convener',
]

export interface Opportunity {
  /** Made from the kind and what it joins, e.g. `missing-conversation:p3+p5`: the same opening has the same key next year. */
  key: string
  kind: OpportunityKind
  /** `engine`, or `convener` for one that somebody brought ("seen by you"). */
  seenBy: 'engine' | 'convener'
  /** Practice ids that it joins, in the order of their ids; one alone for an unheard voice. For an unlikely pair: where the two are at home. */
  between: string[]
  /** Set when it is about whole sides of a boundary: then `between` are practices that stand on them. */
  sides: { boundary: string; sides: string[] } | null
  /** The boundary that most lies between them; null when no boundary is known to. */
  boundary: { id: string; sides: { practice: string; sides: string[] }[] } | null
  facts: Fact[]
  sureness: Sureness
  effect: Effect | null
  noEffect: NoEffect | null
  comparators: Comparators | null
  doors: Door[]
  invitees: Invitee[]
  missing: Missing[]
  asks: Asks
  doubts: Doubt[]
  wouldChange: WouldChange[]
  profile: Profile
  order: Order | null
}

export interface Sureness {
  level: 'thin' | 'careful' | 'fair'
  because: (
    | 'nobody-answered'
    | 'few-answered'
    | 'half-answered'
    | 'most-answered'
    | 'unknown-pairs'
    | 'few-people'
    | 'cannot-tell-effect'
    | 'declared-complete'
  )[]
  /** Whom to listen to first, at most three, in the order of their ids. */
  askFirst: {
    person: string
    practice: string
    because: 'trusted-there' | 'member-of-both' | 'cares' | 'has-not-answered'
  }[]
  /** Practices about which somebody should be asked when no person can be named. */
  askIn: string[]
}

export interface Door {
  practice: string
  /** Attested by members of the practice: most of those asked would come. In the order of ids. */
  people: {
    person: string
    onTeam: boolean
    /**
     * null = fewer than three answers that may be told: nothing is told yet. Otherwise most of at least so many who were asked would come; in steps of three,
     * and never how many would, so that what the fourth said cannot be read from three and four.
     */
    askedAtLeast: number | null
    claimed: boolean
  }[]
  /** Nobody there was asked for whom they would come. */
  nobodyAsked: boolean
  /** From a team member (else anybody attested) to somebody in the practice, over known steps; null when the team has standing there or no path of 3 steps is known that names nobody on whom a bridge hangs. */
  path: string[] | null
  teamKnown: boolean
}

export interface Invitee {
  person: string
  practice: string
  reasons: (
    | 'host'
    | 'cares-about-it'
    | 'offers-it'
    | 'seeks-it'
    | 'member-of-both'
    | 'between-sides'
    | 'joins-another-practice'
    | 'not-in-any-space'
    | 'member-there'
  )[]
}

/** Who would still not be there: chosen because they care, stand on a side nobody else stands on, or have a stake. */
export type Missing =
  | { kind: 'practice'; practice: string; because: 'shares-the-concern' | 'stakes' | 'in-no-space' | 'least-reached' }
  | { kind: 'side'; boundary: string; side: string }
  | { kind: 'unknown-standing'; boundary: string; people: number }

export interface Asks {
  size: number
  gatheringHours: number
  /** All told, for all who come, one gathering. */
  hours: number
  /** How many of those invited sit in spaces already, and how many seats they hold. */
  alreadyInSpaces: number
  seats: number
}

export type Doubt =
  | 'few-answered'
  | 'effect-cannot-be-told'
  | 'lot-does-as-well'
  | 'depends-on-assumptions'
  | 'no-host-known'
  | 'only-the-team-could-host'
  | 'one-from-a-practice'
  | 'already-many-spaces'
  | 'quarrel-known'
  | 'quiet-may-be-chosen'
  | 'asking-may-burden-who-carries-it'
  | 'unlikely-for-good-reason'
  | 'too-early-to-agree'
  | 'being-seen-may-burden'

export type WouldChange =
  | { kind: 'one-tie-told'; practices: [string, string] }
  | { kind: 'more-answers'; practice: string; answered: number; people: number }
  | { kind: 'a-second-route'; practices: [string, string] }
  | { kind: 'not-worth-a-meeting'; practices: string[] }
  | { kind: 'already-in-a-space'; practice: string }
  | { kind: 'they-do-not-want-to-be-heard-here'; practice: string }
  /** of a pair: without names, because the card has them already */
  | { kind: 'they-know-each-other' }
  | { kind: 'one-does-not-wish-it' }
  | { kind: 'agreed-already'; practices: string[] }
  | { kind: 'nobody-wishes-to-convene' }

/** Several counts that are never added up. null = cannot be said. More is better except for load. */
export interface Profile {
  /** Stakes-weighted lack of ties among the practices it joins. */
  need: number
  delta: number | null
  /** Least chance, over the practices it joins, that members would come if the best-standing hosts called; from steps, never from exact answers. */
  worstStanding: number | null
  /** Share of invitees who said they care about the shared concerns. */
  care: number
  /** Delta over draws of who would come. */
  turnoutDelta: number | null
  /** Hours asked of people who already carry much. */
  load: number
  /** Added routes between the practices it joins. */
  redundancy: number
}

export interface Order {
  /** Mean place over random weightings of the profile; 1 is best. */
  meanRank: number
  shareFirst: number
  shareTopThree: number
  /** Not beaten on all counts by another. */
  unbeaten: boolean
  /** Share of assumption settings (chance of a tie, boundary, attendance, attention) in which its effect stays in the top three; null when no effect is shown. */
  stability: number | null
  settings: number
}
