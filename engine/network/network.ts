/**
 * Who is tied to whom, and nothing else: what the measures of position and structure read. Numbers instead of ids; a person never has a
 * tie with themselves, and a pair (in a direction) has one tie at most.
 *
 * "CSR": the ties of person i are entries `start[i]` up to, not including, `start[i + 1]`, neighbours ascending.
 */
export interface Network {
  readonly people: number
  readonly directed: boolean
  /** how many ties: pairs, or arcs when directed */
  readonly ties: number
  /** ties going out of each person; an undirected tie stands at both ends */
  readonly start: Uint32Array
  readonly to: Uint32Array
  /** 1e-100 to 1e100; null = all 1 */
  readonly strength: Float64Array | null
  /** ties coming in; the very same arrays when undirected */
  readonly inStart: Uint32Array
  readonly from: Uint32Array
  readonly inStrength: Float64Array | null
}

/** Ties in columns: tie k goes from person `from[k]` to person `to[k]`. */
export interface TieColumns {
  /** how many people, numbered from 0 */
  people: number
  from: ArrayLike<number>
  to: ArrayLike<number>
  /** 1e-100 to 1e100, so that no sum or product of a measure overflows or vanishes; absent = all 1 */
  strength?: ArrayLike<number> | null
  directed?: boolean
  /** what to do with a pair that comes twice: refuse it (default), or keep the strongest */
  repeated?: 'refuse' | 'strongest'
  /** what to do with a tie of a person with themselves: refuse it (default), or leave it out */
  self?: 'refuse' | 'leave-out'
}
