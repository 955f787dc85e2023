import type { TieKind } from '@ecotone/engine/network/landscape-input.ts'
import {
  type DrawnBoundary,
  type DrawnLandscape,
  type PracticeKind,
  practiceKinds,
  tieKinds,
} from '../drawn-landscape.ts'
import { concernsOf } from '../lens/concern-lens.ts'
import { hiddenPeople } from '../lens/lens.ts'
import { isAggregate } from '../map/map-input.ts'

/** What a filter may ask for, each as `only=practice:crews`; several of one kind mean either, of different kinds both. */
const asked = ['practice', 'kind', 'side', 'concern', 'tie'] as const
type Asked = (typeof asked)[number]

/** What alone is shown of a landscape; everything else steps back on the map and is left out of the tables. */
export interface Only {
  /** as it stands in the address, and was understood */
  wish: Readonly<Record<Asked, readonly string[]>>
  /** is anything left out? */
  active: boolean
  practices: ReadonlySet<string>
  people: ReadonlySet<string>
  /** null: ties of every kind */
  tieKinds: ReadonlySet<TieKind> | null
  /** whether what is known between two people is shown */
  keepsTie(one: string, other: string): boolean
  /** what the address asks for and is not here */
  unknown: string[]
}

/** Reads `only=…` of an address and finds who passes. O(people + memberships + standings + ties). */
export function onlyOf(drawn: DrawnLandscape, boundary: DrawnBoundary | null, url: URL): Only {
  const { wish, unknown } = onlyWish(drawn, boundary, url)
  const belongs = Map.groupBy(drawn.memberships, ({ person }) => person)
  const practicesOf = (person: string) => (belongs.get(person) ?? []).map(({ practice }) => practice)
  const sided = sidesPass(drawn, boundary, wish.side, practicesOf)
  const concerned = concernPass(drawn, wish.concern)
  const chosen = drawn.practices.filter(
    ({ id, kind }) => isAmong(wish.practice, id) && isAmong(wish.kind, kind satisfies PracticeKind),
  )
  const inChosen = new Set(chosen.map(({ id }) => id))
  const asksGroups = wish.practice.length + wish.kind.length > 0
  const people = drawn.people.filter(
    ({ id }) =>
      (!asksGroups || practicesOf(id).some((practice) => inChosen.has(practice))) &&
      sided.person(id) &&
      concerned.person(id),
  )
  const passing = new Set(people.map(({ id }) => id))
  // no group is shown because of somebody who does not want to be found, or was not asked: it would tell of them
  const away = hiddenPeople(drawn)
  const peopled = new Set([...passing].filter((id) => !away.has(id)).flatMap(practicesOf))
  const practices = chosen.filter(
    ({ id }) => (sided.practice(id) || peopled.has(id)) && (concerned.practice(id) || peopled.has(id)),
  )
  const ofKind = tiePass(drawn, wish.tie as readonly TieKind[])
  return {
    wish,
    active: Object.values(wish).some((values) => values.length > 0),
    practices: new Set(practices.map(({ id }) => id)),
    people: passing,
    tieKinds: wish.tie.length === 0 ? null : new Set(wish.tie as readonly TieKind[]),
    keepsTie: (one, other) => passing.has(one) && passing.has(other) && ofKind(one, other),
    unknown,
  }
}

function isAmong(values: readonly string[], value: string): boolean {
  return values.length === 0 || values.includes(value)
}

function onlyWish(drawn: DrawnLandscape, boundary: DrawnBoundary | null, url: URL) {
  const here: Record<Asked, ReadonlySet<string>> = {
    practice: new Set(drawn.practices.map(({ id }) => id)),
    kind: new Set(practiceKinds),
    side: new Set(boundary?.sides ?? []),
    concern: new Set(concernsOf(drawn).map(({ concern }) => concern)),
    tie: new Set(tieKinds),
  }
  const wish: Record<Asked, string[]> = { practice: [], kind: [], side: [], concern: [], tie: [] }
  const unknown: string[] = []
  for (const value of new Set(url.searchParams.getAll('only'))) {
    if (value === '') continue
    const [what, of] = partedAt(value)
    const kind = asked.find((one) => one === what)
    if (kind !== undefined && here[kind].has(of)) wish[kind].push(of)
    // a side of another boundary is no mistake: the boundary was changed meanwhile
    else if (kind !== 'side') unknown.push(value)
  }
  return { wish, unknown }
}

function partedAt(value: string): [string, string] {
  const at = value.indexOf(':')
  return at < 0 ? [value, ''] : [value.slice(0, at), value.slice(at + 1)]
}

/** Where nobody's own side may be told, people stand with their groups. */
function sidesPass(
  drawn: DrawnLandscape,
  boundary: DrawnBoundary | null,
  sides: readonly string[],
  practicesOf: (person: string) => string[],
) {
  if (boundary === null || sides.length === 0) return { person: () => true, practice: () => true }
  const aggregate = isAggregate(boundary.kind)
  const [ofPerson, ofPractice] = [new Map<string, string[]>(), new Map<string, string[]>()]
  for (const standing of drawn.standings) {
    if (standing.boundary !== boundary.id || standing.side === null) continue
    const [table, holder] = standing.person === null ? [ofPractice, standing.practice!] : [ofPerson, standing.person]
    table.set(holder, [...(table.get(holder) ?? []), standing.side])
  }
  const practice = (id: string) => (ofPractice.get(id) ?? []).some((side) => sides.includes(side))
  return {
    practice,
    person(id: string) {
      const own = aggregate ? undefined : ofPerson.get(id)
      return own === undefined ? practicesOf(id).some(practice) : own.some((side) => sides.includes(side))
    },
  }
}

/** People who spoke of a concern themselves; whoever hid is not found by it. */
function concernPass(drawn: DrawnLandscape, concerns: readonly string[]) {
  if (concerns.length === 0) return { person: () => true, practice: () => true }
  const hidden = hiddenPeople(drawn)
  const spoken = drawn.concerns.filter(({ concern }) => concerns.includes(concern))
  const people = new Set(spoken.flatMap(({ person }) => (person === null || hidden.has(person) ? [] : [person])))
  const practices = new Set(spoken.flatMap(({ practice }) => practice ?? []))
  return { person: (id: string) => people.has(id), practice: (id: string) => practices.has(id) }
}

function tiePass(drawn: DrawnLandscape, kinds: readonly TieKind[]): (one: string, other: string) => boolean {
  if (kinds.length === 0) return () => true
  const key = (one: string, other: string) => JSON.stringify(one < other ? [one, other] : [other, one])
  const ties = drawn.ties.filter(
    ({ kind, says, retracted }) => kinds.includes(kind) && says === 'yes' && retracted === null,
  )
  const pairs = new Set(ties.map(({ from, to }) => key(from, to)))
  return (one, other) => pairs.has(key(one, other))
}
