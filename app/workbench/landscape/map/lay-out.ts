import { seededChance } from './chance.ts'
import { hillRadius } from './hill-radius.ts'
import type { MapDyad, MapInput, MapPerson } from './map-input.ts'
import { type Hill, type HillLink, placeHills } from './place-hills.ts'
import { type Islander, placePeople } from './place-people.ts'

/** Where everything lies, in map units (about 18 between neighbours); y grows downwards. */
export interface Layout {
  algorithm: 'two-stage/1'
  hills: Place[]
  people: Place[]
}

export interface Place {
  id: string
  x: number
  y: number
}

/** How to lay out, where it is not as always. */
export interface LayOutOptions {
  /** another of the ways in which the same hills can lie when they are laid out anew; 0 is the one that everybody gets */
  arrangement?: number
  /** without letting anything settle: newcomers beside what they belong to, in a fraction of the time */
  provisional?: boolean
  /** how far it is, 0 to 1 */
  onProgress?: (done: number) => void
}

/** Of the whole time hills take so much, people the rest. */
const HILLS_SHARE = 0.4

/** The hill of people who are in no practice and have no known tie, when they are too many to stand as islets. */
const UNPLACED = '\u0000 in no practice'
const MOST_ISLETS = 40

/**
 * Where do the practices and people of a landscape lie? Hills first, on the graph of ties between practices, then people
 * around the hills they belong to. The same input and seed give the same places to the last digit, in whatever order
 * the input is listed. With `previous` places hills stay where they are and people keep their place but for a little
 * easing; only newcomers are placed anew. Distances mean "closer is more tied", nothing finer.
 * Hills of `previous` do not move, whoever put them there: with some hills and no people in it, the rest is laid out around those.
 * About 0.5 s for 300 people; from 5,000 people on, people are spread inside their hills without simulation.
 */
export function layOut(input: MapInput, previous?: Layout, options: LayOutOptions = {}): Layout {
  const people = [...input.people].sort(byId)
  const tied = new Set(input.dyads.flatMap((dyad) => [dyad.a, dyad.b]))
  const practices = new Set(input.practices.map((practice) => practice.id))
  const loners = people.filter((person) => home(person, practices) === null && !tied.has(person.id)).length
  const homes = new Map(
    people.map((person) => {
      const own = home(person, practices)
      const stranded = own === null && !tied.has(person.id) && loners > MOST_ISLETS
      return [person.id, stranded ? UNPLACED : own] as const
    }),
  )
  const { arrangement = 0, provisional = false, onProgress = () => {} } = options
  const dyads = sortedDyads(input.dyads, homes)
  const hills = hillsOf(input, homes, previous)
  const chance = seededChance(`${input.seed} two-stage/1`)
  const settling = { provisional, onProgress: (done: number) => onProgress(done * HILLS_SHARE) }
  const placed = placeHills(hills, linksOf(dyads, homes), chance, { ...settling, arrangement })
  const islanders = islandersOf(people, homes, new Map(placed.map((hill) => [hill.id, hill])), previous)
  const spots = placePeople(islanders, dyads, chance, {
    settled: previous !== undefined && previous.people.length > 0,
    provisional,
    onProgress: (done) => onProgress(HILLS_SHARE + done * (1 - HILLS_SHARE)),
  })
  return {
    algorithm: 'two-stage/1',
    hills: placed.filter((hill) => hill.id !== UNPLACED).map((hill) => rounded(hill.id, hill.x, hill.y)),
    people: spots.map((spot) => rounded(spot.id, spot.x, spot.y)),
  }
}

/** The practice a person is mostly in (equal weights: the first id), or null. */
export function home(person: MapPerson, practices: Set<string>): string | null {
  let best: { practice: string; weight: number } | null = null
  for (const membership of person.memberships) {
    if (!practices.has(membership.practice)) continue
    const stronger = best === null || membership.weight > best.weight
    const first = best !== null && membership.weight === best.weight && membership.practice < best.practice
    if (stronger || first) best = membership
  }
  return best?.practice ?? null
}

function hillsOf(input: MapInput, homes: Map<string, string | null>, previous: Layout | undefined): Hill[] {
  const sizes = new Map<string, number>()
  for (const own of homes.values()) if (own !== null) sizes.set(own, (sizes.get(own) ?? 0) + 1)
  const before = new Map(previous?.hills.map((place) => [place.id, place]))
  const pull = compass(input)
  const hills = input.practices.map((practice): Hill => {
    const size = sizes.get(practice.id) ?? 0
    const [east, south] = pull(practice.sides)
    return { id: practice.id, size, radius: hillRadius(size), east, south, pinned: before.get(practice.id) ?? null }
  })
  const unplaced = sizes.get(UNPLACED) ?? 0
  if (unplaced > 0) {
    hills.push({ id: UNPLACED, size: unplaced, radius: hillRadius(unplaced), east: 0, south: 1, pinned: null })
  }
  return hills.sort(byId)
}

/** Sides of the first geographic boundary (else the first) run west to east, those of the next one north to south. */
function compass(input: MapInput): (sides: number[][]) => [number | null, number | null] {
  const order = input.boundaries
    .map((boundary, index) => ({ index, sides: boundary.sides.length, geographic: boundary.kind === 'geographic' }))
    .sort((a, b) => Number(b.geographic) - Number(a.geographic) || a.index - b.index)
  const along = (sides: number[][], boundary: { index: number; sides: number } | undefined) => {
    const own = boundary === undefined ? [] : (sides[boundary.index] ?? [])
    if (boundary === undefined || own.length === 0 || boundary.sides < 2) return null
    const mean = own.reduce((sum, side) => sum + side, 0) / own.length
    return (mean / (boundary.sides - 1)) * 2 - 1
  }
  return (sides) => [along(sides, order[0]), along(sides, order[1])]
}

function linksOf(dyads: MapDyad[], homes: Map<string, string | null>): HillLink[] {
  const counts = new Map<string, HillLink>()
  for (const dyad of dyads) {
    const [a, b] = [homes.get(dyad.a) ?? null, homes.get(dyad.b) ?? null]
    if (a === null || b === null || a === b) continue
    const [from, to] = a < b ? [a, b] : [b, a]
    const key = JSON.stringify([from, to])
    const link = counts.get(key)
    if (link === undefined) counts.set(key, { from, to, ties: 1 })
    else link.ties += 1
  }
  return [...counts.values()].sort((a, b) => (a.from === b.from ? (a.to < b.to ? -1 : 1) : a.from < b.from ? -1 : 1))
}

function islandersOf(
  people: MapPerson[],
  homes: Map<string, string | null>,
  hills: Map<string, Hill & { x: number; y: number }>,
  previous: Layout | undefined,
): Islander[] {
  const before = new Map(previous?.people.map((place) => [place.id, place]))
  return people.map((person) => {
    const own = homes.get(person.id) ?? null
    const spots = person.memberships
      .map((membership) => ({ hill: hills.get(membership.practice), weight: membership.weight }))
      .filter((each) => each.hill !== undefined)
    const total = spots.reduce((sum, each) => sum + each.weight, 0)
    const stranded = own === null ? undefined : hills.get(own)
    const anchor =
      total > 0
        ? {
            x: spots.reduce((sum, each) => sum + each.hill!.x * each.weight, 0) / total,
            y: spots.reduce((sum, each) => sum + each.hill!.y * each.weight, 0) / total,
          }
        : stranded === undefined
          ? null
          : { x: stranded.x, y: stranded.y }
    const radius = own === null ? 0 : (hills.get(own)?.radius ?? 0)
    return { id: person.id, hill: own, anchor, radius, before: before.get(person.id) ?? null }
  })
}

/** Only ties between two different people who are drawn, in an order that does not hang on the input's. */
function sortedDyads(dyads: MapDyad[], people: Map<string, unknown>): MapDyad[] {
  return dyads
    .filter((dyad) => dyad.a !== dyad.b && people.has(dyad.a) && people.has(dyad.b))
    .map((dyad) => (dyad.a < dyad.b ? dyad : { ...dyad, a: dyad.b, b: dyad.a }))
    .sort((one, two) => (one.a === two.a ? compare(one.b, two.b) : compare(one.a, two.a)))
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function byId(a: { id: string }, b: { id: string }): number {
  return compare(a.id, b.id)
}

function rounded(id: string, x: number, y: number): Place {
  return { id, x: Math.round(x * 100) / 100, y: Math.round(y * 100) / 100 }
}
