import { blurred, type Grid, halved, sample, splat } from '../field.ts'
import { unproject } from '../frame.ts'
import type { MapChanges } from '../map-changes.ts'
import type { MapFeature } from '../map-features.ts'
import { ownPlace } from '../own-place.ts'
import { EQUAL_PEOPLE, type PlacedThings } from '../placements.ts'
import type { PlacedPerson, Scene } from '../scene.ts'
import { markOf } from '../symbols.ts'
import {
  FAINT,
  MARKS,
  type SentBoundary,
  type SentHead,
  type SentMap,
  type SentPeople,
  type SentTies,
} from './sent-map.ts'

/** More ties than this are never drawn at once, and more names than this never sent. */
const MOST_TIES = 20_000
const MOST_NAMES = 20_000

export interface SendOptions {
  language: string
  features: MapFeature[]
  /** the name of a person as this viewer may read it */
  nameOf: (person: string) => string
  /** what a clearing is called, by its id */
  titleOf: (clearing: string) => string
  places: SentHead['places']
  /** where hills lie, for whoever may move them */
  moving?: SentHead['moving']
  /** what differs from an earlier day */
  changes?: MapChanges | undefined
}

/**
 * A scene as it goes to a browser. Only people with `shown` go, ties between two of them, and of other crossing ties the half that
 * begins at a hill. Cost O(people + ties · log ties + cells).
 */
export function mapToSend(scene: Scene, placements: PlacedThings, options: SendOptions): SentMap {
  const people = scene.people.filter(({ shown }) => shown).sort((a, b) => b.degree - a.degree || (a.id < b.id ? -1 : 1))
  const numbers = new Map(people.map(({ id }, nth) => [id, nth]))
  const half = halved(scene.relief.grid, scene.relief.height)
  return {
    head: headOf(scene, placements, people, half.grid, options),
    people: peopleOf(scene, people, half.grid),
    ties: tiesOf(scene, numbers),
    height: Uint16Array.from(half.field, (value) => Math.round(Math.min(1, Math.max(0, value)) * 65_535)),
    thin: thinOf(scene, half.grid),
    faint: faintOf(scene, half.grid),
    ...sidesOf(scene, half.grid),
  }
}

function headOf(
  scene: Scene,
  placements: PlacedThings,
  people: PlacedPerson[],
  grid: Grid,
  { language, features, nameOf, titleOf, places, moving, changes }: SendOptions,
): SentHead {
  const { relief, divided, land } = scene
  const own = ownPlace(scene)
  const inPlace = <T extends { x: number; y: number }>(thing: T): T => {
    const { x, y } = unproject(scene.frame, thing)
    return { ...thing, x: tenth(x), y: tenth(y) }
  }
  return {
    version: 1,
    language,
    ground: { x0: grid.x0, y0: grid.y0, cell: grid.cell, columns: grid.columns, rows: grid.rows },
    sea: relief.sea,
    scale: relief.scale,
    land: [land.left, land.top, land.right, land.bottom],
    boundary: divided && boundaryOf(divided),
    you: own && { id: own.id, x: tenth(own.x), y: tenth(own.y), isBridge: own.isBridge },
    hills: scene.hills.map((hill) => {
      const sides = hill.sides[divided?.index ?? -1] ?? []
      const told = divided?.boundary.aggregate === true && sides.length > 0
      return {
        id: hill.id,
        name: hill.name,
        x: tenth(hill.x),
        y: tenth(hill.y),
        people: scene.input.equalHills === true ? EQUAL_PEOPLE : hill.people,
        mark: told ? MARKS.indexOf(markOf(sides)) : null,
        sign: hill.sign ?? null,
        faint: hill.faint === true,
      }
    }),
    clearings: placements.clearings.map(inPlace).map(({ id, rank, x, y }) => ({ id, rank, x, y, title: titleOf(id) })),
    spaces: placements.spaces.map(inPlace).map(({ id, name, stage, x, y }) => ({ id, name, stage, x, y })),
    features: features.map(({ kind, id, label, sentence, href }) => ({ kind, id, label, sentence, href })),
    names: people.length > MOST_NAMES ? null : people.map(({ id }) => nameOf(id)),
    ids: people.length > MOST_NAMES ? null : people.map(({ id }) => id),
    ringed: [...people.keys()].filter((nth) => people[nth]!.ringed === true),
    places,
    moving: moving ?? null,
    ...(changes && { changes }),
  }
}

function boundaryOf({ boundary, lines, bridges }: NonNullable<Scene['divided']>): SentBoundary {
  const { id, name, kind, sides, aggregate } = boundary
  return {
    id,
    name,
    kind,
    sides,
    aggregate,
    lines: lines.map(({ points, between, length }) => ({
      points: points.map(({ x, y, height, mixed }) => ({
        x: tenth(x),
        y: tenth(y),
        height: tenth(height, 1000),
        mixed,
      })),
      between,
      length: tenth(length),
    })),
    bridges: bridges.map(({ x, y, along, crossings }) => ({
      x: tenth(x),
      y: tenth(y),
      along: [tenth(along.x, 1000), tenth(along.y, 1000)],
      ties: crossings.length,
    })),
  }
}

function peopleOf(scene: Scene, people: PlacedPerson[], grid: Grid): SentPeople {
  const { divided } = scene
  const hills = new Map(scene.hills.map(({ id }, nth) => [id, nth + 1]))
  const width = grid.columns * grid.cell
  const height = grid.rows * grid.cell
  const tells = divided !== null && !divided.boundary.aggregate
  const markOfPerson = ({ sides }: PlacedPerson) => markOf(tells ? (sides[divided.index] ?? []) : null)
  return {
    x: Uint16Array.from(people, ({ x }) => share(x - grid.x0, width)),
    y: Uint16Array.from(people, ({ y }) => share(y - grid.y0, height)),
    mark: Uint8Array.from(
      people,
      (person) => MARKS.indexOf(markOfPerson(person)) + (person.faint === true ? FAINT : 0),
    ),
    hill: Uint16Array.from(people, ({ hill }) => hills.get(hill ?? '') ?? 0),
    degree: Uint8Array.from(people, ({ degree }) => Math.min(255, degree)),
  }
}

function tiesOf(scene: Scene, numbers: ReadonlyMap<string, number>): SentTies {
  const { divided, input } = scene
  const tells = divided?.boundary.aggregate !== true
  const hills = new Map(scene.hills.map(({ id }, nth) => [id, nth]))
  const whole: { from: number; to: number; bridge: number; weight: number }[] = []
  for (const dyad of input.dyads) {
    // where nobody's own side may be read off the map, ties between people are the same with the boundary and without
    if (tells && divided?.crossing.has(dyad)) continue
    const [from, to] = [numbers.get(dyad.a), numbers.get(dyad.b)]
    if (from !== undefined && to !== undefined) whole.push({ from, to, bridge: 0, weight: dyad.weight })
  }
  const halves = new Map<string, { hill: number; bridge: number; ties: number }>()
  divided?.bridges.forEach(({ crossings }, bridge) => {
    for (const { a, b } of crossings) {
      // and none leads from a person to a crossing
      const [from, to] = [a, b].map(({ person, shown }) => (tells && shown ? numbers.get(person) : undefined))
      if (from !== undefined && to !== undefined) whole.push({ from, to, bridge: bridge + 1, weight: 2 })
      else {
        // of a tie with somebody who must not be found neither end is told: both halves begin at their hills
        for (const end of [a, b]) {
          const hill = hills.get(end.hill ?? '')
          if (hill === undefined) continue
          const key = `${hill} ${bridge}`
          halves.set(key, { hill, bridge, ties: (halves.get(key)?.ties ?? 0) + 1 })
        }
      }
    }
  })
  const kept = strongest(whole)
    .sort((a, b) => b.weight - a.weight || a.from - b.from || a.to - b.to)
    .slice(0, MOST_TIES)
  const half = [...halves.values()].sort((a, b) => b.ties - a.ties || a.hill - b.hill || a.bridge - b.bridge)
  return {
    from: Uint32Array.from(kept, ({ from }) => from),
    to: Uint32Array.from(kept, ({ to }) => to),
    bridge: Uint16Array.from(kept, ({ bridge }) => bridge),
    halfHill: Uint16Array.from(half, ({ hill }) => hill),
    halfBridge: Uint16Array.from(half, ({ bridge }) => bridge),
    halfTies: Uint16Array.from(half, ({ ties }) => Math.min(65_535, ties)),
  }
}

/** Of very many ties those that are at least as strong as the last that is sent, so that not all have to be put in order. */
function strongest<T extends { weight: number }>(ties: T[]): T[] {
  if (ties.length <= MOST_TIES) return ties
  const least = Float64Array.from(ties, ({ weight }) => weight).sort()[ties.length - MOST_TIES]!
  return ties.filter(({ weight }) => weight >= least)
}

/** Where fewer than three people nearby answered, when anybody was asked at all. */
function thinOf({ relief, people }: Scene, grid: Grid): Uint8Array {
  const thin = new Uint8Array(grid.columns * grid.rows)
  if (!people.some(({ answered }) => answered)) return thin
  const sigma = 42 * relief.scale
  const nearby = (2 * Math.PI * sigma * sigma) / grid.cell ** 2
  const told = blurred(
    grid,
    splat(grid, people, ({ answered }) => (answered ? 1 : 0)),
    sigma,
  )
  for (let k = 0; k < thin.length; k += 1) thin[k] = told[k]! * nearby < 3 ? 255 : 0
  return thin
}

/** Ground that steps back, sampled on the same cells as the height. */
function faintOf({ relief, faint }: Scene, grid: Grid): Uint8Array {
  if (faint === null) return new Uint8Array(0)
  return Uint8Array.from({ length: grid.columns * grid.rows }, (_, k) => {
    const { x, y } = middleOf(grid, k)
    return Math.round(255 * Math.min(1, sample(relief.grid, faint, x, y)))
  })
}

function middleOf({ x0, y0, cell, columns }: Grid, k: number): { x: number; y: number } {
  return { x: x0 + ((k % columns) + 0.5) * cell, y: y0 + (Math.floor(k / columns) + 0.5) * cell }
}

/** Who stands where, as ground: sampled on the same cells as the height. */
function sidesOf({ relief, divided }: Scene, grid: Grid): { lead: Uint8Array; known: Uint8Array } {
  if (divided === null) return { lead: new Uint8Array(0), known: new Uint8Array(0) }
  const cells = grid.columns * grid.rows
  const { lead, known } = divided.ground
  const sides = new Uint8Array(cells * lead.length)
  const shares = new Uint8Array(cells)
  for (let k = 0; k < cells; k += 1) {
    const { x, y } = middleOf(grid, k)
    shares[k] = Math.round(255 * Math.min(1, sample(relief.grid, known, x, y)))
    lead.forEach((field, side) => {
      const value = Math.max(-1, Math.min(1, sample(relief.grid, field, x, y)))
      sides[side * cells + k] = Math.round((value + 1) * 127.5)
    })
  }
  return { lead: sides, known: shares }
}

function share(value: number, of: number): number {
  return Math.round(Math.min(1, Math.max(0, value / of)) * 65_535)
}

function tenth(value: number, parts = 10): number {
  // no −0, which JSON does not know
  return Math.round(value * parts) / parts + 0
}
