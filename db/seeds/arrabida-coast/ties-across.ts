import type { PracticeId } from '../the-cast.ts'
import { type Chance, chance } from './chance.ts'
import { type Dyads, mustNotBeTied, overloads } from './dyads.ts'
import type { Resident } from './residents.ts'
import { plantedTies, tiesAcross } from './tie-plan.ts'

/** Ties between practices: the planted ones first, then the rest of each number, most of them through few people. */
export function tieAcross(dyads: Dyads, everybody: readonly Resident[], seed: number): void {
  const byId = new Map(everybody.map((each) => [each.id, each]))
  for (const [from, to] of plantedTies) dyads.add(byId.get(from)!, byId.get(to)!)
  const luck = chance(seed, 'who carries')
  const carries = new Map(everybody.map((each) => [each.id, carryOf(each, luck)]))
  for (const [one, other, count] of tiesAcross) {
    const here = everybody.filter((each) => each.practice === one)
    const there = everybody.filter((each) => each.practice === other)
    const planted = dyads.all.filter(({ from, to }) => joins(from, to, one, other)).length
    const draw = chance(seed, `across ${one} ${other}`)
    for (let left = count - planted; left > 0; left -= 1) addOne(dyads, here, there, carries, count, draw)
  }
}

export function joins(from: Resident, to: Resident, one: PracticeId, other: PracticeId): boolean {
  return (from.practice === one && to.practice === other) || (from.practice === other && to.practice === one)
}

/** A few carry most of what passes between practices, a third carry a little, the rest next to nothing. */
function carryOf(person: Resident, luck: Chance): number {
  const draw = luck.next()
  const some = luck.next() < 0.34
  if (person.quiet) return 0
  if (person.cast) return person.cast.carries * 1.6
  return draw ** 6 * 2.5 + (some ? 0.25 : 0.02)
}

/** One more tie between the two practices; nobody holds more than about a quarter of one bridge, or more ties across than one can keep. */
function addOne(
  dyads: Dyads,
  here: readonly Resident[],
  there: readonly Resident[],
  carries: ReadonlyMap<string, number>,
  count: number,
  draw: Chance,
): void {
  const most = Math.max(2, Math.ceil(count * 0.22))
  const room = (each: Resident, opposite: readonly Resident[]) =>
    dyads.of(each).length < (each.cast ? 22 : 15) && opposite.filter((other) => dyads.has(each, other)).length < most
  const from = draw.pickWeighted(here, (each) => (room(each, there) ? carries.get(each.id)! : 0))
  if (!from) throw new Error('Nobody is left to carry a tie.')
  const to = draw.pickWeighted(there, (each) =>
    room(each, here) && !dyads.has(from, each) && !mustNotBeTied(from, each) && !overloads(dyads, from, each)
      ? carries.get(each.id)!
      : 0,
  )
  if (to) dyads.add(from, to)
  else addOne(dyads, here, there, carries, count, draw)
}
