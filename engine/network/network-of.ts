import { buildNetwork } from './build-network.ts'
import { type Landscape, tieKinds, way } from './landscape.ts'
import type { TieKind } from './landscape-input.ts'
import type { Network } from './network.ts'
import { peacefulKinds, seenTies } from './seen-ties.ts'
import { strongestAccount } from './strongest-account.ts'

/** Which ties of a landscape make a network. */
export interface NetworkChoice {
  /** kinds of ties that count; all but conflict unless said */
  kinds?: readonly TieKind[]
  /** true: who can learn from whom; false: who has any tie with whom */
  directed?: boolean
  /** true: strength · freshness; false: every tie counts 1 */
  weighted?: boolean
}

/** The same choice as parameters of a measure; `directed` stands only where a measure can do both. */
export const networkParameters = {
  kinds: { kind: 'some-of', means: 'kinds of ties that count', of: tieKinds, default: peacefulKinds },
  weighted: { kind: 'yes-or-no', means: 'count each tie by its strength and freshness, not as 1', default: false },
} as const

/**
 * The network of a landscape: people by their numbers, ties that anybody told of and nobody's "no".
 *
 * Several accounts of a pair are one tie, of the strongest. Undirected, a one-way tie is a tie. Directed, `i → j` says that j can learn
 * from i. A tie of strength or freshness 0 is none. Cost O(people + accounts).
 */
export function networkOf(landscape: Landscape, choice: NetworkChoice = {}): Network {
  const kinds = choice.kinds ?? peacefulKinds
  const columns = choice.directed ? arcsOf(landscape, kinds) : undirectedTies(landscape, kinds)
  return buildNetwork({
    people: landscape.counts.people,
    from: columns.from,
    to: columns.to,
    strength: choice.weighted ? columns.strength : null,
    directed: choice.directed ?? false,
  })
}

interface Columns {
  from: Uint32Array
  to: Uint32Array
  strength: Float64Array
}

function undirectedTies(landscape: Landscape, kinds: readonly TieKind[]): Columns {
  const { one, other, strength } = seenTies(landscape, kinds)
  return { from: one, to: other, strength }
}

function arcsOf(landscape: Landscape, kinds: readonly TieKind[]): Columns {
  const { dyadStart, dyadHigh, counts } = landscape
  const counted = tieKinds.map((kind) => kinds.includes(kind))
  const most = 2 * counts.dyads
  const columns = { from: new Uint32Array(most), to: new Uint32Array(most), strength: new Float64Array(most) }
  let count = 0
  const push = (from: number, to: number, strength: number) => {
    if (strength === 0) return
    columns.from[count] = from
    columns.to[count] = to
    columns.strength[count++] = strength
  }
  for (let i = 0; i < counts.people; i++) {
    for (let d = dyadStart[i]!; d < dyadStart[i + 1]!; d++) {
      push(i, dyadHigh[d]!, strongestAccount(landscape, d, way.up, counted))
      push(dyadHigh[d]!, i, strongestAccount(landscape, d, way.down, counted))
    }
  }
  return {
    from: columns.from.subarray(0, count),
    to: columns.to.subarray(0, count),
    strength: columns.strength.subarray(0, count),
  }
}
