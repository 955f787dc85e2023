import type { Landscape } from '../network/landscape.ts'
import type { Assumptions } from './assumptions.ts'
import type { Band, Estimate } from './estimate.ts'

/** A reason why reach across practices has no meaning here; results then hold zeros and must not be shown as numbers. */
export type CannotSay = 'fewer-than-two-practices'

/** How far what is learned travels in a landscape as it is. All chances, 0 to 1. */
export interface Reach {
  cannotSay: CannotSay | null
  /** mean chance that what is learned in one practice can reach another (stakes weighted) */
  llc: Estimate
  /** 10–90 % band over what the unknown pairs may be; null unless unknown pairs are drawn */
  dataBand: Band | null
  /** one row per practice, in the landscape's order */
  byPractice: PracticeReach[]
  /** `between[from * practices + to]`: mean chance from practice to practice (diagonal: local); null above 256 practices; NaN never: pairs without people hold -1 */
  between: Float64Array | null
  worlds: number
}

export interface PracticeReach {
  practice: number
  people: number
  /** what is learned in the other practices reaches here; null when no other practice has people */
  into: number | null
  /** what is learned here reaches the other practices */
  from: number | null
  /** what one member learns reaches another member; null under two people */
  local: number | null
}

/** What one space with these members would do to the landscape. Chances and differences of chances. */
export interface SpaceEffect {
  cannotSay: CannotSay | null
  before: Estimate
  after: Estimate
  /** after − before, paired over worlds */
  delta: Estimate
  /** exact parts of delta: pairs with both people in the space, one, none */
  split: { in: number; edge: number; out: number }
  /** (edge + out) / delta; null when delta's interval includes 0 */
  spillOver: number | null
  /** mean chance between members, before and after; null under two members */
  local: { before: Estimate; after: Estimate } | null
  /** one per practice: rise of the chance that what is learned in the others reaches it (mean over worlds) */
  gainByPractice: number[]
  /** 10–90 % band of delta over what the unknown pairs may be; null unless unknown pairs are drawn */
  dataBand: Band | null
  worlds: number
}

export interface Control {
  /** called now and then with the share done, 0 to 1 */
  onProgress?: (done: number) => void
  /** asked now and then; true stops the computation with an `AbortError` */
  shouldStop?: () => boolean
}

/** A set of possible worlds of one landscape under one set of assumptions, kept for many what-ifs. */
export interface Worlds {
  readonly assumptions: Assumptions
  readonly stream: string
  readonly cannotSay: CannotSay | null
  /** reach of the landscape as it is */
  reach(): Reach
  /** mean rise of the landscape's reach by a space with these members; the fast one, for choosing */
  gain(members: ArrayLike<number>, space?: string): number
  /** the full effect of a space with these members, with intervals and split; for showing */
  effect(members: ArrayLike<number>, space?: string): SpaceEffect
  /** what the others lose in reach when this person leaves */
  criticality(person: number): Estimate
}

/**
 * Draws the possible worlds of a landscape (see ENGINE §2).
 *
 * @param stream worlds of another stream are independent: choose on 'choose', report on 'score'
 */
export function openWorlds(
  _landscape: Landscape,
  _assumptions: Assumptions,
  _stream: string,
  _control: Control = {},
): Worlds {
  throw new Error('openWorlds is being written')
}
