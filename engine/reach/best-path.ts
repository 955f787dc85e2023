import { BadInput } from '../bad-input.ts'
import { type Control, checkpoint } from '../control.ts'
import type { Landscape } from '../network/landscape.ts'
import { type Parted, runParts } from '../parts.ts'
import { type Assumptions, checkAssumptions } from './assumptions.ts'
import { memberList } from './members.ts'
import { type PairWeights, pairWeights } from './pair-weights.ts'
import { addShare, clearShares, emptyShares, pairSum, type Shares } from './shares.ts'
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

/** Above so many people with ties there is no answer: each is a search through all ties. */
const MOST_PEOPLE = 10_000
/** Searches of one part, for workers that share them. */
const SOURCES_IN_PART = 128

/** What is searched, and under which assumptions. */
interface BestPathQuestion {
  assumptions: Assumptions
  /** of one space; none: the landscape as it is */
  members: ArrayLike<number>
  /** false: the space does not exist, its members only tell the pairs apart */
  withSpace: boolean
}

/** What the searches from some people say: plain, so that it travels between workers. */
export interface BestPathPart {
  into: Float64Array
  /** pairs with none, one and both of the people in the space */
  parts: [number, number, number]
  local: number
}

/**
 * How far can learning reach along the likeliest path alone? A lower bound of the chance, the same every time: for tests and while
 * something is being dragged.
 *
 * `σ_ij = max over paths of Π π`, found by Dijkstra on the products themselves (no logarithm: exact). A space is a stop on the
 * way: member to space q, space to member q.
 *
 * Cost O(people with ties · ties · log people); a few milliseconds for 300 people, minutes for the 10,000 people with ties that it takes at
 * most. People without ties cost nothing.
 *
 * What misleads: many weak paths together count for nothing here, so ties that back each other up look worthless.
 *
 * @param members of one space; none: the landscape as it is
 * @param withSpace false: the space does not exist, its members only tell the pairs apart
 * @throws BadInput for assumptions out of range, members who are nobody and more than 10,000 people with ties; Error named AbortError when
 * stopped
 */
export function bestPathReach(
  landscape: Landscape,
  assumptions: Assumptions,
  members: ArrayLike<number> = [],
  withSpace = true,
  control?: Control,
): BestPathReach {
  checkAssumptions(assumptions, landscape.ids.boundaries)
  return runParts(bestPathParts, landscape, { assumptions, members, withSpace }, control)
}

/** The same in parts of 128 people from whom is searched. */
export const bestPathParts: Parted<Landscape, BestPathQuestion, BestPathPart, BestPathReach> = {
  count: (landscape, question) => Math.ceil(sourcesOf(landscape, question).length / SOURCES_IN_PART),
  open(landscape, question, control) {
    const sources = sourcesOf(landscape, question)
    const list = memberList(landscape.counts.people, question.members)
    const weights = pairWeights(landscape)
    const graph = chanceGraph(landscape, question.assumptions, list, question.withSpace, control)
    const isMember = new Uint8Array(landscape.counts.people)
    for (const member of list) isMember[member] = 1
    const room: Room = {
      landscape,
      weights,
      graph,
      search: openSearch(graph.start.length - 1),
      isMember,
      source: emptyShares(weights.practices),
      reached: [emptyShares(weights.practices), emptyShares(weights.practices)],
    }
    return (nth, within) => {
      const part: BestPathPart = { into: new Float64Array(weights.practices), parts: [0, 0, 0], local: 0 }
      const some = sources.subarray(nth * SOURCES_IN_PART, (nth + 1) * SOURCES_IN_PART)
      for (const [k, person] of some.entries()) {
        checkpoint(within, k / some.length)
        addSource(room, person, part)
      }
      return part
    }
  },
  join(landscape, { members }) {
    const weights = pairWeights(landscape)
    const people = memberList(landscape.counts.people, members).length
    const into = new Float64Array(weights.practices)
    const parts: [number, number, number] = [0, 0, 0]
    let local = 0
    return {
      add(part) {
        for (let b = 0; b < into.length; b++) into[b]! += part.into[b]!
        for (const k of [0, 1, 2] as const) parts[k] += part.parts[k]
        local += part.local
      },
      result: () => ({
        llc: weights.stakes > 0 ? parts[0] + parts[1] + parts[2] : null,
        local: people > 1 ? local / (people * (people - 1)) : null,
        split: { in: parts[2], edge: parts[1], out: parts[0] },
        into: Array.from(into, (sum, b) =>
          weights.stakesInto[b]! > 1e-12 ? (sum * weights.stakes) / weights.stakesInto[b]! : null,
        ),
      }),
    }
  },
}

/**
 * From whom something may be learned: whoever has a tie or is in a space.
 *
 * @throws BadInput when there are more than `MOST_PEOPLE`
 */
function sourcesOf(landscape: Landscape, { members, withSpace, assumptions }: BestPathQuestion): Uint32Array {
  const { neighbourStart, personSpaceStart, counts } = landscape
  const inSpace = new Uint8Array(counts.people)
  if (withSpace) for (const member of memberList(counts.people, members)) inSpace[member] = 1
  const has = (start: Uint32Array, person: number) => start[person + 1]! > start[person]!
  const sources = new Uint32Array(counts.people)
  let count = 0
  for (let i = 0; i < counts.people; i++) {
    const carried = assumptions.spaces === 'carry' && has(personSpaceStart, i)
    if (has(neighbourStart, i) || carried || inSpace[i] === 1) sources[count++] = i
  }
  if (count > MOST_PEOPLE) {
    const advice = `the likeliest paths are searched among at most ${MOST_PEOPLE}; ask for reach, or for a smaller landscape`
    throw new BadInput('people with ties', count, advice)
  }
  return sources.slice(0, count)
}

interface Room {
  landscape: Landscape
  weights: PairWeights
  graph: ChanceGraph
  search: Search
  isMember: Uint8Array
  source: Shares
  /** those reached who are not in the space, and those who are */
  reached: [Shares, Shares]
}

/** Adds all that is reached from one person. */
function addSource(
  { landscape, weights, graph, search, isMember, source, reached }: Room,
  i: number,
  part: BestPathPart,
) {
  if (graph.start[i] === graph.start[i + 1]) return
  bestFrom(graph, search, i)
  clearShares(source)
  addPerson(landscape, weights, source, i, 1)
  for (const shares of reached) clearShares(shares)
  for (let k = 0; k < search.foundCount; k++) {
    const j = search.found[k]!
    if (j === i || j >= isMember.length) continue
    addPerson(landscape, weights, reached[isMember[j] as 0 | 1], j, search.best[j]!)
    if (isMember[i] === 1 && isMember[j] === 1) part.local += search.best[j]!
  }
  for (const k of [0, 1] as const) {
    part.parts[(isMember[i]! + k) as 0 | 1 | 2] += pairSum(weights, source, reached[k], part.into)
  }
}

/** Pairs of a person with themselves never enter here, so the offset of `PairWeights` is not needed. */
function addPerson(landscape: Landscape, weights: PairWeights, shares: Shares, person: number, chance: number): void {
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
  control?: Control,
): ChanceGraph {
  const n = landscape.counts.people
  const factor = new Float64Array(n).fill(1)
  if (withSpace) for (const member of members) factor[member] = 1 - assumptions.attentionCost
  const arcs: [number, number, number][] = []
  visitPairs(
    landscape,
    assumptions,
    null,
    (one, other, up, down) => {
      const both = factor[one]! * factor[other]!
      if (up * both > 0) arcs.push([one, other, up * both])
      if (down * both > 0) arcs.push([other, one, down * both])
    },
    control,
  )
  const attend = (stop: number, people: Uint32Array) => {
    const { attendance } = assumptions
    if (attendance === 0) return
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
  /** places found, likeliest first */
  found: Uint32Array
  foundCount: number
}

function openSearch(places: number): Search {
  return {
    best: new Float64Array(places),
    heap: new Int32Array(places),
    at: new Int32Array(places).fill(-1),
    size: 0,
    found: new Uint32Array(places),
    foundCount: 0,
  }
}

function bestFrom(graph: ChanceGraph, search: Search, source: number): void {
  const { best, found } = search
  for (let k = 0; k < search.foundCount; k++) best[found[k]!] = 0
  search.foundCount = 0
  best[source] = 1
  raise(search, source)
  while (search.size > 0) {
    const i = takeTop(search)
    found[search.foundCount++] = i
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
