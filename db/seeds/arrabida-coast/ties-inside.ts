import { type Chance, chance } from './chance.ts'
import { type Dyads, overloads } from './dyads.ts'
import type { Resident } from './residents.ts'
import { tiesInside } from './tie-plan.ts'

/**
 * Ties inside each practice: small circles of three to six who see each other, one of each known to the hub of the whole,
 * and a few who know hardly anybody.
 */
export function tieInside(dyads: Dyads, everybody: readonly Resident[], seed: number): void {
  for (const [practice, count] of tiesInside()) {
    const here = everybody.filter((each) => each.practice === practice)
    const draw = chance(seed, `inside ${practice}`)
    const before = dyads.all.length
    const circles = circlesOf(here, draw)
    const drawnTo = new Map(here.map((each) => [each.id, drawOf(each, draw)]))
    for (const circle of circles) circle.sort((one, other) => drawnTo.get(other.id)! - drawnTo.get(one.id)!)
    connect(dyads, circles, draw)
    fill(dyads, circles, drawnTo, before + count, draw)
  }
}

/** How much others are drawn to somebody: most a little, a few a great deal. */
function drawOf(person: Resident, draw: Chance): number {
  const luck = draw.next()
  if (person.quiet) return 0.02
  return 0.35 + luck ** 4 * 3 + (person.cast ? 0.9 : 0)
}

function circlesOf(here: readonly Resident[], draw: Chance): Resident[][] {
  const left = draw.shuffled(here)
  const circles: Resident[][] = []
  while (left.length > 0) {
    const size = left.length <= 7 ? left.length : draw.between(3, 6)
    circles.push(left.splice(0, size))
  }
  return circles
}

/** Everybody knows somebody, except some of the quiet; the middle of each circle knows the hub. */
function connect(dyads: Dyads, circles: Resident[][], draw: Chance): void {
  const hub = circles.flat().find((each) => each.cast) ?? circles[0]![0]!
  for (const circle of circles) {
    const [middle, ...others] = circle.filter((each) => !each.quiet || draw.next() < 0.6)
    if (!middle) continue
    others.forEach((each, at) => {
      const known = at > 0 && draw.next() < 0.4 ? others[draw.between(0, at - 1)]! : middle
      const free = [known, middle, ...others.slice(0, at)].find((one) => !overloads(dyads, one, each))
      if (free) dyads.add(free, each)
    })
    if (middle !== hub && !dyads.has(middle, hub) && !overloads(dyads, hub, middle)) dyads.add(hub, middle)
  }
}

function fill(dyads: Dyads, circles: Resident[][], drawnTo: Map<string, number>, until: number, draw: Chance): void {
  const here = circles.flat()
  const circleOf = new Map(circles.flatMap((circle, at) => circle.map((each) => [each.id, at] as const)))
  while (dyads.all.length < until) {
    const one = draw.pickWeighted(here, (each) => drawnTo.get(each.id)!)!
    const other = draw.pickWeighted(here, (each) => {
      if (each === one || dyads.has(one, each) || overloads(dyads, one, each)) return 0
      return drawnTo.get(each.id)! * (circleOf.get(each.id) === circleOf.get(one.id) ? 9 : 1)
    })
    if (other) dyads.add(one, other)
  }
}
