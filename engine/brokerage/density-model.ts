import { BadInput } from '../bad-input.ts'
import { type Control, checkpoint } from '../control.ts'
import type { Network } from '../network/network.ts'
import { byRole, type PerRole, roleNames, roleOf } from './roles.ts'
import { checkSides, onlySides, type Sides } from './sides.ts'

/** Counts of roles when every tie is there by the same chance, independently. */
export interface DensityModel {
  /** share of possible ties (of arcs, in a directed network) that are there */
  density: number
  /** for a person on each side */
  expected: PerRole<Float64Array>
  sd: PerRole<Float64Array>
  /** for all people together */
  total: { expected: PerRole<number>; sd: PerRole<number> }
}

/** Three people as a, b and c; numbers stand for people. */
type Chain = readonly [number, number, number]

const chain: Chain = [0, 1, 2]

/** All chains among four people, the first three of whom make the first chain. */
const others: readonly Chain[] = [0, 1, 2, 3].flatMap((a) =>
  [0, 1, 2, 3].flatMap((b) => [0, 1, 2, 3].map((c): Chain => [a, b, c])),
)
const secondChains = others.filter(([a, b, c]) => a !== b && b !== c && a !== c)

/** Ways to say which of `count` people are on a side with which: numbers of sides in order of appearance. */
function sharings(count: number): number[][] {
  if (count === 0) return [[]]
  return sharings(count - 1).flatMap((rest) =>
    Array.from({ length: Math.max(-1, ...rest) + 2 }, (_, block) => [...rest, block]),
  )
}

const sharingsOf = [[], [], [], sharings(3), sharings(4)] as const

/**
 * What would roles be if the same number of ties were laid among the people at random? Mean and standard deviation of each role, for a
 * person by their side and for all together, when each tie (each arc, in a directed network) is there with the chance `density`.
 *
 * All are exact: the deviations add up the covariance of every two chains that have a tie in common. Cost O(sides) after the sizes of the
 * sides are counted. Source: R. V. Gould and R. M. Fernandez, 1989. The program R sna gives the same for a person, and for the totals of
 * consultants and liaisons; for other totals it leaves out chains where the tie of one is the missing tie of the other, and is larger.
 *
 * What misleads: people differ in their ties far more than here, so large deviations from it are common; compare `roleChances`.
 *
 * @throws BadInput when somebody straddles, and for sides that do not fit the people
 */
export function densityModel(network: Network, sides: Sides): DensityModel {
  checkSides(sides, network.people)
  const only = onlySides(sides)
  if (!only)
    throw new BadInput('sides', 'straddled', 'give each person one side at most, or compare with shuffled sides')
  const size = new Float64Array(sides.sides)
  for (const side of only) if (side >= 0) size[side]!++
  const { people, ties, directed } = network
  const possible = (people * (people - 1)) / (directed ? 1 : 2)
  const density = possible > 0 ? ties / possible : 0
  const sums = sumsOverSides(size)
  const mean = (role: number, broker: number) => density ** 2 * (1 - density) * chainsInRole(sums, role, broker)
  const spread = (role: number, broker: number) =>
    Math.sqrt(Math.max(0, variance(sums, density, directed, role, broker)))
  const perSide = (value: (role: number, broker: number) => number) =>
    byRole((role) => Float64Array.from(size, (count, s) => (count > 0 ? value(role, s) : 0)))
  return {
    density,
    expected: perSide(mean),
    sd: perSide(spread),
    total: { expected: byRole((role) => mean(role, ALL)), sd: byRole((role) => spread(role, ALL)) },
  }
}

/** In place of the side of one broker: all brokers together. */
const ALL = -1

function chainsInRole(sums: SideSums, role: number, broker: number): number {
  let count = 0
  for (const sharing of sharingsOf[3]) {
    if (roleIn(sharing, chain) === role) count += waysToStand(sums, sharing, broker)
  }
  return count
}

function variance(sums: SideSums, density: number, directed: boolean, role: number, broker: number): number {
  let sum = 0
  for (const second of secondChains) {
    if (broker !== ALL && second[1] !== 1) continue
    const together = covariance(second, density, directed)
    if (together === 0) continue
    for (const sharing of sharingsOf[second.includes(3) ? 4 : 3]) {
      if (roleIn(sharing, chain) !== role || roleIn(sharing, second) !== role) continue
      sum += together * waysToStand(sums, sharing, broker)
    }
  }
  return sum
}

function roleIn(sharing: readonly number[], [a, b, c]: Chain): number {
  return roleOf(sharing[a]!, sharing[b]!, sharing[c]!)
}

/** The two ties of a chain that are there (true) and the one that is not, by name. */
function tiesOf([a, b, c]: Chain, directed: boolean): Map<string, boolean> {
  const name = (from: number, to: number) => (directed || from < to ? `${from} ${to}` : `${to} ${from}`)
  return new Map([
    [name(a, b), true],
    [name(b, c), true],
    [name(a, c), false],
  ])
}

/** Covariance of the first chain and a second one; 0 when they have no tie in common. */
function covariance(second: Chain, density: number, directed: boolean): number {
  const one = tiesOf(chain, directed)
  const other = tiesOf(second, directed)
  const alone = density ** 2 * (1 - density)
  let both = alone
  let inCommon = 0
  for (const [name, isThere] of other) {
    const before = one.get(name)
    if (before === undefined) both *= isThere ? density : 1 - density
    else if (before !== isThere) return -(alone ** 2)
    else inCommon++
  }
  return inCommon > 0 ? both - alone ** 2 : 0
}

/** Sums over sides of products of numbers of ways to pick so many of a side's people in order. */
interface SideSums {
  size: Float64Array
  known: Map<string, number>
}

function sumsOverSides(size: Float64Array): SideSums {
  return { size, known: new Map() }
}

function picks(size: number, count: number): number {
  let ways = 1
  for (let k = 0; k < count; k++) ways *= size - k
  return ways
}

function product(size: number, counts: readonly number[]): number {
  return counts.reduce((ways, count) => ways * picks(size, count), 1)
}

/** Sum over all sides but one of the product of picks. */
function sumBut({ size, known }: SideSums, counts: readonly number[], but: number): number {
  const key = counts.join(' ')
  let sum = known.get(key)
  if (sum === undefined) {
    sum = size.reduce((all, one) => all + product(one, counts), 0)
    known.set(key, sum)
  }
  return but < 0 ? sum : sum - product(size[but]!, counts)
}

/** In how many ways people can stand on different sides, so many of each side: `groups` holds lists of counts for one side each. */
function onDifferentSides(sums: SideSums, groups: readonly (readonly number[])[], but: number): number {
  const last = groups.at(-1)
  if (!last) return 1
  const rest = groups.slice(0, -1)
  return rest.reduce(
    (ways, group, k) => ways - onDifferentSides(sums, rest.with(k, [...group, ...last].sort()), but),
    sumBut(sums, last, but) * onDifferentSides(sums, rest, but),
  )
}

/** In how many ways people can stand so, person 1 being one broker of this side, or any. */
function waysToStand(sums: SideSums, sharing: readonly number[], broker: number): number {
  const counts: number[] = []
  for (const block of sharing) counts[block] = (counts[block] ?? 0) + 1
  if (broker === ALL)
    return onDifferentSides(
      sums,
      counts.map((count) => [count]),
      ALL,
    )
  const own = sharing[1]!
  const beside = picks(sums.size[broker]! - 1, counts[own]! - 1)
  const elsewhere = counts.filter((_, block) => block !== own).map((count) => [count])
  return beside * onDifferentSides(sums, elsewhere, broker)
}

/** How many deviations a person's count in each role lies above the mean of their side; NaN where it cannot vary or no side is known. */
export function deviations(
  model: DensityModel,
  people: PerRole<Float64Array>,
  sides: Sides,
  control?: Control,
): PerRole<Float64Array> {
  return byRole((role) => {
    checkpoint(control, 1)
    const name = roleNames[role]!
    return people[name].map((count, i) => {
      const side = sides.side[sides.start[i]!]!
      if (sides.start[i + 1] === sides.start[i] || !(model.sd[name][side]! > 0)) return Number.NaN
      return (count - model.expected[name][side]!) / model.sd[name][side]!
    })
  })
}
