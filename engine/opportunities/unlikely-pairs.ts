/**
 * Unlikely pairs: two people who by what is known of ties would hardly have met, and of whom one offers what the other seeks, or who both
 * chose to care about the same (DOMAIN §4.6).
 *
 * Both may be introduced, nothing keeps them apart, no tie and no quarrel between them is known, and there is a way in: at most
 * three known ties, or a host trusted where both are at home. They are ranked by surprise, −log2 of the chance of a tie in whole
 * bits, then by the rise of reach if the two met. One is always picked by lot among all others, so that nobody is left out for good.
 *
 * For the convener alone, as candidates: each is asked alone, a no is never told to the other, and no fact says who needs what.
 * Misleads: unlikely for a good reason (harm, power); what people chose to tell is little. Keys name the practices, never the people, so
 * that nothing of them is left in a journal.
 */
import { type Control, checkpoint } from '../control.ts'
import { dyadBetween, type Landscape, practicesOf, tieKinds } from '../network/landscape.ts'
import { portableLog } from '../portable-log.ts'
import { type Candidate, openingKey, type PairOfPeople } from './candidate.ts'
import { boundariesBetween, type Ground, standApart } from './ground.ts'
import { neverIntroduced } from './keep-apart.ts'
import { trustedIn } from './standing-in-practices.ts'
import { blockRate, readTieLikelihood, shareAPractice } from './tie-likelihood.ts'

/** Least fit of offers and needs, and least likeness of two or more cares. */
const LEAST_FIT = 0.25
const LEAST_LIKENESS = 0.5
/** Pairs looked at for one concern and in all; above that some are drawn by chance. */
const MOST_PER_CONCERN = 3000
const MOST_PAIRS = 60_000
/** Pairs of which the effect is looked at. */
const MOST_WEIGHED = 24
const MOST_STEPS = 3

const CARES = 1
const OFFERS = 2
const SEEKS = 4

export interface PairSearch {
  boundary: number
  /** How many pairs, the one by lot included; 0 = none. */
  keep: number
  next: () => number
  /** Who said yes to introductions; null = everybody who may be invited. */
  open: ReadonlySet<number> | null
  /** rise of reach when these two meet; null when there is no effect to show */
  gain: ((pair: readonly number[]) => number) | null
  control?: Control
}

interface Fitting {
  people: [number, number]
  cares: number[]
  fits: number[]
}

interface Weighed extends Fitting {
  likely: number
  bits: number
  home: [number, number]
}

/** Candidates, the most surprising first, the one by lot last. Cost: holders of each concern², up to a limit, and the ties of each pair. */
export function unlikelyPairs(ground: Ground, search: PairSearch): Candidate[] {
  if (search.keep < 1) return []
  const fitting = fittingPairs(ground, search)
  if (fitting.length === 0) return []
  const weighed = weigh(ground, search, fitting)
  const chosen = mostSurprising(ground, search, weighed, Math.max(1, search.keep - 1))
  const rest = weighed.filter(({ people }) => !chosen.some(({ pair }) => isSamePair(pair!.people, people)))
  const byLot = pickByLot(ground, search, rest, chosen)
  return byLot && search.keep > chosen.length ? [...chosen, byLot] : chosen
}

/** How much of what these two seek the other offers, and how like their cares are: both 0 to 1. */
export function fitOf(
  ground: Ground,
  one: number,
  other: number,
): { fit: number; likeness: number } & Pick<Fitting, 'cares' | 'fits'> {
  const { ofPerson, concerns } = ground.concerns
  const cares: number[] = []
  const fits: number[] = []
  let met = 0
  let sought = 0
  let either = 0
  for (let concern = 0; concern < concerns; concern++) {
    const x = ofPerson[one * concerns + concern]!
    const y = ofPerson[other * concerns + concern]!
    if (x & SEEKS) sought++
    if (y & SEEKS) sought++
    const meets = (x & OFFERS && y & SEEKS ? 1 : 0) + (y & OFFERS && x & SEEKS ? 1 : 0)
    met += meets
    if (meets > 0) fits.push(concern)
    if ((x | y) & CARES) either++
    if (x & y & CARES) cares.push(concern)
  }
  return { fit: sought > 0 ? met / sought : 0, likeness: either > 0 ? cares.length / either : 0, cares, fits }
}

/** Pairs with enough in common, each once, in the order of their numbers. */
function fittingPairs(ground: Ground, search: PairSearch): Fitting[] {
  const { landscape } = ground
  const { people } = landscape.counts
  const found = new Map<number, Fitting>()
  const looked = new Set<number>()
  const holders = holdersOf(ground, search)
  const rarest = holders.map((_, c) => c).sort((x, y) => sizeOf(holders[x]!) - sizeOf(holders[y]!) || x - y)
  const look = (x: number, y: number) => {
    const one = Math.min(x, y)
    const other = Math.max(x, y)
    const name = one * people + other
    if (one === other || looked.has(name)) return
    looked.add(name)
    const { fit, likeness, cares, fits } = fitOf(ground, one, other)
    if (fit < LEAST_FIT && (likeness < LEAST_LIKENESS || cares.length < 2)) return
    if (mayMeet(ground, search, one, other)) found.set(name, { people: [one, other], cares, fits })
  }
  for (const concern of rarest) {
    const { cares, offers, seeks } = holders[concern]!
    checkpoint(search.control, 0)
    if (looked.size >= MOST_PAIRS) break
    eachPair(offers, seeks, search.next, look)
    eachPair(cares, cares, search.next, look)
  }
  return [...found].sort(([x], [y]) => x - y).map(([, pair]) => pair)
}

interface Holders {
  cares: number[]
  offers: number[]
  seeks: number[]
}

function sizeOf({ cares, offers, seeks }: Holders): number {
  return cares.length + offers.length + seeks.length
}

function holdersOf(ground: Ground, search: PairSearch): Holders[] {
  const { ofPerson, concerns } = ground.concerns
  const holders = Array.from({ length: concerns }, (): Holders => ({ cares: [], offers: [], seeks: [] }))
  for (let person = 0; person < ground.landscape.counts.people; person++) {
    if ((person & 8191) === 0) checkpoint(search.control, 0)
    if (ground.landscape.notInvitable[person] || (search.open && !search.open.has(person))) continue
    for (let concern = 0; concern < concerns; concern++) {
      const said = ofPerson[person * concerns + concern]!
      if (said & CARES) holders[concern]!.cares.push(person)
      if (said & OFFERS) holders[concern]!.offers.push(person)
      if (said & SEEKS) holders[concern]!.seeks.push(person)
    }
  }
  return holders
}

/** All pairs, or as many as may be looked at drawn by chance. */
function eachPair(
  ones: readonly number[],
  others: readonly number[],
  next: () => number,
  look: (one: number, other: number) => void,
): void {
  if (ones.length * others.length <= MOST_PER_CONCERN) {
    for (const one of ones) for (const other of others) look(one, other)
    return
  }
  for (let draw = 0; draw < MOST_PER_CONCERN; draw++) {
    look(ones[Math.floor(next() * ones.length)]!, others[Math.floor(next() * others.length)]!)
  }
}

function mayMeet(ground: Ground, search: PairSearch, one: number, other: number): boolean {
  const { landscape, apart, pairs } = ground
  if (shareAPractice(landscape, one, other) || blockRate(ground, one, other) === null) return false
  const dyad = dyadBetween(landscape, one, other)
  if (dyad >= 0 && (pairs.tied[dyad] || quarrel(landscape, dyad))) return false
  if (search.boundary >= 0) {
    const [a, b] = homeOf(ground, one, other)
    if (!standApart(ground, search.boundary, a, b)) return false
  }
  return !neverIntroduced(landscape, apart, one, other)
}

function quarrel(landscape: Landscape, dyad: number): boolean {
  const conflict = tieKinds.indexOf('conflict')
  for (let at = landscape.accountStart[dyad]!; at < landscape.accountStart[dyad + 1]!; at++) {
    if (landscape.accountKind[at] === conflict) return true
  }
  return false
}

/** The practices from which the two would come: those between which fewest ties are known, then the first ones. */
function homeOf(ground: Ground, one: number, other: number): [number, number] {
  const { landscape, pairs } = ground
  let home: [number, number] = [-1, -1]
  let fewest = Number.POSITIVE_INFINITY
  for (const a of practicesOf(landscape, one)) {
    for (const b of practicesOf(landscape, other)) {
      if (pairs.slotOf[a]! < 0 || pairs.slotOf[b]! < 0 || a === b) continue
      const seen = pairs.seen[pairs.slotOf[a]! * pairs.considered.length + pairs.slotOf[b]!]!
      if (seen < fewest) {
        fewest = seen
        home = [a, b]
      }
    }
  }
  return home
}

const PAIRS_BETWEEN_STOPS = 1024

function weigh(ground: Ground, search: PairSearch, fitting: readonly Fitting[]): Weighed[] {
  const likelihood = readTieLikelihood(ground, search.next, search.control)
  return fitting.map((pair, nth) => {
    if (nth % PAIRS_BETWEEN_STOPS === 0) checkpoint(search.control, 0)
    const likely = likelihood.of(...pair.people)!
    return { ...pair, likely, bits: Math.floor(-portableLog(likely) / Math.LN2), home: homeOf(ground, ...pair.people) }
  })
}

/**
 * The first by surprise, then effect, of those of whom one offers what the other seeks and of those who care alike, in turns. Each is between
 * other practices, nobody is in two of them, and all have a way in.
 */
function mostSurprising(ground: Ground, search: PairSearch, weighed: readonly Weighed[], keep: number): Candidate[] {
  const reasons = [weighed.filter(({ fits }) => fits.length > 0), weighed.filter(({ fits }) => fits.length === 0)]
  const queues = reasons.map((pairs) => bySurprise(search, pairs))
  const chosen: Candidate[] = []
  for (let turn = 0; chosen.length < keep && queues.some((queue) => queue.length > 0); turn++) {
    const queue = queues[turn % queues.length]!
    let taken = false
    while (!taken && queue.length > 0) {
      checkpoint(search.control, 0)
      const candidate = candidateOf(ground, search, queue.shift()!, null)
      taken = candidate !== null && isNew(chosen, candidate)
      if (taken) chosen.push(candidate!)
    }
  }
  return chosen
}

function bySurprise(search: PairSearch, pairs: readonly Weighed[]): Weighed[] {
  return [...pairs]
    .sort((x, y) => y.bits - x.bits || x.people[0] - y.people[0] || x.people[1] - y.people[1])
    .slice(0, MOST_WEIGHED)
    .map((pair) => {
      checkpoint(search.control, 0)
      return { pair, gain: search.gain ? search.gain(pair.people) : 0 }
    })
    .sort((x, y) => y.pair.bits - x.pair.bits || y.gain - x.gain)
    .map(({ pair }) => pair)
}

function isNew(chosen: readonly Candidate[], { key, pair }: Candidate): boolean {
  return !chosen.some(
    (other) => other.key === key || other.pair!.people.some((person) => pair!.people.includes(person)),
  )
}

function isSamePair(one: readonly number[], other: readonly number[]): boolean {
  return one[0] === other[0] && one[1] === other[1]
}

function pickByLot(
  ground: Ground,
  search: PairSearch,
  rest: readonly Weighed[],
  chosen: readonly Candidate[],
): Candidate | null {
  const left = [...rest]
  const among = rest.length
  for (let draw = 0; draw < MOST_WEIGHED && left.length > 0; draw++) {
    checkpoint(search.control, 0)
    const [pair] = left.splice(Math.floor(search.next() * left.length), 1)
    const candidate = candidateOf(ground, search, pair!, among)
    if (candidate && isNew(chosen, candidate)) return candidate
  }
  return null
}

function candidateOf(ground: Ground, search: PairSearch, pair: Weighed, among: number | null): Candidate | null {
  const way = wayBetween(ground, ...pair.people)
  if (!way) return null
  const between = [...pair.home].sort((x, y) => x - y)
  const told: PairOfPeople = {
    people: pair.people,
    likely: pair.likely,
    cares: pair.cares,
    fits: pair.fits,
    ...way,
    among,
  }
  return {
    kind: 'unlikely-pair',
    key: keyOf(ground, pair.home),
    between,
    partners: [],
    boundary: search.boundary >= 0 ? search.boundary : (boundariesBetween(ground, between)[0] ?? -1),
    concerns: [...new Set([...pair.fits, ...pair.cares])],
    withheld: new Set(),
    need: 1 - pair.likely,
    pair: told,
  }
}

function keyOf(ground: Ground, home: readonly number[]): string {
  return openingKey(
    'unlikely-pair',
    home.map((practice) => ground.landscape.ids.practices[practice]!),
  )
}

/** The number of known ties from one to the other, or hosts trusted in a practice of each; null when neither is known. */
function wayBetween(ground: Ground, one: number, other: number): Pick<PairOfPeople, 'steps' | 'hosts'> | null {
  const { landscape } = ground
  const open = (person: number) => !landscape.notInvitable[person]
  const there = new Set([...practicesOf(landscape, other)].flatMap((practice) => trustedIn(landscape, practice)))
  const hosts = [...new Set([...practicesOf(landscape, one)].flatMap((practice) => trustedIn(landscape, practice)))]
    .filter((person) => there.has(person) && person !== one && person !== other)
    .sort((x, y) => x - y)
  if (hosts.length > 0) return { steps: null, hosts: hosts.slice(0, 2) }
  const steps = stepsBetween(ground, one, other, open)
  return steps === null ? null : { steps, hosts: [] }
}

function stepsBetween(ground: Ground, one: number, other: number, open: (person: number) => boolean): number | null {
  const seen = new Set([one])
  let edge = [one]
  for (let step = 1; step <= MOST_STEPS; step++) {
    const further: number[] = []
    for (const person of edge) {
      for (const to of knownContacts(ground, person)) {
        if (to === other) return step
        if (seen.has(to) || !open(to)) continue
        seen.add(to)
        further.push(to)
      }
    }
    edge = further
  }
  return null
}

function* knownContacts({ landscape, pairs }: Ground, person: number): Generator<number> {
  for (let at = landscape.neighbourStart[person]!; at < landscape.neighbourStart[person + 1]!; at++) {
    if (pairs.tied[landscape.neighbourDyad[at]!]) yield landscape.neighbour[at]!
  }
}
