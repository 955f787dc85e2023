import type { Control } from '../control.ts'
import type { Network } from '../network/network.ts'
import { type Parted, runParts } from '../parts.ts'
import { type BrokerageRoles, brokerageRoles, brokerageRolesParts } from './brokerage-roles.ts'
import type { ClosedPart } from './closed-chains.ts'
import { type DensityModel, densityModel, deviations } from './density-model.ts'
import { byRole, type PerRole, roleNames } from './roles.ts'
import { amongShuffled, roleChances, type ShuffledTotals, shuffledSides } from './roles-by-chance.ts'
import { onlySides, type Sides } from './sides.ts'

export interface ShuffleChoice {
  sides: Sides
  /** how many times the sides are shuffled over the people; 0 for none */
  draws: number
  seed: number | string
}

export interface BrokerageAgainstChance extends BrokerageRoles {
  /** chance of each role if sides were shuffled; times all roles of a person, or of all, it is what shuffling gives in the mean */
  chance: PerRole<number> | null
  /** what shuffling gives in the mean for the totals, exactly */
  expected: PerRole<number> | null
  shuffled: ShuffledTotals | null
  /** for each person and role, share of draws with as many or more: for the person alone; null without draws */
  atOrAbove: PerRole<Float64Array> | null
  /** the same ties laid at random, for comparison with other programs; null where somebody straddles */
  random: DensityModel | null
  /** for each person and role, how many deviations above the random mean: for the person alone; NaN where it cannot vary */
  deviation: PerRole<Float64Array> | null
}

/** Some draws: five totals each, and for each person and role how many draws reached what there is. */
export interface DrawnPart {
  totals: Float64Array[]
  reached: Uint32Array
}

const DRAWS_A_PART = 8
/** Where somebody straddles, counts closer than this are equal. */
const ROUNDING = 1e-9

type Part = ClosedPart | DrawnPart

/** The work of `brokerageAgainstChance`: triangles by lowest rank, then draws by eights. */
export const brokerageAgainstChanceParts: Parted<Network, ShuffleChoice, Part, BrokerageAgainstChance> = {
  count: (network, { sides, draws }) => brokerageRolesParts.count(network, sides) + Math.ceil(draws / DRAWS_A_PART),
  open: (network, choice) => {
    const closed = brokerageRolesParts.open(network, choice.sides)
    const pieces = brokerageRolesParts.count(network, choice.sides)
    let found: BrokerageRoles | null = null
    return (nth, control) => {
      if (nth < pieces) return closed(nth, control)
      found ??= brokerageRoles(network, choice.sides, { shouldStop: control?.shouldStop })
      return drawPart(network, choice, nth - pieces, found, control)
    }
  },
  join: (network, choice) => {
    const joining = brokerageRolesParts.join(network, choice.sides)
    const totals: Float64Array[] = []
    const reached = new Uint32Array(5 * network.people)
    return {
      add: (part) => {
        if ('first' in part) {
          joining.add(part)
          return
        }
        totals.push(...part.totals)
        for (let k = 0; k < reached.length; k++) reached[k]! += part.reached[k]!
      },
      result: () => summedUp(network, joining.result(), choice, totals, reached),
    }
  },
}

function drawPart(
  network: Network,
  { sides, draws, seed }: ShuffleChoice,
  nth: number,
  found: BrokerageRoles,
  control?: Control,
): DrawnPart {
  const reached = new Uint32Array(5 * network.people)
  const totals: Float64Array[] = []
  const end = Math.min(draws, (nth + 1) * DRAWS_A_PART)
  for (let draw = nth * DRAWS_A_PART; draw < end; draw++) {
    const one = brokerageRoles(network, shuffledSides(sides, seed, draw), { shouldStop: control?.shouldStop })
    totals.push(Float64Array.from(roleNames, (role) => one.total[role]))
    roleNames.forEach((name, role) => {
      const drawn = one.people[name]
      const seen = found.people[name]
      for (let i = 0; i < network.people; i++) if (drawn[i]! >= seen[i]! - ROUNDING) reached[5 * i + role]!++
    })
  }
  return { totals, reached }
}

function summedUp(
  network: Network,
  found: BrokerageRoles,
  { sides, draws }: ShuffleChoice,
  totals: Float64Array[],
  reached: Uint32Array,
): BrokerageAgainstChance {
  const chance = roleChances(sides)
  const random = onlySides(sides) && densityModel(network, sides)
  const chains = roleNames.reduce((sum, role) => sum + found.total[role], 0)
  return {
    ...found,
    chance,
    random,
    deviation: random && deviations(random, found.people, sides),
    expected: chance && byRole((role) => chance[roleNames[role]!] * chains),
    shuffled: draws > 0 ? amongShuffled(totals, found.total) : null,
    atOrAbove:
      draws > 0
        ? byRole((role) => Float64Array.from(found.people.liaison, (_, i) => reached[5 * i + role]! / draws))
        : null,
  }
}

/**
 * Are the roles of `brokerageRoles` more than the sizes of the sides and the ties would give? Shuffles the sides over the people whose
 * side is known, the ties staying as they are.
 *
 * The mean is exact (`roleChances`); the interval comes from the draws. Cost: that of `brokerageRoles`, once more for each draw.
 * Memory: besides, 20 bytes a person for each part under way. Source: label permutation, DOMAIN §4.2; R. V. Gould and R. M. Fernandez,
 * 1989, compare with a random network instead, see `densityModel`.
 *
 * @throws BadInput for sides that do not fit the people; Error named AbortError when stopped
 */
export function brokerageAgainstChance(
  network: Network,
  choice: ShuffleChoice,
  control?: Control,
): BrokerageAgainstChance {
  return runParts(brokerageAgainstChanceParts, network, choice, control)
}
