import { type Control, quiet, stretch } from '../control.ts'
import { buildNetwork } from '../network/build-network.ts'
import { inStretches, inStretchesOfRows } from '../network/in-stretches.ts'
import { type Landscape, tieKinds, way } from '../network/landscape.ts'
import type { TieKind } from '../network/landscape-input.ts'
import type { Network } from '../network/network.ts'
import { networkOf } from '../network/network-of.ts'
import { brokerageHandedOver, type HandedOver } from './brokerage-handed-over.ts'
import { brokerageRoles } from './brokerage-roles.ts'
import type { PerRole } from './roles.ts'
import { sidesIn } from './sides.ts'

/** One landscape at two times. People are the same when their ids are. */
export interface TwoLandscapes {
  earlier: Landscape
  later: Landscape
}

export interface HandedOverChoice {
  /** external id; null: practices take the place of sides */
  boundary: string | null
  kinds: readonly TieKind[]
  directed: boolean
  /** how many accounts a new tie needs to be confirmed */
  accounts: number
}

export interface HandedOverBetween {
  /** chains through each person of the earlier landscape whose ends have a confirmed tie since */
  handedOver: HandedOver
  /** the same, if one account of the new tie is enough */
  perhaps: HandedOver
  /** chains across that stood earlier, and that stand later, in all */
  standingBefore: number
  standingAfter: number
  /** for each person of the earlier landscape, the chains across through them, earlier and later; 0 for who is not there later */
  personBefore: Float64Array
  personAfter: Float64Array
}

/**
 * What did people hand over between two pictures of a landscape, and what still stands? See `brokerageHandedOver`.
 *
 * Sides are those of the earlier picture for what was handed over, and of its own picture for what stands. Who came in between stood
 * between nobody before. Cost: the roles of both, and new ties · ties a person.
 *
 * @throws BadInput when one of the two has no such boundary; AbortError when stopped
 */
export function handedOverBetween(
  { earlier, later }: TwoLandscapes,
  choice: HandedOverChoice,
  control?: Control,
): HandedOverBetween {
  const stop = quiet(control)
  const before = networkOf(earlier, choice, stop)
  const sides = sidesIn(earlier, choice.boundary, stop)
  const standing = brokerageRoles(before, sides, stretch(control, 0, 0.4))
  const now = networkOf(later, choice, stop)
  const after = brokerageRoles(now, sidesIn(later, choice.boundary, stop), stretch(control, 0.4, 0.8))
  const acrossAfter = across(after.people, later.counts.people)
  const numbers = numbersIn(earlier.ids.people, later.ids.people, stop)
  const told = (accounts: number) => ties(earlier, later, { ...choice, accounts }, stop)
  return {
    handedOver: brokerageHandedOver(before, told(choice.accounts), sides, stretch(control, 0.8, 0.9)),
    perhaps: brokerageHandedOver(before, told(1), sides, stretch(control, 0.9, 1)),
    standingBefore: standing.total.gatekeeper + standing.total.representative + standing.total.liaison,
    standingAfter: after.total.gatekeeper + after.total.representative + after.total.liaison,
    personBefore: across(standing.people, earlier.counts.people),
    personAfter: Float64Array.from(numbers, (number) => acrossAfter[number] ?? 0),
  }
}

function across({ gatekeeper, representative, liaison }: PerRole<Float64Array>, people: number): Float64Array {
  const sums = new Float64Array(people)
  for (let i = 0; i < people; i++) sums[i] = gatekeeper[i]! + representative[i]! + liaison[i]!
  return sums
}

/** For each of these people the number of the same id among others, or -1. Both lists of ids are in order. */
function numbersIn(ids: readonly string[], others: readonly string[], control: Control | undefined): Int32Array {
  const numbers = new Int32Array(ids.length)
  let at = 0
  inStretches(ids.length, control, (begin, end) => {
    for (let i = begin; i < end; i++) {
      while (at < others.length && others[at]! < ids[i]!) at++
      numbers[i] = others[at] === ids[i] ? at : -1
    }
  })
  return numbers
}

/** Ties of the later landscape that so many accounts tell of, among the people of the earlier one and by their numbers. */
function ties(
  earlier: Landscape,
  later: Landscape,
  { kinds, directed, accounts }: HandedOverChoice,
  control: Control | undefined,
): Network {
  const number = numbersIn(later.ids.people, earlier.ids.people, control)
  const counted = tieKinds.map((kind) => kinds.includes(kind))
  const most = (directed ? 2 : 1) * later.counts.dyads
  const [from, to] = [new Uint32Array(most), new Uint32Array(most)]
  let count = 0
  const note = (d: number, one: number, other: number, ways: number) => {
    if (accountsOf(later, d, ways, counted) < accounts) return
    from[count] = one
    to[count++] = other
  }
  inStretchesOfRows(later.dyadStart, control, (begin, end) => {
    for (let i = begin; i < end; i++) {
      const one = number[i]!
      if (one < 0) continue
      for (let d = later.dyadStart[i]!; d < later.dyadStart[i + 1]!; d++) {
        const other = number[later.dyadHigh[d]!]!
        if (other < 0) continue
        note(d, one, other, directed ? way.up : way.up | way.down)
        if (directed) note(d, other, one, way.down)
      }
    }
  })
  const columns = { from: from.subarray(0, count), to: to.subarray(0, count) }
  return buildNetwork({ people: earlier.counts.people, ...columns, directed }, control)
}

/** How many accounts say that there is a tie in one of these ways. */
function accountsOf(landscape: Landscape, dyad: number, ways: number, counted: readonly boolean[]): number {
  const { accountStart, accountKind, accountWay, accountStrength, accountFreshness } = landscape
  let count = 0
  for (let k = accountStart[dyad]!; k < accountStart[dyad + 1]!; k++) {
    const says = accountWay[k]!
    if ((says & way.no) !== 0 || (says & ways) === 0 || !counted[accountKind[k]!]) continue
    if (accountStrength[k]! * accountFreshness[k]! > 0) count++
  }
  return count
}
