import type { Tx } from '../../../platform/db/database.ts'
import { keptInMemory } from '../../../platform/kept-in-memory.ts'
import { drawnIds, drawnLandscape, type Landscape } from '../landscape.ts'
import { fraction, seededChance } from '../map/chance.ts'
import { hillRadius } from '../map/hill-radius.ts'
import { home, type Layout, type Place } from '../map/lay-out.ts'
import { type MapInput, mapInput } from '../map/map-input.ts'
import { placeHills } from '../map/place-hills.ts'
import { type Measure, measureOf } from '../map/relief.ts'
import { keepLayout } from '../places/keep-layout.ts'
import { placesSign } from '../places/layout-queries.ts'
import { everKnown, findableToday, type KnownRow, newestPlaces } from './known-queries.ts'

/** Where everybody stands who ever was in a landscape, the same for every day that is looked at. */
export interface PlacesInTime {
  layout: Layout
  /** what heights are measured against on every day */
  measure: Measure
  /** who may be shown as somebody: whoever is still there and did not hide or take back their word */
  findable: ReadonlySet<string>
}

const kept = keptInMemory<string, PlacesInTime>()
const mostKept = 12

/**
 * The places of the newest map for everybody who is still there; who or what left stands where a hash of their id puts them, on the hill
 * they were of. So nothing on the map moves with time. Cost: about two seconds for 20,000 people the first time, nothing until something
 * in the landscape is changed.
 */
export async function placesInTime(tx: Tx, landscape: Landscape, now: Date): Promise<PlacesInTime> {
  const { id, version, viewerId, role, basis, example } = landscape
  const key = [id, version, viewerId, role, basis, example, await newestPlaces(tx, id), await placesSign(tx, id)].join(
    ' ',
  )
  const known = kept.get(key)
  if (known) return known
  const today = mapInput(await drawnLandscape(tx, landscape), { seed: id })
  // looking back, one keeps nothing
  const { layout: newest } = await keepLayout(tx, { ...landscape, role: 'visitor' }, today, now)
  const { externalOf } = await drawnIds(tx, landscape)
  const layout = withThoseWhoLeft(newest, today, await everKnown(tx, id), externalOf)
  const spots = [...layout.people, ...layout.hills].map(({ x, y }) => ({ x, y, weight: 1 }))
  const places = { layout, measure: measureOf(spots, id), findable: await findableToday(tx, id) }
  kept.set(key, places)
  const oldest = kept.keys().next().value
  if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest)
  return places
}

/** Hills stand where the map of today has their names, in the middle of their people. */
function withThoseWhoLeft(
  newest: Layout,
  today: MapInput,
  rows: KnownRow[],
  outside: ReadonlyMap<string, string>,
): Layout {
  const of = Map.groupBy(rows, ({ what }) => what)
  const column = (what: string, name: string) => (of.get(what) ?? []).map(({ row }) => String(row[name]))
  const external = column('practice', 'external_id')
  const practices = new Map(column('practice', 'id').map((id, nth) => [id, external[nth]!]))
  const practice = column('membership', 'practice_id').map((id) => practices.get(id) ?? '')
  const belonged = new Map(column('membership', 'person_id').map((id, nth) => [id, practice[nth]!]))
  const sizes = new Map([...Map.groupBy(belonged.values(), (id) => id)].map(([id, people]) => [id, people.length]))
  const hills = steadyHills(newest, today, external, sizes)
  const placed = new Set(newest.people.map(({ id }) => id))
  const left = column('participant', 'person_id').filter((id) => !placed.has(outside.get(id) ?? id))
  const people = left.map((id): Place => {
    const hill = hills.get(belonged.get(id) ?? '') ?? { x: 0, y: 0 }
    const far = 0.85 * hillRadius(sizes.get(belonged.get(id) ?? '') ?? 1) * Math.sqrt(fraction(`${id} far`))
    const towards = 2 * Math.PI * fraction(`${id} towards`)
    return { id: outside.get(id) ?? id, x: hill.x + far * Math.cos(towards), y: hill.y + far * Math.sin(towards) }
  })
  return { ...newest, hills: [...hills.values()], people: [...newest.people, ...people] }
}

function steadyHills(newest: Layout, today: MapInput, ever: string[], sizes: ReadonlyMap<string, number>) {
  const standing = new Set(newest.hills.map(({ id }) => id))
  const places = new Map(newest.people.map((place) => [place.id, place]))
  const residents = Map.groupBy(today.people, (person) => home(person, standing))
  const hills = new Map<string, Place>()
  for (const hill of newest.hills) {
    const own = (residents.get(hill.id) ?? []).flatMap(({ id }) => places.get(id) ?? [])
    const middle = (of: 'x' | 'y') => own.reduce((sum, place) => sum + place[of], 0) / own.length
    hills.set(hill.id, own.length === 0 ? hill : { id: hill.id, x: middle('x'), y: middle('y') })
  }
  const gone = ever.filter((id) => !standing.has(id))
  if (gone.length === 0) return hills
  const pinned = new Map(newest.hills.map(({ id, x, y }) => [id, { x, y }]))
  const free = [...standing, ...gone].sort().map((id) => {
    const size = residents.get(id)?.length ?? sizes.get(id) ?? 0
    return { id, size, radius: hillRadius(size), east: null, south: null, pinned: pinned.get(id) ?? null }
  })
  for (const { id, x, y } of placeHills(free, [], seededChance(`${today.seed} hills that are gone`)))
    if (!standing.has(id)) hills.set(id, { id, x, y })
  return hills
}
