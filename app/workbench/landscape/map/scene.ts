import { type BoundaryLine, boundaryLines } from './boundary-lines.ts'
import { type Bridge, bridgesFor, type Crossing, type CrossingEnd } from './bridges.ts'
import { withEqualHills } from './equal-hills.ts'
import { faintGround } from './faint-ground.ts'
import type { Spot } from './field.ts'
import { type Frame, type FrameName, frameFor } from './frame.ts'
import { home, type Layout } from './lay-out.ts'
import type { MapBoundary, MapDyad, MapInput, MapPerson, MapPractice } from './map-input.ts'
import { type LandBox, landBox, type Measure, type Relief, reliefOf } from './relief.ts'
import { type SideGround, sideGround } from './sides.ts'

/** A landscape with everything in its place, ready to be drawn; all spots in map units. */
export interface Scene {
  input: MapInput
  relief: Relief
  /** what all land fits in */
  land: LandBox
  frame: Frame
  people: PlacedPerson[]
  byId: Map<string, PlacedPerson>
  /** practices that have a place, with their summits: the middle of their people */
  hills: (MapPractice & Spot)[]
  summits: Map<string, Spot>
  divided: Divided | null
  /** per cell of the relief: how far the ground steps back, 0 to 1; null when nothing does */
  faint: Float64Array | null
}

export interface PlacedPerson extends MapPerson, Spot {
  hill: string | null
  /** known ties */
  degree: number
}

/** The chosen boundary on the ground. */
export interface Divided {
  boundary: MapBoundary
  index: number
  ground: SideGround
  lines: BoundaryLine[]
  bridges: Bridge[]
  /** of the ties whose two ends have known sides, how many cross; null when bridges are kept back and would be given away */
  told: { crossing: number; known: number } | null
  crossing: Set<MapDyad>
}

/** On a phone, and on landscapes so large that bridges would run into each other. */
const LEAST_PIXELS_BETWEEN_BRIDGES = 42
const MOST_CUT_ONE_BY_ONE = 20_000

/** Outside the team nothing stands for fewer people than this (rule E10). */
export const FEWEST_COUNTED = 5

export interface SceneOptions {
  frame: FrameName
  /** id of the boundary on the ground, or null */
  boundary: string | null
  /** for readers outside the team: without hills, bridges and people that would stand for fewer than five */
  openly: boolean
  /** looking through time: heights are measured against this, the frame is the same on every day, and hills stand where the layout says */
  steady?: Measure | undefined
}

/** Places a landscape for drawing; people and practices without a place in the layout are left out. */
export function sceneOf(input: MapInput, layout: Layout, options: SceneOptions): Scene {
  const { frame: frameName, boundary, openly, steady } = options
  const everybody = placedPeople(input, layout)
  const people = openly ? inCompany(everybody) : everybody
  const byId = new Map(people.map((person) => [person.id, person]))
  const peopled = new Set(people.map((person) => person.hill))
  const hills = placedHills(input, layout, steady ? [] : people).filter((hill) => !openly || peopled.has(hill.id))
  const summits = new Map(hills.map((hill) => [hill.id, { x: hill.x, y: hill.y }]))
  const bare = hills.filter((hill) => !peopled.has(hill.id)).map(({ x, y }) => ({ x, y, weight: 0.9 }))
  const walked = reliefOf([...people.map(({ x, y }) => ({ x, y, weight: 1 })), ...bare], input.seed, steady)
  const relief = input.equalHills === true ? withEqualHills(walked, hills) : walked
  const land = steady?.land ?? landBox(relief)
  const frame = frameFor(land, frameName)
  const index = input.boundaries.findIndex((each) => each.id === boundary)
  const divided = index < 0 ? null : divide(input, index, openly, { relief, frame, people, byId, summits })
  const faint = faintGround(relief, [...people, ...hills.filter((hill) => !peopled.has(hill.id))])
  // a clearing beside a group that is kept back would name it
  const clearings = input.clearings.filter(({ between }) => !openly || between.every((id) => summits.has(id)))
  return { input: { ...input, clearings }, relief, land, frame, people, byId, hills, summits, divided, faint }
}

function placedPeople(input: MapInput, layout: Layout): PlacedPerson[] {
  const places = new Map(layout.people.map((place) => [place.id, place]))
  const practices = new Set(input.practices.map((practice) => practice.id))
  const degrees = new Map<string, number>()
  for (const dyad of input.dyads) {
    degrees.set(dyad.a, (degrees.get(dyad.a) ?? 0) + 1)
    degrees.set(dyad.b, (degrees.get(dyad.b) ?? 0) + 1)
  }
  return input.people
    .filter((person) => places.has(person.id))
    .map((person) => {
      const { x, y } = places.get(person.id)!
      return { ...person, x, y, hill: home(person, practices), degree: degrees.get(person.id) ?? 0 }
    })
    .sort((a, b) => (a.id < b.id ? -1 : 1))
}

/** Only people on hills of at least five. */
function inCompany(people: PlacedPerson[]): PlacedPerson[] {
  const residents = Map.groupBy(people, (person) => person.hill)
  return people.filter((person) => person.hill !== null && residents.get(person.hill)!.length >= FEWEST_COUNTED)
}

/** Even none that crosses tells of two people where only they have a tie. */
function isOfFew(crossings: Crossing[]): boolean {
  return peopleOn(crossings) < FEWEST_COUNTED
}

/** How many people stand behind some crossing ties. */
export function peopleOn(crossings: Crossing[]): number {
  return new Set(crossings.flatMap(({ a, b }) => [a.person, b.person])).size
}

function placedHills(input: MapInput, layout: Layout, people: PlacedPerson[]): (MapPractice & Spot)[] {
  const places = new Map(layout.hills.map((place) => [place.id, place]))
  const residents = Map.groupBy(people, (person) => person.hill)
  return input.practices
    .filter((practice) => places.has(practice.id))
    .map((practice) => {
      const own = residents.get(practice.id) ?? []
      const place = places.get(practice.id)!
      const middle = (of: 'x' | 'y') => own.reduce((sum, person) => sum + person[of], 0) / own.length
      return own.length === 0
        ? { ...practice, x: place.x, y: place.y }
        : { ...practice, x: middle('x'), y: middle('y') }
    })
    .sort((a, b) => (a.id < b.id ? -1 : 1))
}

function divide(
  input: MapInput,
  index: number,
  openly: boolean,
  placed: Pick<Scene, 'relief' | 'frame' | 'people' | 'byId' | 'summits'>,
): Divided {
  const { relief, frame, people, byId, summits } = placed
  const boundary = input.boundaries[index]!
  const sided = people.map((person) => ({ x: person.x, y: person.y, sides: person.sides[index] ?? [] }))
  const ground = sideGround(relief, boundary, sided, input.seed)
  const lines = boundaryLines(relief, ground)
  const apart = frame.name === 'compact' || frame.zoom < 0.6 ? LEAST_PIXELS_BETWEEN_BRIDGES / frame.zoom : undefined
  // very many ties are cut where their hills' ties are cut, so that each pair of hills is looked at once
  const coarse = input.dyads.length > MOST_CUT_ONE_BY_ONE
  const end = (person: PlacedPerson): CrossingEnd => {
    const { x, y } = (coarse ? summits.get(person.hill ?? '') : undefined) ?? person
    return { person: person.id, hill: person.hill, x, y, shown: person.shown }
  }
  const crossing = new Set<MapDyad>()
  let known = 0
  for (const dyad of input.dyads) {
    const [a, b] = [byId.get(dyad.a), byId.get(dyad.b)]
    if (a === undefined || b === undefined) continue
    const [one, other] = [a.sides[index] ?? [], b.sides[index] ?? []]
    if (one.length === 0 || other.length === 0) continue
    known += 1
    if (one.some((side) => other.includes(side))) continue
    crossing.add(dyad)
  }
  // few cross: only these are put in an order that does not hang on the input's
  const crossings = [...crossing]
    .sort(byEnds)
    .map(({ a, b }): Crossing => ({ a: end(byId.get(a)!), b: end(byId.get(b)!) }))
  const all = bridgesFor(crossings, lines, relief.scale, apart)
  const { aggregate } = boundary
  // a filter could leave one pair, and whether it crosses would say on which side each stands
  const chosen = aggregate && input.filtered === true ? [] : all
  const bridges = openly || aggregate ? chosen.filter((bridge) => peopleOn(bridge.crossings) >= FEWEST_COUNTED) : chosen
  const held = all.filter((bridge) => !bridges.includes(bridge)).flatMap((bridge) => bridge.crossings)
  const isTold = aggregate
    ? input.filtered !== true && !isOfFew(crossings) && (held.length === 0 || !isOfFew(held))
    : held.length === 0
  const told = isTold ? { crossing: crossing.size, known } : null
  return { boundary, index, ground, lines, bridges, told, crossing }
}

function byEnds(one: MapDyad, other: MapDyad): number {
  if (one.a !== other.a) return one.a < other.a ? -1 : 1
  return one.b < other.b ? -1 : one.b > other.b ? 1 : 0
}
