import { type BoundaryName, placeBoundaryName } from './boundary-name.ts'
import { type Box, boxAround } from './boxes.ts'
import { placeClearings, placeSpaces, type Standing } from './clearings.ts'
import { boundaryNameSize } from './draw-boundary.ts'
import { ownBox } from './draw-places.ts'
import type { Spot } from './field.ts'
import { project } from './frame.ts'
import { placeHillNames } from './hill-names.ts'
import { type Crowd, type Label, placeBeside } from './labels.ts'
import type { MapClearing, MapSpace } from './map-input.ts'
import { ownPlace } from './own-place.ts'
import type { Scene } from './scene.ts'
import { bridgeHalfWidth } from './symbols.ts'

/** Where clearings and spaces lie, in pixels. */
export interface PlacedThings {
  clearings: (MapClearing & Spot)[]
  spaces: (MapSpace & Spot)[]
}

/** Where everything that must not collide has found its place; spots and boxes in pixels. */
export interface Placements extends PlacedThings {
  /** by practice id */
  hillNames: Map<string, Label>
  /** by space id */
  spaceNames: Map<string, Label>
  boundaryName: BoundaryName | null
  taken: Box[]
}

/** Finds places for clearings and spaces alone: a map that sets its names by itself needs no more. */
export function placedThings(scene: Scene): PlacedThings {
  const { frame, divided, relief } = scene
  const compact = frame.name === 'compact'
  const standing: Standing[] = [
    ...(divided?.bridges ?? []).map((bridge) => ({ x: bridge.x, y: bridge.y, room: 15 / frame.zoom })),
    ...scene.hills.map((hill) => ({ x: hill.x, y: hill.y, room: (compact ? 14 : 26) / frame.zoom })),
  ]
  const search = { relief, people: scene.people, standing, unit: (compact ? 0.62 : 1) / frame.zoom }
  const clearings = placeClearings(scene.input.clearings, scene.summits, search)
  const room = clearings.map((clearing) => ({ x: clearing.x, y: clearing.y, room: (compact ? 20 : 30) / frame.zoom }))
  const spots = new Map<string, Spot>(scene.byId)
  const spaces = placeSpaces(scene.input.spaces, scene.summits, spots, { ...search, standing: [...standing, ...room] })
  return {
    clearings: clearings.map((clearing) => onSheet(scene, clearing)),
    spaces: spaces.map((space) => onSheet(scene, space)),
  }
}

function onSheet<T extends Spot>({ frame }: Scene, thing: T): T {
  return { ...thing, ...project(frame, thing) }
}

/**
 * Finds places in the order of what matters most: clearings, spaces, bridges, hill names, then the boundary's name and
 * the names of spaces in what room is left. `peopled`: people are drawn as marks; `you`: what one's own
 * place is called, which is not drawn where it is empty.
 */
export function placementsFor(scene: Scene, options: { peopled: boolean; badges: boolean; you: string }): Placements {
  const { frame, divided } = scene
  const compact = frame.name === 'compact'
  const bridgeSize = compact ? 0.84 : 1
  const bridges = divided?.bridges ?? []
  const placed = placedThings(scene)
  const own = options.you === '' ? null : ownPlace(scene)
  const taken = [
    ...(own === null ? [] : [ownBox(project(frame, own), options.you, frame.name)]),
    ...placed.clearings.map((clearing) => boxAround(clearing.x, clearing.y, compact ? 24 : 28, compact ? 24 : 28)),
    ...placed.spaces.map((space) => boxAround(space.x, space.y - 1, 26, 24)),
    ...bridges.map((bridge) => {
      const width = (bridgeHalfWidth(bridge.crossings.length) * 2 + 9) * bridgeSize
      return boxAround(
        project(frame, bridge).x,
        project(frame, bridge).y,
        width,
        Math.max(width * 0.8, 23 * bridgeSize),
      )
    }),
  ]
  const crowd: Crowd = {
    taken,
    people: options.peopled
      ? scene.people.filter((person) => person.shown).map((person) => project(frame, person))
      : [],
    lines: linePixels(scene),
    width: frame.width,
    height: frame.height,
  }
  const hills = scene.hills.map((hill) => named(onSheet(scene, hill), scene.input.equalHills === true))
  const hillNames = placeHillNames(hills, crowd, frame.name, options.badges ? 6 : 0)
  const lines = (divided?.lines ?? []).map((line) => line.points.map((point) => project(frame, point)))
  const boundaryName =
    divided === null ? null : placeBoundaryName(divided.boundary.name, lines, crowd, boundaryNameSize(frame))
  taken.push(...(boundaryName?.boxes ?? []))
  const spaceNames = compact
    ? []
    : placed.spaces.map((space) =>
        placeBeside(space.id, space.name, { x: space.x, y: space.y }, { x: 14, y: 10 }, crowd, 11.5),
      )
  return {
    ...placed,
    hillNames: byId(hillNames),
    spaceNames: byId(spaceNames.filter((label) => label !== null)),
    boundaryName,
    taken,
  }
}

/** People whose hill's name is written as large as every other, when size must not be taken for weight. */
export const EQUAL_PEOPLE = 16

function named<Hill extends { people: number }>(hill: Hill, equal: boolean): Hill {
  return equal ? { ...hill, people: EQUAL_PEOPLE } : hill
}

function linePixels(scene: Scene): Spot[] {
  return (scene.divided?.lines ?? []).flatMap((line) =>
    line.points.filter((_, i) => i % 2 === 0).map((point) => project(scene.frame, point)),
  )
}

function byId(labels: Label[]): Map<string, Label> {
  return new Map(labels.map((label) => [label.id, label]))
}
