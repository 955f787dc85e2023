import type { DrawnLandscape, DrawnStanding } from '../drawn-landscape.ts'
import { freshId } from './draw-groups.ts'
import { emptyLandscape } from './empty-landscape.ts'
import type { LeftOut } from './write-format.ts'

/**
 * What a network can hold of a landscape: names instead of nameless people, boundaries named for their id, nothing that is private, no
 * account that says no. Boundaries nobody stands on and the order of standings are not in it.
 */
export function asNetwork(drawn: DrawnLandscape): DrawnLandscape {
  const named = withNamesOfTheirOwn(drawn)
  const standings = asHoldersCome(drawn)
  const taken = new Set<string>()
  const boundaries = [...new Set(standings.map(({ boundary }) => boundary))].map((old) => {
    const id = freshId(named.get(old)!.name, taken)
    taken.add(id)
    return { old, boundary: { ...named.get(old)!, id } }
  })
  const ids = new Map(boundaries.map(({ old, boundary }) => [old, boundary.id]))
  return {
    ...emptyLandscape({ name: drawn.about.name, basis: drawn.about.basis }),
    people: drawn.people.map((one) => ({ ...one, name: one.name ?? one.id, email: null, phone: null })),
    practices: drawn.practices,
    memberships: drawn.memberships,
    boundaries: boundaries.map(({ boundary }) => boundary),
    standings: standings.map((one) => ({ ...one, boundary: ids.get(one.boundary)! })),
    ties: drawn.ties.filter(({ says, retracted }) => says === 'yes' && retracted === null),
  }
}

/** Two boundaries of one kind and name are told apart by a number. */
function withNamesOfTheirOwn({ boundaries }: DrawnLandscape) {
  const headings = new Set<string>()
  return new Map(
    boundaries.map((boundary) => {
      let name = boundary.name
      for (let nth = 2; headings.has(`${boundary.kind}: ${name}`); nth++) name = `${boundary.name} ${nth}`
      headings.add(`${boundary.kind}: ${name}`)
      return [boundary.id, { ...boundary, name, history: null, stakes: null }]
    }),
  )
}

/** Standings in the order of people and practices, for each of them in the order in which boundaries are first stood on. */
function asHoldersCome({ people, practices, standings }: DrawnLandscape): DrawnStanding[] {
  const holder = (person: string | null, practice: string | null) => JSON.stringify([person, practice])
  const keys = [...people.map(({ id }) => holder(id, null)), ...practices.map(({ id }) => holder(null, id))]
  const places = new Map(keys.map((key, at) => [key, at]))
  const first = new Map([...new Set(standings.map(({ boundary }) => boundary))].map((id, at) => [id, at]))
  const place = (one: DrawnStanding) => places.get(holder(one.person, one.practice))!
  return [...standings].sort((a, b) => place(a) - place(b) || first.get(a.boundary)! - first.get(b.boundary)!)
}

/**
 * A landscape as lines that are equal where the landscapes are. Boundaries are known by their names; of standings of one holder on
 * one boundary the order is kept, among boundaries it is as the holder first took a side.
 */
export function asLines(drawn: DrawnLandscape): Record<string, string[]> {
  const named = new Map(drawn.boundaries.map(({ id, name, kind }) => [id, `${kind}: ${name}`]))
  const { about, boundaries, standings, ...lists } = drawn
  return {
    about: [asLine(about)],
    ...Object.fromEntries(Object.entries(lists).map(([name, things]) => [name, things.map(asLine)])),
    boundaries: boundaries.map(({ id: _, ...one }) => asLine(one)).sort(),
    standings: standings.map((one) => asLine({ ...one, boundary: named.get(one.boundary) })).sort(),
  }
}

/** The order in which somebody's fields are written says nothing. */
function asLine(thing: object): string {
  return JSON.stringify(thing, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  )
}

/** What of a landscape did not come back, counted as the page counts it that says what a network leaves behind. */
export function missingIn(back: DrawnLandscape, drawn: DrawnLandscape): Partial<Record<LeftOut, number>> {
  const fewer = (key: 'ties' | 'concerns' | 'answers' | 'spaces' | 'boundaries') => drawn[key].length - back[key].length
  const words = ({ boundaries }: DrawnLandscape) =>
    boundaries.flatMap(({ history, stakes }) => [history, stakes]).filter((one) => one !== null).length
  const said = (about: object) =>
    Object.values(about).filter((one) => one !== null && one !== false && one.length !== 0)
  const names = new Map(back.people.map(({ id, name }) => [id, name]))
  const all: Record<LeftOut, number> = {
    unnamed: drawn.people.filter(({ id, name }) => name !== names.get(id)).length,
    no_ties: fewer('ties'),
    boundaries: fewer('boundaries'),
    boundary_words: words(drawn) - words(back),
    concerns: fewer('concerns'),
    answers: fewer('answers'),
    spaces: fewer('spaces'),
    about: said(drawn.about).length - said(back.about).length,
  }
  return Object.fromEntries(Object.entries(all).filter(([, count]) => count > 0))
}
