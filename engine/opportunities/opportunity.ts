/**
 * What an opportunity is: a place in the landscape where a new space could open, with reasons, what it could do,
 * and what would change our mind. Plain JSON: ids and numbers only; the words live with whoever shows it.
 *
 * Two promises are kept by these shapes. A fragile bridge names the boundary, the two practices and the number of
 * routes, and holds no field in which a person who carries it could stand. Nothing here ranks persons: lists of people are in the
 * order of their ids.
 */

import type { Control } from '../control.ts'
import type { Assumptions } from '../reach/assumptions.ts'
import type { Band, Estimate } from '../reach/estimate.ts'

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

/** Fewest people of a practice for which a number about it is shown. */
export const FEWEST_SHOWN = 5
/** Fewest legitimacy answers from which a total is shown. */
export const FEWEST_ANSWERS = 3

export interface SpotOptions {
  /** Any whole number or text; the same landscape, options and seed give the same result to the last bit. */
  seed: number | string
  /** How many people a space would hold; default 12, or a quarter of those who may be invited if that is less (four at least). */
  size?: number
  /** Only pairs on different sides of this boundary. */
  boundary?: string
  /** How many opportunities; default 10. */
  limit?: number
  /** What is assumed; `worlds` is the number of possible worlds on which effects are reported, choosing uses a quarter as many others. */
  assumptions?: Partial<Omit<Assumptions, 'seed'>>
  /** Random groups each composed invitation is compared with, at least 200 for a reported result; default 200. */
  comparisons?: number
  /** Fewest people of a practice that is named; default 5, or 2 where most people belong to smaller practices (a sketch). */
  fewest?: number
  /** Practices that have an agreement of their own already, pair by pair: they are not proposed as a partnership. */
  partnerships?: readonly (readonly [string, string])[]
  /** People who said yes to being introduced to others, each of the landscape; everybody who may be invited unless given. */
  introductions?: readonly string[]
  /** People who were told first that they stand ready to convene, and said yes to being named to the team. */
  agreedConveners?: readonly string[]
  /** Share of practice pairs left out by chance as if kept apart, 0 to 1; default a tenth. A tenth of that share for people in one room. */
  decoys?: number
  control?: Control
}

export type SpotOutcome =
  | SpotResult
  | { kind: 'cancelled' }
  | { kind: 'refused'; reason: 'unknown-boundary'; value: string }

export interface SpotResult {
  kind: 'spotted'
  engineVersion: string
  seed: number | string
  /** As asked, or all who may be invited where these are fewer. */
  size: number
  /** With how many random groups each invitation was compared; not `enough` to report under 200. */
  comparisons: { groups: number; enough: boolean }
  boundary: string | null
  assumptions: Assumptions
  /** The landscape as it is; null when nothing is known that could carry anything, or there is one practice only. */
  reach: KnownReach | null
  /** Why `reach` and every effect are null, if they are. */
  noEffect: NoEffect | null
  /** In the order in which to read them. */
  opportunities: Opportunity[]
}

/** How far what is learned travels today: chances 0 to 1. Practices under five people are left out. */
export interface KnownReach {
  mean: Estimate
  /** Where the mean lies in 10–90 % of what the pairs nobody was asked about may be; null unless they are drawn. */
  dataBand: Band | null
  byPractice: { practice: string; people: number; into: number | null; from: number | null; local: number | null }[]
  worlds: number
}

export type NoEffect =
  /** no tie that can carry anything is known: ask first */
  | 'no-ties-known'
  /** reach is measured between practices, and there are fewer than two with people in them */
  | 'one-practice'
  /** fewer than two people could be invited */
  | 'nobody-to-invite'

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

/** Each fact can be clicked: it names what it was read from. Counts of people are of those known in the landscape. */
export type Fact =
  /** Both said they care about it. `people` = how many members said so, null when only the practice as a whole did or fewer than 1 person. */
  | { kind: 'shared-concern'; concern: string; held: { practice: string; asPractice: boolean; people: number }[] }
  /** What one side offers and the other seeks. */
  | { kind: 'offer-meets-need'; concern: string; offeredBy: string; soughtBy: string }
  /** Pairs of people, one in each, with a known tie; `expected` if the known ties fell by chance on pairs of people, null when nothing is known. */
  | {
      kind: 'known-ties'
      practices: [string, string]
      seen: number
      expected: number | null
      ratio: number | null
      /** Pairs of people known to have none, and pairs nobody was asked about. */
      saidNo: number
      unknown: number
    }
  /** How many answered the question about ties. */
  | { kind: 'answered'; practice: string; answered: number; people: number }
  /** How much a bridge hangs on: direct routes that share nobody, and over how many people the crossing ties spread on each side (1 / Σ share²). */
  | {
      kind: 'routes'
      practices: [string, string]
      /** Fewest people whose leaving ends every direct tie between the two. */
      direct: number
      knownTies: number
      /** Fewest people whose leaving ends every way between the two, through others as well; counting stops at ten. */
      allWays: number
      spreadOver: { practice: string; people: number }[]
    }
  /** Ties known between people who stand on one side alone and people who stand on the other alone, against what chance would give. */
  | {
      kind: 'sides-hardly-tied'
      boundary: string
      sides: [string, string]
      seen: number
      expected: number
    }
  /** Seats that people who stand on this side hold in the spaces of the landscape, and how many by lot. */
  | { kind: 'side-in-no-space'; boundary: string; side: string; seats: number; expected: number; spaces: number }
  /** What both of a pair said they care about. */
  | { kind: 'pair-cares'; concerns: string[] }
  /** What one of a pair offers and the other seeks; never which of them needs it. */
  | { kind: 'pair-fits'; concerns: string[] }
  /** About one of this many such pairs would know each other, by what is known of ties: 1 / p, in steps. */
  | { kind: 'seldom-met'; oneIn: number }
  /** How somebody could bring the two together: over this many known steps, or through a host trusted where both are at home. */
  | { kind: 'pair-way-in'; steps: number | null; hosts: string[] }
  /** Not chosen by any count: picked at random among all pairs that could be introduced. */
  | { kind: 'picked-by-lot'; among: number }
  /** Nothing is known that the two have agreed on as groups. */
  | { kind: 'no-agreement-known'; practices: [string, string] }
  /** At least so many people, none of them on the team, bring these sides together and are trusted on both. Never fewer than five, in steps of five. */
  | { kind: 'stand-ready'; boundary: string; sides: [string, string]; atLeast: number }
  /** Said yes to being told to the team. */
  | { kind: 'agreed-to-convene'; boundary: string; sides: [string, string]; people: string[] }
  /**
   * Somebody is known on both sides, or a path of at most three known steps leads across, none of them over a bridge that hangs
   * on few. Never on a fragile bridge.
   */
  | { kind: 'way-in'; practices: [string, string]; by: 'member-of-both' | 'trusted-in-both' | 'path'; people: string[] }
  /** Seats its members hold in the spaces of the landscape, and how many they would hold if seats fell by lot. */
  | { kind: 'in-no-space'; practice: string; seats: number; expected: number; spaces: number }
  /** People of both already sit in this space. */
  | { kind: 'meet-in-space'; practices: [string, string]; space: string }
  /** No member has said who they would come for, and nobody on the team is known there. */
  | { kind: 'asked-by-nobody'; practice: string }
  | { kind: 'nobody-from-team'; practice: string }
  /** With how many other practices any tie is known. */
  | { kind: 'cut-off'; practice: string; tiedTo: string[]; of: number }
  /** These reach the practice, but no tie is known by which they learn from it. */
  | { kind: 'told-not-heard'; practice: string; by: string[] }
  /** Chance (0 to 1) that something learned in one reaches the other, beside that of the landscape. */
  | { kind: 'low-reach'; practices: [string, string]; reach: number; landscape: number }
  | { kind: 'stakes'; from: string; to: string; weight: number }
  /** On different sides of a boundary. */
  | { kind: 'across'; boundary: string; sides: { practice: string; sides: string[] }[] }

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

/** What the space could do, on fresh possible worlds never used for choosing. Chances are 0 to 1: 0.04 reads "4 of 100 things". */
export interface Effect {
  before: Estimate
  after: Estimate
  delta: Estimate
  /** Adds up to delta: between people in the room, one in the room, none in the room. */
  split: { in: number; edge: number; out: number }
  /** Share of delta for pairs not both in the room; null when delta cannot be told from nothing. */
  spillOver: number | null
  /** Among those in the room. */
  local: { before: Estimate; after: Estimate } | null
  /** What reaches each practice from all others; practices under five people are left out. */
  gainByPractice: { practice: string; before: number | null; gain: number }[]
  /** 10–90 % of delta over what the pairs nobody was asked about may be; null unless they are drawn. */
  dataBand: Band | null
  /** The interval of delta, or its data band, includes nothing. */
  cannotTell: boolean
  worlds: number
}

export interface Comparators {
  /** Random groups of the same size from everybody who may be invited. */
  lot: Lot
  /** The same from those who can be convened: the practices it joins and those a known step away. */
  convenable: Lot
  /** Doing nothing: the landscape as it is. */
  nothing: number
  /** The composed invitation does better than 95 of 100 groups that could be convened. */
  beatsLot: boolean
  /** Share of the convenable groups that it does better than. */
  betterThan: number
}

export interface Lot {
  groups: number
  size: number
  from: number
  /** Reach of the landscape with such a group: median, and what 5 of 100 groups exceed. */
  median: number
  p95: number
  /** The same as difference to doing nothing. */
  medianDelta: number
  p95Delta: number
}

export interface Door {
  practice: string
  /** Attested by members of the practice: most of those asked would come. In the order of ids. */
  people: {
    person: string
    onTeam: boolean
    /**
     * null = fewer than three answers: nothing is told yet. Otherwise most of at least so many who were asked would come; in steps of three,
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

/** For one person alone, and for nobody else: that they already do what a convener does, and between whom. */
export interface ReadyConvener {
  person: string
  boundary: string
  sides: [string, string]
  /** Practices on each of the two sides whose members would come if this person called. */
  trustedIn: string[]
  /** Pairs of people, one on each side, who both have a tie with this person and none known with each other. */
  bringsTogether: number
  /** What the others would lose in reach without this person: chance, 0 to 1. */
  criticality: Estimate
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

/** A convener's own opportunity: practices to join, or the people. */
export type OwnOpportunity = { practices: string[]; size?: number } | { people: string[]; practices?: string[] }

export type CheckOutcome =
  | {
      kind: 'checked'
      engineVersion: string
      seed: number | string
      assumptions: Assumptions
      opportunity: Opportunity
    }
  | Refused
  | { kind: 'cancelled' }

/** `no-invitation-possible` has several causes and names none, because some of them are private. */
export interface Refused {
  kind: 'refused'
  reason: 'unknown-practice' | 'unknown-person' | 'practice-too-small' | 'too-few' | 'no-invitation-possible'
  value: string | null
}

export type WhatIfQuestion = { people: string[] } | { practices: string[]; size: number }

export type WhatIfOutcome =
  | {
      kind: 'computed'
      engineVersion: string
      seed: number | string
      assumptions: Assumptions
      people: string[]
      effect: Effect | null
      noEffect: NoEffect | null
      comparators: Comparators | null
    }
  | Refused
