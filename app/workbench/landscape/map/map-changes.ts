import type { Crossing } from './bridges.ts'
import type { Spot } from './field.ts'
import type { MapDyad } from './map-input.ts'
import type { Scene } from './scene.ts'

/** What is marked on a map that is compared with an earlier day; all spots in map units. */
export interface MapChanges {
  /** ties that came and ties that went, each from one end to the other: x, y, x, y */
  came: Line[]
  went: Line[]
  /** bridges, and how many of their ties came; `isNew` where all of them did */
  bridges: { x: number; y: number; more: number; isNew: boolean }[]
  /** where a bridge was of whose ties none crosses any more */
  goneBridges: Spot[]
  /** places of people who may be shown and were there on the earlier day alone */
  left: Spot[]
}

type Line = [number, number, number, number]

/** More lines of one kind would cover the map; the strongest ties have theirs. */
const MOST_LINES = 500

/**
 * What to mark on the map of one day, compared with an earlier one on the same places. Ties between two who may be shown are lines, unless
 * they cross the boundary: those are told at their bridges. Where nobody's own side may be read off, no tie is marked at all, since what is
 * missing beside the map without the boundary would tell who crosses. O(ties · log ties + bridges).
 */
export function mapChanges(before: Scene, now: Scene): MapChanges {
  const left = before.people.filter(({ id, shown }) => shown && !now.byId.has(id)).map(spotOf)
  if (now.divided?.boundary.aggregate) return { came: [], went: [], bridges: [], goneBridges: [], left }
  const [crossedBefore, crossesNow] = [crossingKeys(before), crossingKeys(now)]
  const bridges = (now.divided?.bridges ?? []).map(({ x, y, crossings }) => {
    const more = crossings.filter((crossing) => !crossedBefore.has(keyOf(crossing))).length
    return { x: tenth(x), y: tenth(y), more, isNew: more === crossings.length }
  })
  const gone = (before.divided?.bridges ?? []).filter(({ crossings }) =>
    crossings.every((crossing) => !crossesNow.has(keyOf(crossing))),
  )
  return {
    came: linesOf(now, before),
    went: linesOf(before, now),
    bridges: bridges.filter(({ more }) => more > 0),
    goneBridges: gone.map(spotOf),
    left,
  }
}

/** The ties of a scene that another one does not have, as lines. */
function linesOf(scene: Scene, other: Scene): Line[] {
  const had = new Set(other.input.dyads.map(dyadKey))
  return scene.input.dyads
    .filter((dyad) => !had.has(dyadKey(dyad)) && scene.divided?.crossing.has(dyad) !== true)
    .sort((a, b) => b.weight - a.weight || (dyadKey(a) < dyadKey(b) ? -1 : 1))
    .flatMap(({ a, b }): Line[] => {
      const [from, to] = [scene.byId.get(a), scene.byId.get(b)]
      if (from?.shown !== true || to?.shown !== true) return []
      return [[tenth(from.x), tenth(from.y), tenth(to.x), tenth(to.y)]]
    })
    .slice(0, MOST_LINES)
}

function crossingKeys({ divided }: Scene): Set<string> {
  return new Set((divided?.bridges ?? []).flatMap(({ crossings }) => crossings.map(keyOf)))
}

function keyOf({ a, b }: Crossing): string {
  return a.person < b.person ? `${a.person}\0${b.person}` : `${b.person}\0${a.person}`
}

function dyadKey({ a, b }: MapDyad): string {
  return `${a}\0${b}`
}

function spotOf({ x, y }: Spot): Spot {
  return { x: tenth(x), y: tenth(y) }
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10 + 0
}
