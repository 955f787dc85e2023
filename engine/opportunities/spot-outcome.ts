/** What spot is asked, and what it answers. */

import type { Control } from '../control.ts'
import type { Assumptions } from '../reach/assumptions.ts'
import type { Band, Estimate } from '../reach/estimate.ts'
import type { NoEffect } from './effect.ts'
import type { Opportunity } from './opportunity.ts'

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
