import type { Landscape } from '../network/landscape.ts'
import type { Assumptions } from './assumptions.ts'
import { memberList } from './members.ts'
import { type PairWeights, pairWeights } from './pair-weights.ts'
import { addShare, clearShares, emptyShares, pairSum } from './shares.ts'
import { visitPairs } from './tie-chances.ts'

/** Reach when only the likeliest path between two people counts. */
export interface BestPathReach {
  /** null with fewer than two practices that have people */
  llc: number | null
  /** mean over ordered pairs of members; null under two members */
  local: number | null
  /** parts of llc: pairs with both people in the space, one, none */
  split: { in: number; edge: number; out: number }
  /** per practice: mean chance that what is learned in the others reaches it; null when it or all others have nobody */
  into: (number | null)[]
}

/**
 * How far can learning reach along the likeliest path alone? A lower bound of the chance, the same every time: for tests and while
 * something is being dragged.
 *
 * `σ_ij = max over paths of Π π`, found by Dijkstra on the products themselves (no logarithm: exact). A space is a stop on the
 * way: member to space q, space to member q.
 *
 * Cost O(people · ties · log people); a few milliseconds for 300 people, not meant above some thousands.
 *
 * What misleads: many weak paths together count for nothing here, so ties that back each other up look worthless.
 *
 * @param members of one space; none: the landscape as it is
 * @param withSpace false: the space does not exist, its members only tell the pairs apart
 */
export function bestPathReach(
  landscape: Landscape,
  assumptions: Assumptions,
  members: ArrayLike<number> = [],
  withSpace = true,
): BestPathReach {
  const list = memberList(landscape.counts.people, members)
  const weights = pairWeights(landscape)
  const graph = chanceGraph(landscape, assumptions, list, withSpace)
  const n = landscape.counts.people
  const isMember = new Uint8Array(n + 1)
  for (const member of list) isMember[member] = 1
  const search = openSearch(graph.start.length - 1)
  const into = new Float64Array(weights.practices)
  const parts: [number, number, number] = [0, 0, 0]
  const source = emptyShares(weights.practices)
  const reached = [emptyShares(weights.practices), emptyShares(weights.practices)] as const
  let local = 0
  for (let i = 0; i < n; i++) {
    bestFrom(graph, search, i)
    clearShares(source)
    addPerson(landscape, weights, source, i, 1)
    for (const shares of reached) clearShares(shares)
    for (let j = 0; j < n; j++) {
      if (j === i || search.best[j] === 0) continue
      addPerson(landscape, weights, reached[isMember[j] as 0 | 1], j, search.best[j]!)
      if (isMember[i] === 1 && isMember[j] === 1) local += search.best[j]!
    }
    for (const k of [0, 1] as const) parts[isMember[i]! + k]! += pairSum(weights, source, reached[k], into)
  }
  const pairs = list.length * (list.length - 1)
  return {
    llc: weights.stakes > 0 ? parts[0] + parts[1] + parts[2] : null,
    local: pairs > 0 ? local / pairs : null,
    split: { in: parts[2], edge: parts[1], out: parts[0] },
    into: Array.from(into, (sum, b) =>
      weights.stakesInto[b]! > 1e-12 ? (sum * weights.stakes) / weights.stakesInto[b]! : null,
    ),
  }
}

/** Pairs of a person with themselves never enter here, so the offset of `PairWeights` is not needed. */
function addPerson(
  landscape: Landscape,
  weights: PairWeights,
  shares: ReturnType<typeof emptyShares>,
  person: number,
  chance: number,
): void {
  for (let k = landscape.memberStart[person]!; k < landscape.memberStart[person + 1]!; k++) {
    const a = landscape.memberPractice[k]!
    addShare(shares, a, chance / weights.size[a]!)
  }
}

interface ChanceGraph {
  start: Uint32Array
  to: Uint32Array
  chance: Float64Array
}

function chanceGraph(
  landscape: Landscape,
  assumptions: Assumptions,
  members: Uint32Array,
  withSpace: boolean,
): ChanceGraph {
  const n = landscape.counts.people
  const factor = new Float64Array(n).fill(1)
  if (withSpace) for (const member of members) factor[member] = 1 - assumptions.attentionCost
  const arcs: [number, number, number][] = []
  visitPairs(landscape, assumptions, null, (one, other, up, down) => {
    const both = factor[one]! * factor[other]!
    if (up * both > 0) arcs.push([one, other, up * both])
    if (down * both > 0) arcs.push([other, one, down * both])
  })
  const attend = (stop: number, people: Uint32Array) => {
    const { attendance } = assumptions
    for (const person of people) arcs.push([person, stop, attendance], [stop, person, attendance])
  }
  if (withSpace) attend(n, members)
  const spaces = assumptions.spaces === 'carry' ? landscape.ids.spaces.length : 0
  for (let s = 0; s < spaces; s++) {
    attend(n + 1 + s, landscape.spacePerson.subarray(landscape.spaceStart[s]!, landscape.spaceStart[s + 1]!))
  }
  const stops = n + 1 + spaces
  const start = new Uint32Array(stops + 1)
  for (const [from] of arcs) start[from + 1]!++
  for (let i = 0; i < stops; i++) start[i + 1]! += start[i]!
  const next = start.slice()
  const to = new Uint32Array(arcs.length)
  const chance = new Float64Array(arcs.length)
  for (const [from, end, p] of arcs) {
    to[next[from]!] = end
    chance[next[from]!++] = p
  }
  return { start, to, chance }
}

interface Search {
  best: Float64Array
  /** binary heap of places, likeliest on top, and where each place stands in it (−1: nowhere) */
  heap: Int32Array
  at: Int32Array
  size: number
}

function openSearch(places: number): Search {
  return { best: new Float64Array(places), heap: new Int32Array(places), at: new Int32Array(places), size: 0 }
}

function bestFrom(graph: ChanceGraph, search: Search, source: number): void {
  const { best, at } = search
  best.fill(0)
  at.fill(-1)
  search.size = 0
  best[source] = 1
  raise(search, source)
  while (search.size > 0) {
    const i = takeTop(search)
    for (let k = graph.start[i]!; k < graph.start[i + 1]!; k++) {
      const j = graph.to[k]!
      const through = best[i]! * graph.chance[k]!
      if (through <= best[j]!) continue
      best[j] = through
      raise(search, j)
    }
  }
}

function raise(search: Search, place: number): void {
  const { heap, at, best } = search
  let k = at[place]! >= 0 ? at[place]! : search.size++
  while (k > 0) {
    const above = (k - 1) >> 1
    const other = heap[above]!
    if (best[other]! >= best[place]!) break
    heap[k] = other
    at[other] = k
    k = above
  }
  heap[k] = place
  at[place] = k
}

function takeTop(search: Search): number {
  const { heap, at, best } = search
  const top = heap[0]!
  at[top] = -1
  const last = heap[--search.size]!
  if (search.size === 0) return top
  let k = 0
  for (;;) {
    let child = 2 * k + 1
    if (child >= search.size) break
    if (child + 1 < search.size && best[heap[child + 1]!]! > best[heap[child]!]!) child++
    if (best[heap[child]!]! <= best[last]!) break
    heap[k] = heap[child]!
    at[heap[k]!] = k
    k = child
  }
  heap[k] = last
  at[last] = k
  return top
}
