import { BadInput } from '../bad-input.ts'
import { bothWays } from '../clustering/both-ways.ts'
import { type Control, checkpoint } from '../control.ts'
import type { Network } from '../network/network.ts'
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

const STRETCH = 1 << 12
/** Above so many sides a table of pairs of sides would be larger than the landscape. */
const MOST_SIDES = 1024

/**
 * Is a boundary crossed directly, by several people, by one person or by nobody we know of? One row for each two sides, and no name.
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
  if (sides.sides > MOST_SIDES) throw new BadInput('sides', sides.sides, `give ${MOST_SIDES} sides at most`)
  const { start, to } = bothWays(network)
  const count = sides.sides
  const table = () => new Float64Array(count * count)
  const tally: Tally = { count, ties: table(), from: table(), between: table() }
  const around = new Set<number>()
  const across = new Set<number>()
  for (let i = 0; i < network.people; i++) {
    if (i % STRETCH === 0) checkpoint(control, i / network.people)
    around.clear()
    across.clear()
    for (let k = start[i]!; k < start[i + 1]!; k++) {
      const j = to[k]!
      if (sides.start[j + 1]! - sides.start[j]! === 1) around.add(sides.side[sides.start[j]!]!)
      if (shareNone(sides, i, j)) addTie(tally, sides, i, j, across)
    }
    for (const key of across) tally.from[key]!++
    addBetween(tally, sides, i, [...around])
  }
  control?.onProgress?.(1)
  return crossings(tally)
}

interface Tally {
  count: number
  ties: Float64Array
  /** people on the first side with a tie to the second */
  from: Float64Array
  between: Float64Array
}

/** Each tie comes from both its ends: it counts once for each order of sides. */
function addTie({ count, ties }: Tally, sides: Sides, i: number, j: number, across: Set<number>): void {
  for (let k = sides.start[i]!; k < sides.start[i + 1]!; k++) {
    for (let e = sides.start[j]!; e < sides.start[j + 1]!; e++) {
      const key = sides.side[k]! * count + sides.side[e]!
      ties[key]!++
      across.add(key)
    }
  }
}

function addBetween({ count, between }: Tally, sides: Sides, i: number, around: readonly number[]): void {
  const own = sides.side.subarray(sides.start[i]!, sides.start[i + 1]!)
  for (const one of around) {
    for (const other of around) {
      if (one < other && own.includes(one) === own.includes(other)) between[one * count + other]!++
    }
  }
}

function shareNone({ start, side }: Sides, i: number, j: number): boolean {
  for (let k = start[i]!; k < start[i + 1]!; k++) {
    for (let e = start[j]!; e < start[j + 1]!; e++) if (side[k] === side[e]) return false
  }
  return true
}

function crossings({ count, ties, from, between }: Tally): Crossing[] {
  const rows: Crossing[] = []
  for (let one = 0; one < count; one++) {
    for (let other = one + 1; other < count; other++) {
      const key = one * count + other
      const [fromOne, fromOther] = [from[key]!, from[other * count + one]!]
      rows.push({
        one,
        other,
        ties: ties[key]!,
        fromOne,
        fromOther,
        between: between[key]!,
        people: Math.min(fromOne, fromOther) + between[key]!,
      })
    }
  }
  return rows
}
