import type { LandscapeInput } from './landscape-input.ts'

/**
 * A landscape as columns of numbers: the same content as `LandscapeInput`, for landscapes of up to millions of people and ties, which would
 * take too much memory as one object for each row. People and practices are given by their ids; everything that has many rows refers to
 * them by their places in these lists. The small tables stay as they are.
 */
export interface LandscapeColumns extends Omit<LandscapeInput, 'people' | 'practices' | 'memberships' | 'ties'> {
  /** external ids, in any order; a person's place in this list is the person's number in the columns */
  people: readonly string[]
  practices: readonly string[]
  memberships: MembershipColumns
  ties: AccountColumns
}

export interface MembershipColumns {
  person: ArrayLike<number>
  practice: ArrayLike<number>
  /** above 0; absent = all 1 */
  weight?: ArrayLike<number>
}

/** Accounts of ties, a row each; several of one pair are allowed. */
export interface AccountColumns {
  from: ArrayLike<number>
  to: ArrayLike<number>
  /** index into `tieKinds`; absent = all "talks" */
  kind?: ArrayLike<number>
  /** 1 = both ways; absent = all both ways */
  mutual?: ArrayLike<number>
  /** 0 to 1; absent = all 1 */
  strength?: ArrayLike<number>
  /** 0 to 1; absent = all 1 */
  freshness?: ArrayLike<number>
  /** 1 = a report that there is no tie; absent = none is */
  no?: ArrayLike<number>
}
