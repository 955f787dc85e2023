/** What a space could do, and what it is compared with. Estimates on possible worlds, never a promise. */

import type { Band, Estimate } from '../reach/estimate.ts'

export type NoEffect =
  /** no tie that can carry anything is known: ask first */
  | 'no-ties-known'
  /** reach is measured between practices, and there are fewer than two with people in them */
  | 'one-practice'
  /** fewer than two people could be invited */
  | 'nobody-to-invite'

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
