import type { NetworkWork } from '../clustering/network-once.ts'
import { type Control, checkpoint } from '../control.ts'
import { inStretches } from '../network/in-stretches.ts'
import type { Network } from '../network/network.ts'
import { runParts } from '../parts.ts'
import { type BrokerageRoles, brokerageRolesParts, openCounts, type RolesPart, totalsOf } from './brokerage-roles.ts'
import { closedChains, closedPartCount } from './closed-chains.ts'
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

type Part = RolesPart | DrawnPart

/** The work of `brokerageAgainstChance`: triangles by lowest rank, then draws by eights. */
export const brokerageAgainstChanceParts: NetworkWork<ShuffleChoice, Part, BrokerageAgainstChance> = {
  count: (network, { draws }) => closedPartCount(network) + Math.ceil(draws / DRAWS_A_PART),
  open: (network, choice, opening) => {
    const closed = brokerageRolesParts.open(network, choice.sides, opening)
    const pieces = closedPartCount(network)
    let found: Float64Array | null = null
    return (nth, control) => {
      if (nth < pieces) return closed(nth, control)
      found ??= countsNow(network, choice, control)
      return drawPart(network, choice, nth - pieces, found, control)
    }
  },
  join: (network, choice) => {
    const joining = brokerageRolesParts.join(network, choice.sides)
    const totals: Float64Array[] = []
    const reached = new Uint32Array(5 * network.people)
    return {
      add: (part, control) => {
        if ('closed' in part) {
          joining.add(part, control)
          return
        }
        totals.push(...part.totals)
        inStretches(reached.length, control, (begin, end) => {
          for (let k = begin; k < end; k++) reached[k]! += part.reached[k]!
        })
      },
      result: (control) => summedUp(network, joining.result(control), choice, totals, reached, control),
    }
  },
}

function drawPart(
  network: Network,
  { sides, draws, seed }: ShuffleChoice,
  nth: number,
  found: Float64Array,
  control?: Control,
): DrawnPart {
  const reached = new Uint32Array(5 * network.people)
  const first = nth * DRAWS_A_PART
  const asking = { shouldStop: control?.shouldStop }
  const shuffled = Array.from({ length: Math.min(DRAWS_A_PART, draws - first) }, (_, k) => {
    checkpoint(asking, 0)
    return shuffledSides(sides, seed, first + k, asking)
  })
  const closed = closedChains(network, shuffled, asking)
  const totals = shuffled.map((one, k) => {
    const counts = openCounts(network, one, closed[k]!, asking)
    checkpoint(asking, 0)
    for (let at = 0; at < counts.length; at++) if (counts[at]! >= found[at]! - ROUNDING) reached[at]!++
    return totalsOf(counts)
  })
  return { totals, reached }
}

/** The counts as they are. */
function countsNow(network: Network, { sides }: ShuffleChoice, control?: Control): Float64Array {
  const asking = { shouldStop: control?.shouldStop }
  return openCounts(network, sides, closedChains(network, [sides], asking)[0]!, asking)
}

function summedUp(
  network: Network,
  found: BrokerageRoles,
  { sides, draws }: ShuffleChoice,
  totals: Float64Array[],
  reached: Uint32Array,
  control: Control | undefined,
): BrokerageAgainstChance {
  checkpoint(control, 1)
  const chance = roleChances(sides)
  const random = onlySides(sides) && densityModel(network, sides)
  const chains = roleNames.reduce((sum, role) => sum + found.total[role], 0)
  return {
    ...found,
    chance,
    random,
    deviation: random && deviations(random, found.people, sides, control),
    expected: chance && byRole((role) => chance[roleNames[role]!] * chains),
    shuffled: draws > 0 ? amongShuffled(totals, found.total) : null,
    atOrAbove: draws > 0 ? sharesOfDraws(reached, draws, control) : null,
  }
}

function sharesOfDraws(reached: Uint32Array, draws: number, control: Control | undefined): PerRole<Float64Array> {
  return byRole((role) => {
    checkpoint(control, 1)
    const shares = new Float64Array(reached.length / 5)
    for (let i = 0; i < shares.length; i++) shares[i] = reached[5 * i + role]! / draws
    return shares
  })
}

/**
 * Are the roles of `brokerageRoles` more than the sizes of the sides and the ties would give? Shuffles the sides over the people whose
 * side is known, the ties staying as they are.
 *
 * The mean is exact (`roleChances`); the interval comes from the draws. Cost: that of `brokerageRoles`, and for each draw about half of it
 * again: triangles are listed once for eight draws. Memory: besides, 200 bytes a person for each worker. Source: label permutation, DOMAIN §4.2; R. V. Gould and R. M. Fernandez,
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
