import { home, type Layout, type Place } from './lay-out.ts'
import type { MapInput } from './map-input.ts'

/** On which hill each person is at home, or on none. */
export type Homes = ReadonlyMap<string, string | null>

export function homesOf({ people, practices }: Pick<MapInput, 'people' | 'practices'>): Homes {
  const known = new Set(practices.map(({ id }) => id))
  return new Map(people.map((person) => [person.id, home(person, known)]))
}

/**
 * A layout as it is shown: each pinned hill where somebody put it, and everybody who is at home there with it; nobody else moves. A pinned
 * hill that the layout does not know yet is added.
 */
export function withPins(layout: Layout, pins: readonly Place[], homes: Homes): Layout {
  if (pins.length === 0) return layout
  const known = new Set(layout.hills.map(({ id }) => id))
  const hills = [...layout.hills, ...pins.filter(({ id }) => !known.has(id))]
  return shifted({ ...layout, hills }, shiftsOf(layout, pins), homes, 1)
}

/** The other way: where everything would lie without its pins, given where it lay before. Without any layout before, pins are all there is. */
export function withoutPins(shown: Layout, pins: readonly Place[], homes: Homes, before: Layout | undefined): Layout {
  return before === undefined ? shown : shifted(shown, shiftsOf(before, pins), homes, -1)
}

type Shifts = ReadonlyMap<string, { x: number; y: number }>

/** By how much each pinned hill lies beside its place in a layout. */
function shiftsOf({ hills }: Layout, pins: readonly Place[]): Shifts {
  const places = new Map(hills.map((hill) => [hill.id, hill]))
  return new Map(
    pins.flatMap((pin) => {
      const own = places.get(pin.id)
      return own ? [[pin.id, { x: pin.x - own.x, y: pin.y - own.y }] as const] : []
    }),
  )
}

function shifted(layout: Layout, shifts: Shifts, homes: Homes, way: 1 | -1): Layout {
  const moved = (place: Place, hill: string | null | undefined): Place => {
    const shift = hill ? shifts.get(hill) : undefined
    return shift ? { id: place.id, x: cents(place.x + way * shift.x), y: cents(place.y + way * shift.y) } : place
  }
  return {
    ...layout,
    hills: layout.hills.map((hill) => moved(hill, hill.id)),
    people: layout.people.map((person) => moved(person, homes.get(person.id))),
  }
}

/** Places have two decimals, so that going there and back ends where it began. */
function cents(value: number): number {
  return Math.round(value * 100) / 100
}
