import { BadInput } from '../bad-input.ts'
import { type Control, checkpoint, stretch } from '../control.ts'
import { buildNetwork } from './build-network.ts'
import { type Landscape, tieKinds, way } from './landscape.ts'
import type { TieKind } from './landscape-input.ts'
import type { Network } from './network.ts'
import { countedKinds, peacefulKinds, seenTies } from './seen-ties.ts'
import { STEPS_BETWEEN_STOPS } from './steps-between-stops.ts'
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
 * The network of a landscape: people by their numbers, and the ties that anybody told of. Where one said yes and another no, the tie is
 * there: the dissent stays among the accounts of the landscape. A pair of whom only "no" was said has none.
 *
 * Several accounts of a pair are one tie, of the strongest. Undirected, a one-way tie is a tie. Directed, `i → j` says that j can learn
 * from i. A tie of strength or freshness 0 is none. Cost O(people + accounts).
 *
 * @param control followed and asked to stop every few milliseconds
 * @throws BadInput for a kind that is none, and where `directed` or `weighted` is neither true nor false
 */
export function networkOf(landscape: Landscape, choice: NetworkChoice = {}, control?: Control): Network {
  const { kinds = peacefulKinds, directed = false, weighted = false } = choice
  for (const [name, value] of Object.entries({ directed, weighted })) {
    if (typeof value !== 'boolean') throw new BadInput(name, value, 'give true or false')
  }
  const first = stretch(control, 0, 0.3)
  const columns = directed ? arcsOf(landscape, kinds, first) : undirectedTies(landscape, kinds, first)
  return buildNetwork(
    {
      people: landscape.counts.people,
      from: columns.from,
      to: columns.to,
      strength: weighted ? columns.strength : null,
      directed,
    },
    stretch(control, 0.3, 1),
  )
}

interface Columns {
  from: Uint32Array
  to: Uint32Array
  strength: Float64Array
}

function undirectedTies(landscape: Landscape, kinds: readonly TieKind[], control: Control | undefined): Columns {
  const { one, other, strength } = seenTies(landscape, kinds, control)
  return { from: one, to: other, strength }
}

function arcsOf(landscape: Landscape, kinds: readonly TieKind[], control: Control | undefined): Columns {
  const { dyadStart, dyadHigh, counts } = landscape
  const counted = countedKinds(kinds)
  const most = 2 * counts.dyads
  const columns = { from: new Uint32Array(most), to: new Uint32Array(most), strength: new Float64Array(most) }
  let count = 0
  const push = (from: number, to: number, strength: number) => {
    if (strength === 0) return
    columns.from[count] = from
    columns.to[count] = to
    columns.strength[count++] = strength
  }
  let pause = 0
  for (let i = 0; i < counts.people; i++) {
    if (i + dyadStart[i]! >= pause) {
      checkpoint(control, i / counts.people)
      pause = i + dyadStart[i]! + STEPS_BETWEEN_STOPS
    }
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
