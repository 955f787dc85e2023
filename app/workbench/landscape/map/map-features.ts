import { writeList } from '../../../platform/i18n/numbers.ts'
import type { Bridge, CrossingEnd } from './bridges.ts'
import type { Spot } from './field.ts'
import { project } from './frame.ts'
import type { MapClearing, MapSpace } from './map-input.ts'
import type { SayMap } from './map-words.ts'
import { ownPlace, ownSentence } from './own-place.ts'
import { distance } from './paths.ts'
import type { PlacedThings } from './placements.ts'
import { FEWEST_COUNTED, peopleOn, type Scene } from './scene.ts'

export type FeatureKind = 'you' | 'clearing' | 'hill' | 'space' | 'bridge'

/** Something on the map a person can go to, with what can be said of it in one sentence. Places in pixels of the drawing. */
export interface MapFeature {
  kind: FeatureKind
  id: string
  x: number
  y: number
  label: string
  sentence: string
  href: string
}

/** How many ties cross between two practices on one bridge. */
export interface BridgeRow {
  bridge: string
  /** practice ids; null: people in no practice, or several practices where telling them apart would show too few people */
  from: string | null
  to: string | null
  count: number
}

function hillSentence(
  scene: Scene,
  hill: Scene['hills'][number],
  crossings: CrossingsByHill | null,
  say: SayMap,
): string {
  const name = say('hill_people', { name: hill.name, people: hill.people })
  const neighbours = nearestTwo(scene.hills, hill).map((other) => other.name)
  const where =
    neighbours.length === 0
      ? say('hill_alone', { hill: name })
      : say('hill_neighbours', { hill: name, neighbours: writeList(say.language, neighbours) })
  const across = crossings === null ? null : crossingOf(scene, crossings.get(hill.id), say)
  return [where, across, hill.sign?.sentence].filter((part) => part !== null && part !== undefined).join(' ')
}

/** One pass for each hill, because there may be ten thousand. */
function nearestTwo(hills: Scene['hills'], hill: Scene['hills'][number]): Scene['hills'] {
  let [first, second]: (Scene['hills'][number] | null)[] = [null, null]
  let [least, next] = [Infinity, Infinity]
  for (const other of hills) {
    if (other.id === hill.id) continue
    const away = distance(other, hill)
    if (away < least) {
      ;[second, next] = [first!, least]
      ;[first, least] = [other, away]
    } else if (away < next) [second, next] = [other, away]
  }
  return [first, second].filter((other) => other !== null && other !== undefined)
}

interface HillCrossings {
  total: number
  to: Map<string, number>
  people: Set<string>
}

/** How many ties of each hill cross the boundary, and to which hills. */
type CrossingsByHill = Map<string, HillCrossings>

function crossingsByHill(scene: Scene): CrossingsByHill {
  const byHill: CrossingsByHill = new Map()
  const count = ({ hill, person }: CrossingEnd, { hill: other }: CrossingEnd) => {
    if (hill === null) return
    const entry = byHill.get(hill) ?? { total: 0, to: new Map<string, number>(), people: new Set<string>() }
    entry.total += 1
    entry.people.add(person)
    if (other !== null) entry.to.set(other, (entry.to.get(other) ?? 0) + 1)
    byHill.set(hill, entry)
  }
  for (const { crossings } of scene.divided?.bridges ?? []) {
    for (const { a, b } of crossings) {
      count(a, b)
      if (a.hill !== b.hill) count(b, a)
    }
  }
  return byHill
}

function crossingOf(scene: Scene, crossings: HillCrossings | undefined, say: SayMap): string | null {
  if (scene.divided === null) return null
  const boundary = scene.divided.boundary.name
  // beside nobody's own side: a hill's few ties would tell whose they are
  if (scene.divided.boundary.aggregate && (crossings?.people.size ?? 0) < FEWEST_COUNTED) return null
  const [most] = [...(crossings?.to ?? [])].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
  if (crossings === undefined || most === undefined) return say('hill_not_crossing', { boundary })
  const practice = scene.hills.find((each) => each.id === most[0])?.name ?? most[0]
  const all = most[1] === crossings.total ? 'yes' : 'no'
  return say('hill_crossing', { crossing: crossings.total, boundary, practice, all })
}

function clearingSentence(scene: Scene, clearing: MapClearing, say: SayMap): string {
  const names = clearing.between.map((id) => scene.hills.find((hill) => hill.id === id)?.name ?? id)
  const key = names.length > 1 ? 'clearing_between' : 'clearing_at'
  return say(key, { rank: clearing.rank, practices: writeList(say.language, names) })
}

function spaceSentence(space: MapSpace, say: SayMap): string {
  return say('space_stage', { name: space.name, stage: space.stage === 'handed over' ? 'other' : space.stage })
}

/** One row per pair of hills that a bridge joins, the busiest first; one row in all when `openly` and a pair is too small. */
function bridgeRows(bridge: Bridge, id: string, openly: boolean): BridgeRow[] {
  const pairs = [...Map.groupBy(bridge.crossings, ({ a, b }) => JSON.stringify([a.hill, b.hill].sort()))]
  if (openly && pairs.some(([, crossings]) => peopleOn(crossings) < FEWEST_COUNTED)) {
    return [{ bridge: id, from: null, to: null, count: bridge.crossings.length }]
  }
  return pairs
    .sort((a, b) => b[1].length - a[1].length || (a[0] < b[0] ? -1 : 1))
    .map(([key, crossings]) => {
      const [from, to] = JSON.parse(key) as [string | null, string | null]
      return { bridge: id, from, to, count: crossings.length }
    })
}

function bridgeSentence(scene: Scene, rows: BridgeRow[], said: string, say: SayMap): string {
  const nameOf = (id: string | null | undefined) => scene.hills.find((hill) => hill.id === id)?.name
  const [from, to] = [nameOf(rows[0]?.from), nameOf(rows[0]?.to)]
  if (from === undefined || to === undefined) return say('bridge_alone', { bridge: said })
  const all = rows.length === 1
  if (from === to) return say('bridge_within', { bridge: said, practice: from, all: all ? 'yes' : 'no' })
  return say(all ? 'bridge_all' : 'bridge_most', { bridge: said, from, to })
}

/** One's own place, clearings by rank, hills west to east, spaces, then bridges by size: the order in which they are gone through. */
function inOrder(features: MapFeature[]): MapFeature[] {
  const kinds: FeatureKind[] = ['you', 'clearing', 'hill', 'space', 'bridge']
  const rank = (feature: MapFeature) => kinds.indexOf(feature.kind)
  return features
    .map((feature, i) => ({ feature, i }))
    .sort(
      (a, b) =>
        rank(a.feature) - rank(b.feature) || (a.feature.kind === 'hill' ? a.feature.x - b.feature.x : a.i - b.i),
    )
    .map(({ feature }) => feature)
}

/** Everything on the map that can be gone to, and what crosses each bridge. `openly`: for readers outside the team. */
export function mapFeatures(
  scene: Scene,
  placements: PlacedThings,
  options: FeatureOptions,
): { features: MapFeature[]; rows: BridgeRow[] } {
  const { say, openly, href } = options
  const feature = (kind: FeatureKind, id: string, spot: Spot, label: string, sentence: string): MapFeature => {
    return {
      kind,
      id,
      x: Math.round(spot.x * 10) / 10,
      y: Math.round(spot.y * 10) / 10,
      label,
      sentence,
      href: href(kind, id),
    }
  }
  const clearings = placements.clearings.map((clearing) =>
    feature(
      'clearing',
      clearing.id,
      clearing,
      say('clearing_label', { rank: clearing.rank }),
      clearingSentence(scene, clearing, say),
    ),
  )
  const own = openly ? null : ownPlace(scene)
  const you = own && feature('you', own.id, project(scene.frame, own), say('you_label'), ownSentence(scene, own, say))
  const crossings = openly ? null : crossingsByHill(scene)
  const hills = scene.hills.map((hill) =>
    feature('hill', hill.id, project(scene.frame, hill), hill.name, hillSentence(scene, hill, crossings, say)),
  )
  const spaces = placements.spaces.map((space) =>
    feature('space', space.id, space, space.name, spaceSentence(space, say)),
  )
  const boundary = scene.divided?.boundary.name ?? ''
  const bridges = (scene.divided?.bridges ?? []).map((bridge, i) => {
    const id = String(i + 1)
    const rows = bridgeRows(bridge, id, openly || scene.divided?.boundary.aggregate === true)
    const label = say('bridge_label', { boundary, ties: bridge.crossings.length })
    const sentence = bridgeSentence(scene, rows, label, say)
    return { rows, feature: feature('bridge', id, project(scene.frame, bridge), label, sentence) }
  })
  return {
    features: inOrder([
      ...(you === null ? [] : [you]),
      ...clearings,
      ...hills,
      ...spaces,
      ...bridges.map((bridge) => bridge.feature),
    ]),
    rows: bridges.flatMap((bridge) => bridge.rows),
  }
}

export interface FeatureOptions {
  say: SayMap
  openly: boolean
  href: (kind: FeatureKind, id: string) => string
}
