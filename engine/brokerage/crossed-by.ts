import { bothWays } from '../clustering/both-ways.ts'
import { type Control, checkpoint, quiet } from '../control.ts'
import { inStretches } from '../network/in-stretches.ts'
import type { Network } from '../network/network.ts'
import { STEPS_BETWEEN_STOPS } from '../network/steps-between-stops.ts'
import { checkSides, type Sides } from './sides.ts'

/** What leads from one side to another. */
export interface Crossing {
  one: number
  other: number
  /** ties between people of the one side and people of the other; who stands on both has none */
  ties: number
  /** people on each side who have such ties */
  fromOne: number
  fromOther: number
  /** people of neither side, or whose side is not known, or who stand on both, with ties to people of the one alone and of the other alone */
  between: number
  /** at most so many people carry the crossing: if they left, no tie and no chain by way of one person would lead across */
  people: number
}

/** Pairs of sides after which to ask whether to stop. */
export const PAIRS_BETWEEN_STOPS = 1 << 12
const STRETCH = 1 << 9
/** Above so many sides, pairs of sides that nothing leads across would be more than all else. */
const MOST_LISTED = 1024

/**
 * Is a boundary crossed directly, by several people, by one person or by nobody we know of? One row for each two sides (above
 * 1,024 sides, for each two that something leads across), and no name.
 *
 * `people = min(fromOne, fromOther) + between`: everybody of the thinner side with a tie across, and everybody who stands between. Any
 * direction of a tie will do. Cost O(ties · sides a person + people · (sides around a person)²).
 *
 * What misleads: ties that nobody told of; a crossing of one known person is often one answer.
 *
 * @throws BadInput for sides that do not fit the people; Error named AbortError when stopped
 */
export function crossedBy(network: Network, sides: Sides, control?: Control): Crossing[] {
  checkSides(sides, network.people)
  const { start, to } = bothWays(network, quiet(control))
  const tally: Tally = { count: sides.sides, ties: new Map(), from: new Map(), between: new Map() }
  const around = new Set<number>()
  const across = new Set<number>()
  let steps = 0
  for (let i = 0; i < network.people; i++) {
    if (i % STRETCH === 0 || steps >= STEPS_BETWEEN_STOPS) {
      checkpoint(control, i / network.people)
      steps = 0
    }
    around.clear()
    across.clear()
    for (let k = start[i]!; k < start[i + 1]!; k++) {
      const j = to[k]!
      if (sides.start[j + 1]! - sides.start[j]! === 1) around.add(sides.side[sides.start[j]!]!)
      if (shareNone(sides, i, j)) addTie(tally, sides, i, j, across)
    }
    for (const key of across) addOne(tally.from, key)
    steps += around.size ** 2
    addBetween(tally, sides, i, [...around])
  }
  const found = crossings(tally, quiet(control))
  control?.onProgress?.(1)
  return found
}

interface Tally {
  count: number
  /** by number of the first side · count + number of the second */
  ties: Map<number, number>
  /** people on the first side with a tie to the second */
  from: Map<number, number>
  between: Map<number, number>
}

function addOne(counts: Map<number, number>, key: number): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}

/** Each tie comes from both its ends: it counts once for each order of sides. */
function addTie({ count, ties }: Tally, sides: Sides, i: number, j: number, across: Set<number>): void {
  for (let k = sides.start[i]!; k < sides.start[i + 1]!; k++) {
    for (let e = sides.start[j]!; e < sides.start[j + 1]!; e++) {
      const key = sides.side[k]! * count + sides.side[e]!
      addOne(ties, key)
      across.add(key)
    }
  }
}

function addBetween({ count, between }: Tally, sides: Sides, i: number, around: readonly number[]): void {
  const own = sides.side.subarray(sides.start[i]!, sides.start[i + 1]!)
  for (const one of around) {
    for (const other of around) {
      if (one < other && own.includes(one) === own.includes(other)) addOne(between, one * count + other)
    }
  }
}

function shareNone({ start, side }: Sides, i: number, j: number): boolean {
  for (let k = start[i]!; k < start[i + 1]!; k++) {
    for (let e = start[j]!; e < start[j + 1]!; e++) if (side[k] === side[e]) return false
  }
  return true
}

function crossings({ count, ties, from, between }: Tally, control: Control | undefined): Crossing[] {
  const found: Crossing[] = []
  const pairs = pairsOf(count, [...ties.keys(), ...between.keys()])
  const walk = (begin: number, end: number) => {
    for (const [one, other] of pairs.slice(begin, end)) {
      const key = one * count + other
      const fromOne = from.get(key) ?? 0
      const fromOther = from.get(other * count + one) ?? 0
      const inBetween = between.get(key) ?? 0
      const people = Math.min(fromOne, fromOther) + inBetween
      found.push({ one, other, ties: ties.get(key) ?? 0, fromOne, fromOther, between: inBetween, people })
    }
  }
  inStretches(pairs.length, control, walk, PAIRS_BETWEEN_STOPS)
  return found
}

/** Each two sides, the lower first, in order; of very many sides only those that something leads across. */
function pairsOf(count: number, crossed: readonly number[]): [number, number][] {
  if (count > MOST_LISTED) {
    const keys = crossed.filter((key) => Math.floor(key / count) < key % count)
    return [...new Set(keys)].sort((a, b) => a - b).map((key) => [Math.floor(key / count), key % count])
  }
  const pairs: [number, number][] = []
  for (let one = 0; one < count; one++) for (let other = one + 1; other < count; other++) pairs.push([one, other])
  return pairs
}
