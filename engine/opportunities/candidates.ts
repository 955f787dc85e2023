/**
 * Conversations that seem to be missing: pairs of practices with fewer known ties than chance would give, that care about
 * the same or stand on different sides, and into which a way is known.
 *
 * Pairs kept apart in any matter are left out. When people have named concerns, pairs without a shared one come only
 * after all pairs with one. A low count of known ties may be a low count of answers: the card says how many answered.
 */
import { sequence, streamKey } from '../chance.ts'
import { type Control, checkpoint, quiet } from '../control.ts'
import { practiceSize } from '../network/landscape.ts'
import { carriersAmong } from './bridges.ts'
import { type Candidate, openingKey } from './candidate.ts'
import { offersMeetingNeeds, sharedConcerns, sharedStrength } from './concerns-held.ts'
import { boundariesBetween, type Ground, standApart } from './ground.ts'
import { practicesApart } from './keep-apart.ts'
import { type KnownPair, knownPair } from './known-pairs.ts'
import { expectedScores, orderOptions } from './pareto.ts'
import { anyWayIn } from './ways-in.ts'

/** Weightings are drawn over at most so many pairs. */
const MOST_WEIGHED = 300

export interface Search {
  seed: number | string
  /** -1 = any */
  boundary: number
  /** How many candidates to keep. */
  keep: number
  /** Mean chance from practice to practice, `from * practices + to`; null when not computed. */
  reach: Float64Array | null
  control?: Control
}

interface Pair {
  a: number
  b: number
  known: KnownPair
  shared: number
  /** Lack of ties in both directions, weighted by stakes. */
  need: number
}

/** The best candidates, best first. Cost: practices² plus ways in for the three times as many that are looked at closely. */
export function missingConversations(ground: Ground, search: Search): Candidate[] {
  const all = openPairs(ground, search)
  const tiers = [
    all.filter((pair) => pair.shared > 0 && lack(pair) >= 0.5),
    all.filter((pair) => pair.shared === 0 && lack(pair) >= 0.5),
    all.filter((pair) => lack(pair) < 0.5 && lack(pair) > 0),
  ]
  const found: Candidate[] = []
  for (const tier of tiers) {
    if (found.length >= search.keep) break
    found.push(...bestPairs(ground, search, tier, search.keep - found.length))
  }
  return found
}

/** Three practices that all lack ties among each other and care about one thing: made from pairs already found. */
export function missingTriples(ground: Ground, pairs: readonly Candidate[], keep: number): Candidate[] {
  const known = new Map(pairs.map((pair) => [pair.key, pair]))
  const triples: Candidate[] = []
  for (const [i, one] of pairs.entries()) {
    for (const other of pairs.slice(i + 1)) {
      const union = [...new Set([...one.between, ...other.between])].sort((x, y) => x - y)
      if (union.length !== 3 || one.concerns.length === 0) continue
      const third = known.get(missingKey(ground, symmetricDifference(one.between, other.between)))
      const concerns = sharedConcerns(ground.concerns, union)
      if (!third || concerns.length === 0) continue
      const key = missingKey(ground, union)
      if (triples.some((triple) => triple.key === key)) continue
      triples.push({
        ...one,
        key,
        between: union,
        withheld: carriersAmong(ground, union),
        concerns,
        boundary: boundariesBetween(ground, union)[0] ?? -1,
        need: one.need + other.need + third.need,
      })
      if (triples.length >= keep) return triples
    }
  }
  return triples
}

/** Need of joining these practices: over ordered pairs, stakes × (1 − min(1, seen / expected)). */
export function needAmong(ground: Ground, practices: readonly number[]): number {
  let need = 0
  for (const [i, a] of practices.entries()) {
    for (const b of practices.slice(i + 1)) {
      if (ground.pairs.slotOf[a]! < 0 || ground.pairs.slotOf[b]! < 0) continue
      const { ratio } = knownPair(ground.landscape, ground.pairs, a, b)
      need += (stakesBetween(ground, a, b) / 2) * (1 - Math.min(1, ratio ?? 0))
    }
  }
  return need
}

/** Stakes in both directions together: 2 unless set. */
function stakesBetween(ground: Ground, a: number, b: number): number {
  return stake(ground, a, b) + stake(ground, b, a)
}

/** How much it matters that `to` can learn from `from`. */
export function stake(ground: Ground, from: number, to: number): number {
  const { stakeStart, stakeTo, stakeWeight } = ground.landscape
  for (let at = stakeStart[from]!; at < stakeStart[from + 1]!; at++) if (stakeTo[at] === to) return stakeWeight[at]!
  return 1
}

/** Candidate for two or more practices somebody named, whatever is known of them. */
export function candidateFor(ground: Ground, practices: readonly number[]): Candidate {
  const between = [...practices].sort((x, y) => x - y)
  return {
    kind: 'missing-conversation',
    key: missingKey(ground, between),
    between,
    partners: [],
    boundary: boundariesBetween(ground, between)[0] ?? -1,
    concerns: sharedConcerns(ground.concerns, between),
    withheld: carriersAmong(ground, between),
    need: needAmong(ground, between),
  }
}

function openPairs(ground: Ground, search: Search): Pair[] {
  const { considered } = ground.pairs
  const open: Pair[] = []
  for (const [i, a] of considered.entries()) {
    checkpoint(search.control, (0.8 * i) / considered.length)
    for (let j = i + 1; j < considered.length; j++) {
      const b = considered[j]!
      if (practicesApart(ground.apart, a, b)) continue
      if (search.boundary >= 0 && !standApart(ground, search.boundary, a, b)) continue
      const known = knownPair(ground.landscape, ground.pairs, a, b)
      if (known.pairs === 0 || known.overlap * 4 > Math.min(sizeOf(ground, a), sizeOf(ground, b))) continue
      const shared = sharedStrength(ground.concerns, [a, b])
      open.push({ a, b, known, shared, need: needAmong(ground, [a, b]) })
    }
  }
  return open
}

function bestPairs(ground: Ground, search: Search, pairs: Pair[], keep: number): Candidate[] {
  if (pairs.length === 0) return []
  const rough = ranked(search, promising(ground, search, pairs), 'rough', (pair) =>
    roughCounts(ground, search, pair),
  ).slice(0, keep * 3)
  const close = ranked(search, rough, 'close', (pair) => [
    ...roughCounts(ground, search, pair),
    anyWayIn(ground, pair.a, pair.b) ? 1 : 0,
  ])
  return close.slice(0, keep).map((pair) => {
    const candidate = candidateFor(ground, [pair.a, pair.b])
    return search.boundary >= 0 ? { ...candidate, boundary: search.boundary } : candidate
  })
}

/** Where there are very many pairs, those with the best expected place; all weightings being equally likely, that is the mean of their ranks. */
function promising(ground: Ground, search: Search, pairs: Pair[]): Pair[] {
  if (pairs.length <= MOST_WEIGHED) return pairs
  const counts = pairs.map((pair, i) => {
    if ((i & 1023) === 0) checkpoint(search.control, 0.8)
    return roughCounts(ground, search, pair)
  })
  const scores = expectedScores(counts, quiet(search.control))
  checkpoint(search.control, 0.8)
  return pairs
    .map((_, i) => i)
    .sort((i, j) => scores[j]! - scores[i]! || i - j)
    .slice(0, MOST_WEIGHED)
    .sort((i, j) => i - j)
    .map((i) => pairs[i]!)
}

function ranked(search: Search, pairs: Pair[], purpose: string, counts: (pair: Pair) => number[]): Pair[] {
  const standings = orderOptions(
    pairs.map(counts),
    sequence(streamKey(search.seed, `pairs ${purpose}`)),
    300,
    quiet(search.control),
  )
  return pairs
    .map((pair, i) => ({ pair, rank: standings[i]!.meanRank }))
    .sort((x, y) => x.rank - y.rank || x.pair.a - y.pair.a || x.pair.b - y.pair.b)
    .map(({ pair }) => pair)
}

function roughCounts(ground: Ground, search: Search, pair: Pair): number[] {
  const { a, b } = pair
  const { practices } = ground.landscape.counts
  const reach = search.reach ? search.reach[a * practices + b]! + search.reach[b * practices + a]! : 0
  return [
    pair.need,
    pair.shared,
    -reach,
    boundariesBetween(ground, [a, b]).length,
    offersMeetingNeeds(ground.concerns, [a, b]).length > 0 ? 1 : 0,
    pair.known.expected ?? 0,
  ]
}

function lack(pair: Pair): number {
  return 1 - Math.min(1, pair.known.ratio ?? 0)
}

function sizeOf(ground: Ground, practice: number): number {
  return practiceSize(ground.landscape, practice)
}

function missingKey(ground: Ground, practices: readonly number[]): string {
  return openingKey(
    'missing-conversation',
    practices.map((practice) => ground.landscape.ids.practices[practice]!),
  )
}

function symmetricDifference(one: readonly number[], other: readonly number[]): number[] {
  return [...one.filter((x) => !other.includes(x)), ...other.filter((x) => !one.includes(x))]
}
