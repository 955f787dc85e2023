import type { Control } from '../control.ts'
import { stretch } from '../control.ts'
import { buildNetwork } from '../network/build-network.ts'
import { type Landscape, numbering, tieKinds, way } from '../network/landscape.ts'
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
  const before = networkOf(earlier, choice)
  const sides = sidesIn(earlier, choice.boundary)
  const standing = brokerageRoles(before, sides, stretch(control, 0, 0.4))
  const after = brokerageRoles(networkOf(later, choice), sidesIn(later, choice.boundary), stretch(control, 0.4, 0.8))
  const numbers = numbering(later.ids.people)
  const acrossAfter = across(after.people, later.counts.people)
  const told = (accounts: number) => ties(earlier, later, { ...choice, accounts })
  return {
    handedOver: brokerageHandedOver(before, told(choice.accounts), sides, stretch(control, 0.8, 0.9)),
    perhaps: brokerageHandedOver(before, told(1), sides, stretch(control, 0.9, 1)),
    standingBefore: standing.total.gatekeeper + standing.total.representative + standing.total.liaison,
    standingAfter: after.total.gatekeeper + after.total.representative + after.total.liaison,
    personBefore: across(standing.people, earlier.counts.people),
    personAfter: Float64Array.from(earlier.ids.people, (id) => acrossAfter[numbers.get(id) ?? -1] ?? 0),
  }
}

function across({ gatekeeper, representative, liaison }: PerRole<Float64Array>, people: number): Float64Array {
  return Float64Array.from({ length: people }, (_, i) => gatekeeper[i]! + representative[i]! + liaison[i]!)
}

/** Ties of the later landscape that so many accounts tell of, among the people of the earlier one and by their numbers. */
function ties(earlier: Landscape, later: Landscape, { kinds, directed, accounts }: HandedOverChoice): Network {
  const numbers = numbering(earlier.ids.people)
  const number = later.ids.people.map((id) => numbers.get(id) ?? -1)
  const counted = tieKinds.map((kind) => kinds.includes(kind))
  const from: number[] = []
  const to: number[] = []
  for (let i = 0; i < later.counts.people; i++) {
    for (let d = later.dyadStart[i]!; d < later.dyadStart[i + 1]!; d++) {
      const [one, other] = [number[i]!, number[later.dyadHigh[d]!]!]
      if (one < 0 || other < 0) continue
      for (const [a, c, ways] of directed
        ? [[one, other, way.up] as const, [other, one, way.down] as const]
        : [[one, other, 3] as const]) {
        if (accountsOf(later, d, ways, counted) < accounts) continue
        from.push(a)
        to.push(c)
      }
    }
  }
  return buildNetwork({ people: earlier.counts.people, from, to, directed })
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
