import { forwardTies } from '../clustering/forward-ties.ts'
import type { NetworkWork } from '../clustering/network-once.ts'
import { type Control, checkpoint, quiet } from '../control.ts'
import { inStretches } from '../network/in-stretches.ts'
import type { Network } from '../network/network.ts'
import { runParts } from '../parts.ts'
import { allChains } from './all-chains.ts'
import { type ClosedPart, closedPartCount, openClosedChains } from './closed-chains.ts'
import { byRole, type PerRole } from './roles.ts'
import { checkSides, type Sides } from './sides.ts'

export interface BrokerageRoles {
  /** for each person, how often they stand between in each role: for the person alone */
  people: PerRole<Float64Array>
  /** sums over all people */
  total: PerRole<number>
  /** people whose side is known, and not */
  known: number
  unknown: number
}

/** A count under this share of the chains it was left of is rounding, and none. */
const ROUNDING = 1e-13

/** Some closed chains, and all chains of some people, five counts for each from person `from` on. */
export interface RolesPart {
  closed: ClosedPart
  from: number
  all: Float64Array
}

/** The work of `brokerageRoles`: triangles by lowest rank, and people by number. */
export const brokerageRolesParts: NetworkWork<Sides, RolesPart, BrokerageRoles> = {
  count: (network) => closedPartCount(network),
  open: (network, sides, opening) => {
    checkSides(sides, network.people)
    const closed = openClosedChains(network, sides, opening)
    const count = closedPartCount(network)
    const begin = (nth: number) => Math.floor((network.people * nth) / count)
    return (nth, control) => ({
      closed: closed(nth, control),
      from: begin(nth),
      all: allChains(network, sides, [begin(nth), begin(nth + 1)], control),
    })
  },
  join: (network, sides) => {
    const all = new Float64Array(5 * network.people)
    const closed = new Float64Array(5 * network.people)
    return {
      add: (part, control) => {
        all.set(part.all, 5 * part.from)
        const { first, counts } = part.closed
        checkpoint(control, 0)
        const into = closed.subarray(5 * first)
        for (let k = 0; k < counts.length; k++) into[k]! += counts[k]!
      },
      result: (control) => summedUp(takeClosed(network, all, closed, control), sides, control),
    }
  },
}

/**
 * Chains whose ends are not tied, five counts by role for each person.
 *
 * @param closed five counts for each rank
 */
export function openCounts(network: Network, sides: Sides, closed: ArrayLike<number>, control?: Control): Float64Array {
  return takeClosed(network, allChains(network, sides, [0, network.people], control), closed, control)
}

/** Takes closed chains, by rank, out of all chains, by person, in place. */
function takeClosed(
  network: Network,
  counts: Float64Array,
  closed: ArrayLike<number>,
  control: Control | undefined,
): Float64Array {
  const { person, count } = forwardTies(network)
  inStretches(network.people, control, (begin, end) => {
    for (let r = begin; r < end; r++) {
      const least = ROUNDING * count[r]! ** 2
      for (let role = 0; role < 5; role++) {
        const at = 5 * person[r]! + role
        const open = counts[at]! - closed[5 * r + role]!
        counts[at] = open > least ? open : 0
      }
    }
  })
  return counts
}

/** Sums of five counts over all people. */
export function totalsOf(counts: Float64Array): Float64Array {
  const totals = new Float64Array(5)
  for (let i = 0; i < counts.length; i += 5) for (let role = 0; role < 5; role++) totals[role]! += counts[i + role]!
  return totals
}

function summedUp(counts: Float64Array, sides: Sides, control: Control | undefined): BrokerageRoles {
  const people = counts.length / 5
  const totals = totalsOf(counts)
  const perPerson = byRole(() => new Float64Array(people))
  Object.values(perPerson).forEach((values, role) => {
    checkpoint(control, 1)
    for (let i = 0; i < people; i++) values[i] = counts[5 * i + role]!
  })
  let known = 0
  for (let i = 0; i < people; i++) if (sides.start[i + 1]! > sides.start[i]!) known++
  return { people: perPerson, total: byRole((role) => totals[role]!), known, unknown: people - known }
}

/**
 * Who stands between people who are not tied, and in which of five roles towards the sides of a boundary? Counts the ordered pairs
 * (a, c), a ≠ c, with a → b, b → c and no a → c; an undirected tie goes both ways, so that each pair counts twice, once in each order.
 *
 * Who straddles counts in parts: the sum over sides x, y, z of m_ax · m_by · m_cz. Chains with somebody whose side is not known are left
 * out. All chains come from counts of sides before and behind each person; closed ones are taken away by listing triangles once.
 *
 * Cost O(ties · sides a person + ties^1.5). Memory: 4 bytes a tie, 200 a person. Where nobody straddles the counts are exact.
 * Source: R. V. Gould and R. M. Fernandez, 1989; shares of several memberships are our own form.
 *
 * What misleads: it rewards keeping people apart. The roles of a convener who succeeds fall to 0, because a and c meet; see
 * `brokerageHandedOver`. It needs nearly all answers.
 *
 * @throws BadInput for sides that do not fit the people; Error named AbortError when stopped
 */
export function brokerageRoles(network: Network, sides: Sides, control?: Control): BrokerageRoles {
  forwardTies(network, quiet(control))
  return runParts(brokerageRolesParts, network, sides, control)
}
