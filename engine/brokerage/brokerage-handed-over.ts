import { BadInput } from '../bad-input.ts'
import { type Control, checkpoint, quiet } from '../control.ts'
import type { Network } from '../network/network.ts'
import { addShares, byRole, type PerRole, roleNames } from './roles.ts'
import { checkSides, overlap, overlapOfThree, type Sides } from './sides.ts'

export interface HandedOver {
  /** for each person, the chains through them whose ends have met since, by role: for the person alone */
  people: PerRole<Float64Array>
  total: PerRole<number>
  /** of these, the chains between two different sides: gatekeeper, representative and liaison */
  across: number
}

const STRETCH = 1 << 10
/** Sums of shares below this are rounding, and none. */
const ROUNDING = 1e-12

/**
 * How often did people make themselves needless? Counts the chains a → b → c of the earlier network whose ends had no tie (a → c) then
 * and have one now. They are gone from the roles of b, and that is the success of a convener.
 *
 * The same people and sides in both networks. An undirected pair counts in both orders, as in `brokerageRoles`; whether b's own ties
 * still stand does not matter. Who straddles counts in parts; people of unknown side are left out.
 *
 * Cost O(ties + new ties · ties a person). Source: our own, DOMAIN §4.2.
 *
 * What misleads: people may have met without b, and a tie that was forgotten earlier looks new.
 *
 * @throws BadInput when the networks do not have the same people or kind of ties, or the sides do not fit; AbortError when stopped
 */
export function brokerageHandedOver(earlier: Network, later: Network, sides: Sides, control?: Control): HandedOver {
  const { people } = earlier
  if (later.people !== people) {
    throw new BadInput('later.people', later.people, `number the same people in both networks, ${people}`)
  }
  if (later.directed !== earlier.directed) {
    throw new BadInput('later.directed', later.directed, 'take one-way ties in both networks, or in none')
  }
  checkSides(sides, people)
  const counts = new Float64Array(5 * people)
  for (let a = 0; a < people; a++) {
    if (a % STRETCH === 0) checkpoint(control, a / people)
    if (sides.start[a + 1] === sides.start[a]) continue
    let k = earlier.start[a]!
    const kEnd = earlier.start[a + 1]!
    for (let e = later.start[a]!; e < later.start[a + 1]!; e++) {
      const c = later.to[e]!
      while (k < kEnd && earlier.to[k]! < c) k++
      const isNew = k === kEnd || earlier.to[k] !== c
      if (isNew && sides.start[c + 1]! > sides.start[c]!) addBetween(earlier, sides, a, c, counts)
    }
  }
  const perPerson = byRole((role) => {
    checkpoint(quiet(control), 1)
    const own = new Float64Array(people)
    for (let i = 0; i < people; i++) own[i] = beyondRounding(counts[5 * i + role]!)
    return own
  })
  const total = byRole((role) => sumOf(perPerson[roleNames[role]!]))
  control?.onProgress?.(1)
  return { people: perPerson, total, across: total.gatekeeper + total.representative + total.liaison }
}

/** Adds the chains a → b → c of a pair, for all b. */
function addBetween(network: Network, sides: Sides, a: number, c: number, counts: Float64Array): void {
  const { start, to, inStart, from } = network
  const ends = overlap(sides, a, c)
  let e = inStart[c]!
  const eEnd = inStart[c + 1]!
  for (let k = start[a]!; k < start[a + 1]!; k++) {
    const b = to[k]!
    while (e < eEnd && from[e]! < b) e++
    if (e === eEnd) return
    if (from[e] !== b || sides.start[b + 1] === sides.start[b]) continue
    addShares(counts, 5 * b, 1, overlapOfThree(sides, a, b, c), ends, overlap(sides, a, b), overlap(sides, b, c))
  }
}

function sumOf(values: Float64Array): number {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[i]!
  return sum
}

function beyondRounding(value: number): number {
  return value > ROUNDING ? value : 0
}
