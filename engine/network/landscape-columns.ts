import type { OtherTables } from './sound-rows.ts'

/**
 * A landscape as columns of numbers: the same content as `LandscapeInput`, for landscapes of up to millions of people and ties, which would
 * take too much memory as one object for each row. People and practices are given by their ids; everything that has many rows refers to
 * them by their places in these lists. The small tables stay as they are; one that is left out is empty.
 */
export interface LandscapeColumns extends Partial<Omit<OtherTables, 'complete'>>, Pick<OtherTables, 'complete'> {
  /** external ids, in any order; a person's place in this list is the person's number in the columns */
  people: readonly string[]
  practices: readonly string[]
  memberships: MembershipColumns
  ties: AccountColumns
}

export interface MembershipColumns {
  person: ArrayLike<number>
  practice: ArrayLike<number>
  /** above 0 (1e-100 to 1e100); absent = all 1 */
  weight?: ArrayLike<number>
}

/** Accounts of ties, a row each; several of one pair are allowed. */
export interface AccountColumns {
  from: ArrayLike<number>
  to: ArrayLike<number>
  /** index into `tieKinds`; absent = all "talks" */
  kind?: ArrayLike<number>
  /** 1 or true = both ways, 0 or false = `to` can learn from `from`; absent = all both ways */
  mutual?: ArrayLike<number | boolean>
  /** 0 to 1; absent = all 1 */
  strength?: ArrayLike<number>
  /** 0 to 1; absent = all 1 */
  freshness?: ArrayLike<number>
  /** 1 or true = a report that there is no tie, 0 or false = that there is one; absent = all say there is */
  no?: ArrayLike<number | boolean>
}
