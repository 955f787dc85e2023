import { type Control, checkpoint } from '../control.ts'
import type { KindsOfPeople } from './draw-pool.ts'
import {
  type GrowingProgram,
  growingProgram,
  type LinearProgram,
  type LinearRow,
  type LinearSolver,
} from './linear-solver.ts'
import { type MakeUp, worthiestPanel } from './panels.ts'

export interface Leximin {
  /** chance of one person of each kind, 0 to 1 */
  chance: Float64Array
  /** make-ups of panels and the chance of each; chances add up to 1 */
  lottery: { makeUp: MakeUp; chance: number }[]
  /** kinds of people that no panel can hold */
  impossible: Uint8Array
}

/** A panel counts as better than known ones only by more than this. */
const GAP = 1e-8
/** A kind whose price is above this is held at the chance found: it could have more by GAP / PRICED at most. The dearest is always held. */
const PRICED = 1e-4
/** When all seats but this share are needed, nobody can have more. */
const LEFT = 1e-7
/** Chances that are held are held this much lower, so that rounding never makes them impossible. */
const SLACK = 1e-9

/**
 * Chances as equal as quotas allow (leximin): the smallest chance as large as it can be, then the second smallest, and so on; null when no
 * panel meets the quotas.
 *
 * Column generation (Flanigan, Gölz, Gupta, Hennig & Procaccia 2021). The linear program gives each kind of people a price; the whole
 * program finds the panel worth most at those prices; when no panel beats the known ones, the smallest chance is proven, kinds with a price
 * are held at it, and the rest is raised further. People who are alike get the same chance and are handled as one kind, which leaves the
 * answer as it is and makes programs smaller.
 *
 * Cost: a linear and a whole program for each panel that is found, some hundred in a pool of a hundred kinds.
 *
 * @throws Error named AbortError when stopped; a solver that cannot pause finishes its program first
 */
export function leximin(kinds: KindsOfPeople, given: LinearSolver, control?: Control): Leximin | null {
  const progress = { done: 0 }
  const pause = () => checkpoint(control, progress.done)
  const solver: LinearSolver = (program) => {
    pause()
    return given(program, pause)
  }
  const grow = (program: LinearProgram) => {
    const growing = growingProgram(given, program)
    return {
      add: growing.add,
      solve: () => {
        pause()
        return growing.solve(pause)
      },
    }
  }
  const start = firstPanels(kinds, solver)
  if (!start) return null
  const { panels, impossible } = start
  const sizes = Float64Array.from(kinds.people, (people) => people.length)
  const held = Float64Array.from(impossible, (never) => (never ? 0 : Number.NaN))
  for (let open = countOpen(held); open > 0; open = countOpen(held)) {
    progress.done = 1 - open / held.length
    const { least, price } = raisedChance(kinds, panels, sizes, held, { solver, grow })
    const full = spreadAt(sizes, held, least) > kinds.seats * (1 - LEFT)
    const dearest = price.reduce((most, one, kind) => (Number.isNaN(held[kind]!) ? Math.max(most, one) : most), 0)
    for (let kind = 0; kind < held.length; kind++) {
      if (!Number.isNaN(held[kind]!)) continue
      // when all open kinds together need every seat that is left, none of them can have more
      if (full || price[kind]! >= Math.min(PRICED, dearest)) held[kind] = Math.max(0, least)
    }
  }
  return { ...lotteryFor(panels, sizes, held, solver), impossible }
}

function countOpen(held: Float64Array): number {
  return held.reduce((count, chance) => count + Number(Number.isNaN(chance)), 0)
}

/** Seats that are needed when every open kind has the chance `least`. */
function spreadAt(sizes: Float64Array, held: Float64Array, least: number): number {
  return sizes.reduce((sum, size, kind) => sum + size * (Number.isNaN(held[kind]!) ? least : held[kind]!), 0)
}

/** Panels to begin with: together they hold every kind that any panel can hold, those seldom seen first. */
function firstPanels(kinds: KindsOfPeople, solver: LinearSolver) {
  const count = kinds.people.length
  const seen = new Float64Array(count)
  const impossible = new Uint8Array(count)
  const panels: MakeUp[] = []
  const first = worthiestPanel(kinds, new Float64Array(count), solver, { beyond: -1 })
  if (!first) return null
  const add = (panel: MakeUp) => {
    panels.push(panel)
    for (let kind = 0; kind < count; kind++) seen[kind]! += panel[kind]! / kinds.people[kind]!.length
  }
  add(first)
  for (let kind = 0; kind < count; kind++) {
    if (seen[kind]! > 0) continue
    // the kind itself, and beside it whoever was seen least
    const worth = seen.map((times) => 1 / (1 + count * times))
    const panel = worthiestPanel(kinds, worth, solver, { holding: kind, beyond: -1 })
    if (panel) add(panel)
    else impossible[kind] = 1
  }
  return { panels, impossible }
}

interface Solving {
  solver: LinearSolver
  grow(program: LinearProgram): GrowingProgram
}

/**
 * How high the smallest open chance can be, and the price of each kind there. New panels are added to `panels`.
 *
 * The dual program: prices of kinds, those of open kinds adding up to 1, so that the dearest known panel (`cap`, the last column) is worth
 * as little as can be, less what the held chances are worth.
 */
function raisedChance(
  kinds: KindsOfPeople,
  panels: MakeUp[],
  sizes: Float64Array,
  held: Float64Array,
  { solver, grow }: Solving,
): { least: number; price: Float64Array } {
  const count = sizes.length
  const open = Array.from(sizes.keys()).filter((kind) => Number.isNaN(held[kind]!))
  const worth = Float64Array.from([...held, 1], (chance, kind) => {
    if (kind === count) return 1
    return Number.isNaN(chance) ? 0 : -Math.max(0, chance - SLACK)
  })
  const whole: LinearRow = { column: open, value: open.map(() => 1), low: 1, high: 1 }
  const dual = grow({
    sense: 'least',
    worth,
    low: new Float64Array(count + 1),
    high: new Float64Array(count + 1).fill(Number.POSITIVE_INFINITY),
    whole: null,
    rows: [whole, ...panels.map((panel) => panelRow(panel, sizes))],
  })
  for (;;) {
    const answer = dual.solve()
    if (answer.status !== 'best') throw new Error(`The solver found no prices: ${answer.status}`)
    const price = answer.values.slice(0, count)
    const apiece = price.map((one, kind) => one / sizes[kind]!)
    const beyond = answer.values[count]! + GAP
    const panel = worthiestPanel(kinds, apiece, solver, { beyond })
    // a known panel comes back only when rounding has eaten the gap
    if (!panel || worthOf(panel, apiece) <= beyond || panels.some((known) => isSame(known, panel))) {
      return { least: answer.objective, price }
    }
    panels.push(panel)
    dual.add(panelRow(panel, sizes))
  }
}

/** A panel is worth no more than the cap. */
function panelRow(panel: MakeUp, sizes: Float64Array): LinearRow {
  const column = Array.from(panel.keys()).filter((kind) => panel[kind]! > 0)
  const value = column.map((kind) => panel[kind]! / sizes[kind]!)
  return { column: [...column, sizes.length], value: [...value, -1], low: Number.NEGATIVE_INFINITY, high: 0 }
}

function isSame(one: MakeUp, other: MakeUp): boolean {
  return one.every((some, kind) => some === other[kind])
}

function worthOf(panel: MakeUp, worth: Float64Array): number {
  return panel.reduce((sum, some, kind) => sum + some * worth[kind]!, 0)
}

/** The lottery over the known panels that comes closest to these chances from below, and the chances it gives. */
function lotteryFor(panels: readonly MakeUp[], sizes: Float64Array, held: Float64Array, solver: LinearSolver) {
  const count = panels.length
  const every = Array.from(panels.keys())
  const rows: LinearRow[] = [{ column: every, value: every.map(() => 1), low: 1, high: 1 }]
  for (let kind = 0; kind < sizes.length; kind++) {
    const column = every.filter((at) => panels[at]![kind]! > 0)
    const value = column.map((at) => panels[at]![kind]! / sizes[kind]!)
    rows.push({ column: [...column, count], value: [...value, 1], low: held[kind]!, high: Number.POSITIVE_INFINITY })
  }
  const worth = new Float64Array(count + 1)
  worth[count] = 1
  const high = new Float64Array(count + 1).fill(1)
  const answer = solver({ sense: 'least', worth, low: new Float64Array(count + 1), high, whole: null, rows })
  if (answer.status !== 'best') throw new Error(`The solver found no lottery: ${answer.status}`)
  const weights = answer.values.slice(0, count).map((weight) => Math.max(0, weight))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const lottery = every
    .filter((at) => weights[at]! > 0)
    .map((at) => ({ makeUp: panels[at]!, chance: weights[at]! / total }))
  const chance = sizes.map((size, kind) =>
    lottery.reduce((sum, panel) => sum + (panel.chance * panel.makeUp[kind]!) / size, 0),
  )
  return { chance, lottery }
}
