import type { DrawnLandscape } from '../drawn-landscape.ts'
import { isAboutLivingPeople } from './folder-format.ts'
import type { PersonRow } from './read-people.ts'
import { mayBelong } from './read-practices.ts'
import { notice } from './read-table.ts'
import type { Reading } from './reading.ts'

type Placed = Pick<PersonRow, 'person' | 'groups' | 'places'>

/** Turns the groups written beside people into practices and memberships, joining practices of the same name or id. */
export function drawGroups(drawn: DrawnLandscape, rows: Placed[], file: string, reading: Reading): void {
  const practices = new Map(drawn.practices.map((practice) => [practice.id, practice]))
  const byName = new Map(drawn.practices.map((practice) => [practice.name, practice.id]))
  const members = new Set(drawn.memberships.map(({ person, practice }) => JSON.stringify([person, practice])))
  const livingPeople = isAboutLivingPeople(drawn.about.basis)
  for (const { person, groups } of rows) {
    for (const group of groups) {
      const practice = practices.has(group) ? group : (byName.get(group) ?? freshId(group, practices))
      const key = JSON.stringify([person.id, practice])
      if (members.has(key)) continue
      if (!practices.has(practice)) {
        const made = { id: practice, name: group, kind: 'community' as const, does: null, specialCategory: false }
        drawn.practices.push(made)
        practices.set(practice, made)
        byName.set(group, practice)
      } else if (!mayBelong(practice, { practices, livingPeople })) {
        const facts = { person: person.id }
        notice(reading, { file, row: null, field: 'group', value: group, code: 'special-category-group', facts })
        continue
      }
      members.add(key)
      drawn.memberships.push({ person: person.id, practice, weight: 1, mode: null, since: null, until: null })
    }
  }
}

/** Turns the places written beside people into one geographic boundary on which they stand. */
export function drawPlaces(drawn: DrawnLandscape, rows: Placed[], file: string, reading: Reading, name: string): void {
  const places = [...new Set(rows.flatMap((row) => row.places))]
  if (places.length === 0) return
  let boundary = drawn.boundaries.find((one) => one.kind === 'geographic' && (one.id === 'place' || one.name === name))
  if (!boundary && places.length === 1) {
    notice(reading, { file, row: null, field: 'place', value: places[0] ?? null, code: 'one-place' })
    return
  }
  if (!boundary) {
    const id = freshId('place', new Map(drawn.boundaries.map((one) => [one.id, one])))
    boundary = { id, name, kind: 'geographic', sides: [], history: null, stakes: null }
    drawn.boundaries.push(boundary)
  }
  const { id, sides } = boundary
  for (const place of places) if (!sides.includes(place)) sides.push(place)
  const standing = new Set(drawn.standings.filter((one) => one.boundary === id).map((one) => one.person))
  for (const row of rows) {
    if (standing.has(row.person.id)) continue
    for (const side of new Set(row.places)) {
      drawn.standings.push({ boundary: id, side, person: row.person.id, practice: null })
    }
  }
}

/** An id for something new: the wish, or the wish with a number behind it. */
export function freshId(wish: string, taken: { has(id: string): boolean }): string {
  const short = wish.slice(0, 190).toWellFormed()
  if (short !== '' && !taken.has(short)) return short
  let number = 2
  while (taken.has(`${short}-${number}`)) number++
  return `${short}-${number}`
}
