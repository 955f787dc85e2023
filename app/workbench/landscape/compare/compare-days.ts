import type { DrawnLandscape, DrawnTie, SpaceStage } from '../drawn-landscape.ts'
import type { Seen } from '../known/seen.ts'
import { tablesOf } from '../landscape-tables.ts'
import { isOver } from '../map/period.ts'

/**
 * Why a tie stands on one day and not on the other. It came: it began after the earlier day, or whoever was asked had not named it
 * (`began`); it was there before and only became known (`known`); nothing tells (`unsure`). It went: it was over (`ended`), its account was
 * taken back or answered by a no (`retracted`), one of the two is no longer there (`left`); nothing tells (`unexplained`).
 */
export type Why = (typeof whysOfComing)[number] | (typeof whysOfGoing)[number]
export const whysOfComing = ['began', 'known', 'unsure'] as const
export const whysOfGoing = ['ended', 'retracted', 'left', 'unexplained'] as const

/** Something counted on both days. */
export interface Both {
  one: number
  other: number
}

/** What differs from one day to another. Turned round, everything that came went. Nobody is named in it, and no one person counted. */
export interface Comparison {
  from: string
  to: string
  people: Both & { came: number; went: number }
  /** who answered about ties: how much could be known at all */
  answered: Both
  ties: Both & { came: Partial<Record<Why, number>>; went: Partial<Record<Why, number>> }
  /** practices of which another number of people is known; null where there was none */
  practices: { id: string; name: string; one: number | null; other: number | null }[]
  spaces: { id: string; name: string; one: SpaceStage | null; other: SpaceStage | null }[]
  /** across the boundary that is looked at */
  crossing: Crossing | null
}

interface Crossing {
  /** ties that cross, and ties whose two ends have a known side */
  crossing: Both
  known: Both
  /** that cross now and did not: because the tie came, or because the tie was there and a side became known or another */
  came: { ties: number; sides: number }
  went: { ties: number; sides: number }
  /** pairs of practices that another number of crossing ties joins; `people` stand behind them on the two days together */
  bridges: (Both & { from: Named; to: Named; people: number })[]
}

interface Named {
  id: string | null
  name: string | null
}

/** Compares two days, whichever is the earlier one. Cost O(people + ties). */
export function compareDays(one: Seen, other: Seen, boundary: string | null): Comparison {
  const isForward = one.day <= other.day
  const [earlier, later] = isForward ? [one, other] : [other, one]
  const [before, after] = [dyadsOf(earlier.standing), dyadsOf(later.standing)]
  const new_ = missingIn(before, after).map(([key, accounts]) => whyItCame(accounts, key, earlier))
  const gone = missingIn(after, before).map(([key]) => whyItWent(key, later))
  const [came, went] = [tallied(new_), tallied(gone)]
  const [people, others] = [idsOf(one.standing.people), idsOf(other.standing.people)]
  return {
    from: one.day,
    to: other.day,
    people: {
      one: people.size,
      other: others.size,
      came: others.difference(people).size,
      went: people.difference(others).size,
    },
    answered: { one: answeredIn(one.standing).size, other: answeredIn(other.standing).size },
    ties: {
      one: (isForward ? before : after).size,
      other: (isForward ? after : before).size,
      came: isForward ? came : went,
      went: isForward ? went : came,
    },
    practices: practicesThatDiffer(one.standing, other.standing),
    spaces: spacesThatDiffer(one.standing, other.standing),
    crossing: boundary === null ? null : crossingsOf(one.standing, other.standing, boundary),
  }
}

/** Pairs of whom somebody says that knowledge flows between them, with what is said; a quarrel is none. */
function dyadsOf(drawn: DrawnLandscape): Map<string, DrawnTie[]> {
  const told = drawn.ties.filter(({ says, kind, from, to }) => says === 'yes' && kind !== 'conflict' && from !== to)
  return Map.groupBy(told, dyadKey)
}

/** The two people of a tie, whoever is named first. */
function dyadKey({ from, to }: { from: string; to: string }): string {
  return JSON.stringify(from < to ? [from, to] : [to, from])
}

function missingIn<Value>(some: ReadonlyMap<string, unknown>, all: ReadonlyMap<string, Value>): [string, Value][] {
  return [...all].filter(([key]) => !some.has(key))
}

function tallied(whys: Why[]): Partial<Record<Why, number>> {
  const counts: Partial<Record<Why, number>> = {}
  for (const why of whys) counts[why] = (counts[why] ?? 0) + 1
  return counts
}

/** Looked up once for each of the two days. */
const lookups = new WeakMap<DrawnLandscape, ReturnType<typeof lookupOf>>()

function lookupOf(drawn: DrawnLandscape) {
  const answers = drawn.answers.filter(({ question, answered }) => question === 'ties' && answered !== null)
  const belongs = Map.groupBy(drawn.memberships, ({ person }) => person)
  return {
    people: idsOf(drawn.people),
    accounts: Map.groupBy(drawn.ties, dyadKey),
    answers: Map.groupBy(answers, ({ person }) => person),
    practicesOf: (person: string) => (belongs.get(person) ?? []).map(({ practice }) => practice),
  }
}

function lookup(drawn: DrawnLandscape) {
  const known = lookups.get(drawn) ?? lookupOf(drawn)
  lookups.set(drawn, known)
  return known
}

function whyItCame(accounts: DrawnTie[], key: string, earlier: Seen): Why {
  const begins = accounts.flatMap(({ since }) => since ?? [])
  if (begins.some((since) => since <= earlier.day)) return 'known'
  if (begins.length > 0) return 'began'
  if (accounts.some(({ recorded }) => recorded !== null && recorded <= earlier.day)) return 'known'
  return wasAsked(key, earlier) ? 'began' : 'unsure'
}

/** Would the tie have been told on that day: said to be none, asked of one of the two, or part of a whole that is complete? */
function wasAsked(key: string, { standing, day }: Seen): boolean {
  const { people, accounts, answers, practicesOf } = lookup(standing)
  const [a, b] = JSON.parse(key) as [string, string]
  if (!people.has(a) || !people.has(b)) return false
  if (standing.about.complete || accounts.get(key)?.some(({ says }) => says === 'no')) return true
  const toldBy = (person: string, about: string) =>
    (answers.get(person) ?? []).some(
      (answer) => answer.answered! <= day && (answer.about === null || practicesOf(about).includes(answer.about)),
    )
  return toldBy(a, b) || toldBy(b, a)
}

function whyItWent(key: string, later: Seen): Why {
  const accounts = lookup(later.whole).accounts.get(key) ?? []
  if (accounts.some(({ until, says }) => says === 'yes' && isOver(until, later.day))) return 'ended'
  if (accounts.some(({ retracted, says }) => retracted !== null || says === 'no')) return 'retracted'
  const { people } = lookup(later.standing)
  return (JSON.parse(key) as string[]).every((person) => people.has(person)) ? 'unexplained' : 'left'
}

function idsOf(things: readonly { id: string }[]): Set<string> {
  return new Set(things.map(({ id }) => id))
}

function answeredIn({ answers }: DrawnLandscape): Set<string> {
  return new Set(
    answers.filter(({ question, answered }) => question === 'ties' && answered !== null).map(({ person }) => person),
  )
}

function practicesThatDiffer(one: DrawnLandscape, other: DrawnLandscape): Comparison['practices'] {
  const [sizes, others] = [one, other].map((drawn) => {
    const members = Map.groupBy(drawn.memberships, ({ practice }) => practice)
    return new Map(
      drawn.practices.map(({ id }) => [id, idsOf((members.get(id) ?? []).map(({ person }) => ({ id: person }))).size]),
    )
  }) as [Map<string, number>, Map<string, number>]
  const names = new Map([...one.practices, ...other.practices].map(({ id, name }) => [id, name]))
  return [...names]
    .map(([id, name]) => ({ id, name, one: sizes.get(id) ?? null, other: others.get(id) ?? null }))
    .filter((row) => row.one !== row.other)
    .sort(byId)
}

function spacesThatDiffer(one: DrawnLandscape, other: DrawnLandscape): Comparison['spaces'] {
  const [stages, others] = [one, other].map(({ spaces }) => new Map(spaces.map(({ id, stage }) => [id, stage]))) as [
    Map<string, SpaceStage>,
    Map<string, SpaceStage>,
  ]
  const names = new Map([...one.spaces, ...other.spaces].map(({ id, name }) => [id, name]))
  return [...names]
    .map(([id, name]) => ({ id, name, one: stages.get(id) ?? null, other: others.get(id) ?? null }))
    .filter((row) => row.one !== row.other)
    .sort(byId)
}

function byId(one: { id: string }, other: { id: string }): number {
  return one.id < other.id ? -1 : one.id > other.id ? 1 : 0
}

function crossingsOf(one: DrawnLandscape, other: DrawnLandscape, boundary: string): Crossing {
  const [a, b] = [crossingsOn(one, boundary), crossingsOn(other, boundary)]
  const split = (from: OnOneDay, to: OnOneDay) => {
    const fresh = [...to.crossing].filter((key) => !from.crossing.has(key))
    const ties = fresh.filter((key) => !from.ties.has(key)).length
    return { ties, sides: fresh.length - ties }
  }
  const pairs = new Set([...a.bridges.keys(), ...b.bridges.keys()])
  const names = new Map([...one.practices, ...other.practices].map(({ id, name }) => [id, name]))
  const named = (id: string | null) => ({ id, name: id === null ? null : (names.get(id) ?? null) })
  const bridges = [...pairs].sort().map((pair) => {
    const [from, to] = JSON.parse(pair) as [string | null, string | null]
    const [before, after] = [a.bridges.get(pair) ?? [], b.bridges.get(pair) ?? []]
    const people = new Set([...before, ...after].flatMap((key) => JSON.parse(key) as string[])).size
    return { from: named(from), to: named(to), one: before.length, other: after.length, people }
  })
  return {
    crossing: { one: a.crossing.size, other: b.crossing.size },
    known: { one: a.known, other: b.known },
    came: split(a, b),
    went: split(b, a),
    bridges: bridges.filter((bridge) => bridge.one !== bridge.other),
  }
}

interface OnOneDay {
  ties: ReadonlyMap<string, unknown>
  crossing: Set<string>
  known: number
  /** keys of crossing ties by the practices they join */
  bridges: Map<string, string[]>
}

function crossingsOn(drawn: DrawnLandscape, boundary: string): OnOneDay {
  const ties = dyadsOf(drawn)
  const { sidesOf, practicesOf } = tablesOf(drawn, boundary)
  const home = (person: string) => practicesOf(person)[0]?.id ?? null
  const crossing = new Set<string>()
  const bridges = new Map<string, string[]>()
  let known = 0
  for (const [key] of ties) {
    const [a, b] = JSON.parse(key) as [string, string]
    const [one, other] = [sidesOf(a), sidesOf(b)]
    if (one.length === 0 || other.length === 0) continue
    known += 1
    if (one.some((side) => other.includes(side))) continue
    crossing.add(key)
    const pair = JSON.stringify([home(a), home(b)].sort())
    bridges.set(pair, [...(bridges.get(pair) ?? []), key])
  }
  return { ties, crossing, known, bridges }
}
