import { FEWEST_TOLD } from './tellable.ts'

/** A table of counts as it may be told, with its totals; null stands for a number that is not told. */
export interface ToldTable {
  cells: (number | null)[][]
  rows: (number | null)[]
  columns: (number | null)[]
  all: number | null
}

/** A table that was told already and of whose people the new one counts a part: another filter, another day within it. */
export interface ToldBefore {
  cells: readonly (readonly number[])[]
  told: ToldTable
}

/** One number of the table as an arc of a circulation: rows, columns and totals are its nodes. */
interface Arc {
  from: number
  to: number
  value: number
  /** the most it could be, as whoever reads it knows */
  most: number
  hidden: boolean
  /** the same number was told of the whole */
  toldOfWhole: boolean
}

/**
 * Hides every number of a table that stands for one to four people, and as many others as it takes that no hidden one can be computed from
 * those shown: whoever solves for it gets neither a single value nor a range within one to four. Nought is nobody's secret and is told.
 *
 * With `before`, a part of whose people this table counts, what the difference of the two would tell is hidden as well. Then what was
 * hidden before stays hidden, and in the worst case nothing is told of the part.
 *
 * How: a table with its totals is a circulation, so the range of a hidden number is what can still flow around through the other hidden
 * ones; where that is too narrow, the cheapest way round is hidden as well. Cost: O(hidden² × cells), about a hundredth of a second for 20 × 20. Can mislead: numbers that hang together otherwise (a pair counted in two rows, people in several groups) are not known here.
 *
 * Source: cell suppression by network flow (Cox 1995, Network models for complementary cell suppression; Hundepool et al. 2012).
 */
export function withoutSmallCells(
  cells: readonly (readonly number[])[],
  before: ToldBefore | null = null,
  fewest = FEWEST_TOLD,
): ToldTable {
  const shape = { rows: cells.length, columns: cells[0]?.length ?? 0 }
  const arcs = arcsOf(cells, before, shape)
  for (const arc of arcs) arc.hidden = isPrimary(arc, before !== null, fewest)
  for (let open = openArc(arcs, shape, fewest); open !== null; open = openArc(arcs, shape, fewest)) {
    const next = nextToHide(arcs, open)
    if (next.length === 0) break
    for (const arc of next) arc.hidden = true
  }
  return toldOf(arcs, shape)
}

interface Shape {
  rows: number
  columns: number
}

function totalsOf(cells: readonly (readonly number[])[], columns: number) {
  const rows = cells.map((row) => row.reduce((sum, n) => sum + n, 0))
  const down = Array.from({ length: columns }, (_, j) => cells.reduce((sum, row) => sum + row[j]!, 0))
  return { rows, columns: down, all: rows.reduce((sum, n) => sum + n, 0) }
}

/** In one order: the cells row by row, the totals of rows, those of columns, the total of all. */
function arcsOf(cells: readonly (readonly number[])[], before: ToldBefore | null, { rows, columns }: Shape): Arc[] {
  const totals = totalsOf(cells, columns)
  const whole = before && { ...totalsOf(before.cells, columns), cells: before.cells }
  const told = before?.told
  const [allRows, allColumns] = [rows, rows + 1 + columns]
  const column = (j: number) => rows + 1 + j
  const arc = (from: number, to: number, value: number, most: number | undefined, seen: number | null | undefined) => ({
    from,
    to,
    value,
    most: most ?? Number.POSITIVE_INFINITY,
    hidden: false,
    toldOfWhole: seen !== null && seen !== undefined,
  })
  return [
    ...cells.flatMap((row, i) =>
      row.map((value, j) => arc(i, column(j), value, whole?.cells[i]?.[j], told?.cells[i]?.[j])),
    ),
    ...totals.rows.map((value, i) => arc(allColumns, i, value, whole?.rows[i], told?.rows[i])),
    ...totals.columns.map((value, j) => arc(column(j), allRows, value, whole?.columns[j], told?.columns[j])),
    arc(allRows, allColumns, totals.all, whole?.all, told?.all),
  ]
}

function isPrimary({ value, most, toldOfWhole }: Arc, isPart: boolean, fewest: number): boolean {
  const isFew = (n: number) => n > 0 && n < fewest
  return isFew(value) || (isPart && (!toldOfWhole || isFew(most - value)))
}

/** A hidden number that those shown would give away; null when there is none. */
function openArc(arcs: Arc[], shape: Shape, fewest: number): Arc | null {
  const graph = hiddenGraph(arcs, shape)
  return arcs.find((arc) => arc.hidden && isOpen(arcs, graph, arc, fewest)) ?? null
}

function isOpen(arcs: Arc[], graph: number[][], arc: Arc, fewest: number): boolean {
  const { value, most, toldOfWhole, from, to } = arc
  const rest = most - value
  if (value === 0 && (rest === 0 || !Number.isFinite(rest))) return false
  // more than this makes no difference to the answer
  const enough = fewest + value + 1
  const up = Math.min(rest, flow(arcs, graph, { from: to, to: from, without: arc, enough }))
  const down = Math.min(value, flow(arcs, graph, { from, to, without: arc, enough }))
  if (tells(value, value - down, value + up, fewest)) return true
  return toldOfWhole && Number.isFinite(rest) && tells(rest, rest - up, rest + down, fewest)
}

/** Would this range of a number tell of few people, or the number itself? */
function tells(value: number, low: number, high: number, fewest: number): boolean {
  return value > 0 && (low === high || (low >= 1 && high < fewest))
}

function hiddenGraph(arcs: Arc[], { rows, columns }: Shape): number[][] {
  const at: number[][] = Array.from({ length: rows + columns + 2 }, () => [])
  for (const [nth, arc] of arcs.entries()) {
    if (!arc.hidden) continue
    at[arc.from]!.push(nth)
    at[arc.to]!.push(nth)
  }
  return at
}

interface FlowWish {
  from: number
  to: number
  without: Arc
  enough: number
}

/** How much can be moved from one node to another by changing hidden numbers, none below nought or above the most it could be. */
function flow(arcs: Arc[], graph: number[][], { from, to, without, enough }: FlowWish): number {
  const moved = new Float64Array(arcs.length)
  const room = (nth: number, node: number) => {
    const { value, most } = arcs[nth]!
    return arcs[nth]!.from === node ? most - value - moved[nth]! : value + moved[nth]!
  }
  let total = 0
  while (total < enough) {
    const cameBy = new Map<number, number>([[from, -1]])
    const queue = [from]
    for (let at = 0; at < queue.length && !cameBy.has(to); at += 1) {
      for (const nth of graph[queue[at]!]!) {
        const next = arcs[nth]!.from === queue[at] ? arcs[nth]!.to : arcs[nth]!.from
        if (arcs[nth] === without || cameBy.has(next) || room(nth, queue[at]!) <= 0) continue
        cameBy.set(next, nth)
        queue.push(next)
      }
    }
    if (!cameBy.has(to)) return total
    const path: { nth: number; node: number }[] = []
    for (let node = to; node !== from; ) {
      const nth = cameBy.get(node)!
      node = arcs[nth]!.from === node ? arcs[nth]!.to : arcs[nth]!.from
      path.push({ nth, node })
    }
    const by = Math.min(enough - total, ...path.map(({ nth, node }) => room(nth, node)))
    for (const { nth, node } of path) moved[nth]! += arcs[nth]!.from === node ? by : -by
    total += by
  }
  return total
}

/**
 * What to hide besides an open number: the way round from one of its ends to the other that costs least of what is shown. Where all of that
 * way is hidden and still too narrow, the smallest number beside it, else the smallest anywhere; nothing when everything is hidden.
 */
function nextToHide(arcs: Arc[], open: Arc): Arc[] {
  const shown = cheapestWay(arcs, open).filter(({ hidden }) => !hidden)
  if (shown.length > 0) return shown
  const smallest = (some: Arc[]) =>
    some
      .filter(({ hidden }) => !hidden)
      .sort((a, b) => Number(a.value === 0) - Number(b.value === 0) || a.value - b.value)
      .slice(0, 1)
  const beside = smallest(
    arcs.filter(
      ({ from, to, value }) => value > 0 && [from, to].some((node) => node === open.from || node === open.to),
    ),
  )
  return beside.length > 0 ? beside : smallest(arcs)
}

/** What hiding a number costs: what it says; a nought is of use to nobody and comes last. */
function costOf({ hidden, value }: Arc): number {
  if (hidden) return 0
  return value === 0 ? 1e6 : value + 1
}

function cheapestWay(arcs: Arc[], open: Arc): Arc[] {
  const cost = new Map<number, number>([[open.to, 0]])
  const cameBy = new Map<number, Arc>()
  // as many rounds as there are nodes at most: Bellman and Ford, small enough here
  for (let changed = true; changed; ) {
    changed = false
    for (const arc of arcs) {
      if (arc === open) continue
      for (const [from, to] of [
        [arc.from, arc.to],
        [arc.to, arc.from],
      ] as const) {
        const through = (cost.get(from) ?? Number.POSITIVE_INFINITY) + costOf(arc)
        if (through >= (cost.get(to) ?? Number.POSITIVE_INFINITY)) continue
        cost.set(to, through)
        cameBy.set(to, arc)
        changed = true
      }
    }
  }
  const way: Arc[] = []
  for (let node = open.from; node !== open.to; ) {
    const arc = cameBy.get(node)
    if (arc === undefined) return []
    way.push(arc)
    node = arc.from === node ? arc.to : arc.from
  }
  return way
}

function toldOf(arcs: Arc[], { rows, columns }: Shape): ToldTable {
  const told = arcs.map(({ value, hidden }) => (hidden ? null : value))
  const cells = Array.from({ length: rows }, (_, i) => told.slice(i * columns, (i + 1) * columns))
  const after = rows * columns
  return {
    cells,
    rows: told.slice(after, after + rows),
    columns: told.slice(after + rows, after + rows + columns),
    all: told.at(-1) ?? null,
  }
}
