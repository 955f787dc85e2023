import type { KindsOfPeople } from './draw-pool.ts'
import type { LinearProgram, LinearRow, LinearSolver } from './linear-solver.ts'

/** How many of each kind of people sit on a panel. */
export type MakeUp = Uint32Array

/** One side of a quota, which can be in the way. */
export interface Bound {
  category: string
  value: string
  side: 'least' | 'most'
  people: number
}

/** Rows that hold a panel to its seats and quotas; bounds that were taken out are left out. */
function panelRows(kinds: KindsOfPeople, without: ReadonlySet<number> = new Set()): LinearRow[] {
  const { quotas, kindsOf, seats } = kinds
  const every = Array.from(kinds.people.keys())
  const rows: LinearRow[] = [{ column: every, value: every.map(() => 1), low: seats, high: seats }]
  for (const [at, { least, most }] of quotas.entries()) {
    const low = without.has(2 * at) ? 0 : least
    const high = without.has(2 * at + 1) ? Number.POSITIVE_INFINITY : most
    // a value that nobody has makes an empty row, which solvers read differently: it hangs on a column that is 0
    const column = [...kindsOf[at]!]
    rows.push({ column, value: column.map(() => 1), low, high })
  }
  return rows
}

function panelProgram(kinds: KindsOfPeople, worth: Float64Array, rows: LinearRow[]): LinearProgram {
  return {
    sense: 'most',
    worth,
    low: new Float64Array(kinds.people.length),
    high: Float64Array.from(kinds.people, (people) => Math.min(people.length, kinds.seats)),
    whole: new Uint8Array(kinds.people.length).fill(1),
    rows,
  }
}

/** Rows of quotas on values that nobody has: they can be met only by 0. */
function nobodyRows(kinds: KindsOfPeople, without: ReadonlySet<number>): boolean {
  return kinds.quotas.some(({ least }, at) => kinds.kindsOf[at]!.length === 0 && least > 0 && !without.has(2 * at))
}

export interface PanelChoice {
  /** bounds of quotas that do not count: 2·quota for its least, 2·quota + 1 for its most */
  without?: ReadonlySet<number>
  /** a kind that must have a seat */
  holding?: number
  /** any panel worth more than this will do; null when there is none */
  beyond?: number
}

/**
 * The panel that is worth most when one person of each kind is worth so much; null when no panel meets the quotas.
 *
 * @throws Error when the solver gives an answer that is no panel
 */
export function worthiestPanel(
  kinds: KindsOfPeople,
  worth: Float64Array,
  solver: LinearSolver,
  { without = new Set(), holding, beyond }: PanelChoice = {},
): MakeUp | null {
  if (nobodyRows(kinds, without)) return null
  const rows = panelRows(kinds, without).filter(({ column }) => column.length > 0)
  const program = { ...panelProgram(kinds, worth, rows), beyond }
  if (holding !== undefined) program.low[holding] = 1
  const answer = solver(program)
  if (answer.status !== 'best') return null
  const makeUp = Uint32Array.from(answer.values, (value) => Math.round(value))
  if (without.size === 0 && !isPanel(kinds, makeUp)) throw new Error('The solver gave a panel that breaks the quotas')
  return makeUp
}

/** Does this make-up fill the seats within every quota, with people there are? */
export function isPanel({ people, quotas, kindsOf, seats }: KindsOfPeople, makeUp: MakeUp): boolean {
  const count = (kinds: readonly number[]) => kinds.reduce((sum, kind) => sum + makeUp[kind]!, 0)
  return (
    count(Array.from(makeUp.keys())) === seats &&
    makeUp.every((some, kind) => some <= people[kind]!.length) &&
    quotas.every(({ least, most }, at) => count(kindsOf[at]!) >= least && count(kindsOf[at]!) <= most)
  )
}

/**
 * Bounds of quotas that cannot all hold together although any one less could: what to talk about when no panel exists. Bounds are tried in
 * order of category and value; there may be other such sets.
 *
 * Cost: one whole program for each bound (deletion filter, Chinneck & Dravnieks 1991).
 */
export function conflictingBounds(kinds: KindsOfPeople, solver: LinearSolver): Bound[] {
  const without = new Set<number>()
  const nothing = new Float64Array(kinds.people.length)
  const bounds = kinds.quotas.flatMap(({ least, most }, at) => [
    ...(least > 0 ? [2 * at] : []),
    ...(most < kinds.seats ? [2 * at + 1] : []),
  ])
  for (const bound of bounds) {
    without.add(bound)
    if (worthiestPanel(kinds, nothing, solver, { without, beyond: -1 })) without.delete(bound)
  }
  return bounds.filter((bound) => !without.has(bound)).map((bound) => boundNamed(kinds, bound))
}

function boundNamed({ quotas }: KindsOfPeople, bound: number): Bound {
  const { category, value, least, most } = quotas[bound >> 1]!
  return bound & 1 ? { category, value, side: 'most', people: most } : { category, value, side: 'least', people: least }
}

/**
 * The smallest change of quotas that makes a panel possible: the fewest seats in all by which bounds are let down or up, within how far each
 * may be relaxed; bounds that come first give way first between equals. null when no change within that helps.
 *
 * @returns the bounds that change, with their new number
 */
export function smallestRelaxation(kinds: KindsOfPeople, solver: LinearSolver): Bound[] | null {
  const { quotas, people } = kinds
  const [n, q] = [people.length, quotas.length]
  // columns: people of each kind, then how far each least goes down and each most goes up
  const rows = panelRows(kinds)
  for (const [at, { least, most }] of quotas.entries()) {
    const { column, value } = rows[at + 1]!
    rows[at + 1] = { column: [...column, n + 2 * at], value: [...value, 1], low: least, high: Number.POSITIVE_INFINITY }
    rows.push({ column: [...column, n + 2 * at + 1], value: [...value, -1], low: Number.NEGATIVE_INFINITY, high: most })
  }
  const flex = quotas.flatMap(({ least, most, leastFlex, mostFlex }) => [least - leastFlex!, mostFlex! - most])
  const answer = solver({
    sense: 'least',
    worth: Float64Array.from({ length: n + 2 * q }, (_, c) => (c < n ? 0 : 1 + ((c - n) * 1e-4) / (2 * q))),
    low: new Float64Array(n + 2 * q),
    high: Float64Array.from([...people.map((some) => Math.min(some.length, kinds.seats)), ...flex]),
    whole: new Uint8Array(n + 2 * q).fill(1),
    rows,
  })
  if (answer.status !== 'best') return null
  return flex.flatMap((_, bound) => {
    const change = Math.round(answer.values[n + bound]!)
    if (change === 0) return []
    const named = boundNamed(kinds, bound)
    return [{ ...named, people: named.people + (bound & 1 ? change : -change) }]
  })
}
