/**
 * Bridges that hang on very few people: two practices with ties enough to matter, most of which are one person's.
 *
 * Effective number of people carrying the crossing ties on a side: 1 / Σ q², q = share of the crossing strength (DOMAIN §4.5).
 * Missing answers make false fragility: if only one person of a practice answered, all known ties are hers. So a bridge
 * counts only where more people answered than carry it, or the landscape is complete, or nobody was asked at all (one person's sketch).
 * Who carries it is kept in `withheld`, and in nothing that leaves the engine.
 */
import { type Landscape, practiceSize, practicesOf } from '../network/landscape.ts'
import { type Candidate, openingKey } from './candidate.ts'
import { needAmong } from './candidates.ts'
import { sharedConcerns } from './concerns-held.ts'
import { boundariesBetween, type Ground, standApart } from './ground.ts'
import { practicesApart } from './keep-apart.ts'
import { belongs, countAnswered, eachDyad, type KnownPairs } from './known-pairs.ts'

/** Fewest known ties between two practices to be called a bridge, unless it is the only way out of one of them. */
const FEWEST_TIES = 3

export interface Bridge {
  a: number
  b: number
  ties: number
  /** By person: crossing strength carried, on each side. */
  carriedA: Map<number, number>
  carriedB: Map<number, number>
  /** Known ties as pairs, a's person first. */
  pairs: [number, number][]
}

/** Candidates, the most fragile first. Cost: ties × practices per person². */
export function fragileBridges(ground: Ground, search: { boundary: number; keep: number }): Candidate[] {
  const all = [...bridgesOf(ground).values()]
  const onlyWays = onlyWaysOut(all)
  const bridges = all.filter((bridge) => {
    if ((bridge.ties < FEWEST_TIES && !onlyWays.has(bridge)) || practicesApart(ground.apart, bridge.a, bridge.b))
      return false
    if (search.boundary >= 0 && !standApart(ground, search.boundary, bridge.a, bridge.b)) return false
    return hangsOnFew(bridge) && heardEnough(ground.landscape, bridge)
  })
  bridges.sort(
    (x, y) =>
      boundaryCount(ground, y) - boundaryCount(ground, x) || thinnest(x) - thinnest(y) || x.a - y.a || x.b - y.b,
  )
  return bridges.slice(0, search.keep).map((bridge) => fragileCandidate(ground, bridge, search.boundary))
}

const bridgesByGround = new WeakMap<Ground, ReturnType<typeof readBridges>>()

/** Bridges of the whole landscape, read once per ground. */
export function bridgesOf(ground: Ground): ReturnType<typeof readBridges> {
  const known = bridgesByGround.get(ground)
  if (known) return known
  const bridges = readBridges(ground.landscape, ground.pairs)
  bridgesByGround.set(ground, bridges)
  return bridges
}

/** Crossing ties between each two practices looked at, people of both left out. */
function readBridges(landscape: Landscape, pairs: KnownPairs): Map<number, Bridge> {
  const slots = pairs.considered.length
  const bridges = new Map<number, Bridge>()
  eachDyad(landscape, (one, other, dyad) => {
    if (!pairs.tied[dyad]) return
    for (const a of practicesOf(landscape, one)) {
      if (pairs.slotOf[a]! < 0 || belongs(landscape, other, a)) continue
      for (const b of practicesOf(landscape, other)) {
        if (pairs.slotOf[b]! < 0 || belongs(landscape, one, b)) continue
        const [low, high, fromLow, fromHigh] = a < b ? [a, b, one, other] : [b, a, other, one]
        const key = pairs.slotOf[low]! * slots + pairs.slotOf[high]!
        let bridge = bridges.get(key)
        if (!bridge) {
          bridge = { a: low, b: high, ties: 0, carriedA: new Map(), carriedB: new Map(), pairs: [] }
          bridges.set(key, bridge)
        }
        addTie(bridge, fromLow, fromHigh, pairs.strength[dyad]!)
      }
    }
  })
  return bridges
}

/** Over how many people the crossing ties of a side spread: 1 / Σ q²; 0 when there is none. */
export function spreadOver(carried: ReadonlyMap<number, number>): number {
  let sum = 0
  let squares = 0
  for (const weight of carried.values()) {
    sum += weight
    squares += weight * weight
  }
  return squares > 0 ? (sum * sum) / squares : 0
}

/** Fewest people whose leaving ends every direct tie: the largest set of ties that share nobody (König). */
export function directRoutes(pairs: readonly (readonly [number, number])[]): number {
  const ties = new Map<number, number[]>()
  for (const [one, other] of pairs) ties.set(one, [...(ties.get(one) ?? []), other])
  const matched = new Map<number, number>()
  const place = (one: number, tried: Set<number>): boolean =>
    (ties.get(one) ?? []).some((other) => {
      if (tried.has(other)) return false
      tried.add(other)
      const holder = matched.get(other)
      if (holder !== undefined && !place(holder, tried)) return false
      matched.set(other, one)
      return true
    })
  return [...ties.keys()].filter((one) => place(one, new Set())).length
}

/** People who carry half or more of the crossing strength on their side. */
function carriers(bridge: Bridge): Set<number> {
  const found = new Set<number>()
  for (const carried of [bridge.carriedA, bridge.carriedB]) {
    let sum = 0
    for (const weight of carried.values()) sum += weight
    for (const [person, weight] of carried) if (weight * 2 >= sum) found.add(person)
  }
  return found
}

/** For each practice whose ties to all others are one person's: its strongest bridge. */
function onlyWaysOut(bridges: readonly Bridge[]): Set<Bridge> {
  const outward = new Map<number, { people: Set<number>; strongest: Bridge }>()
  const count = (practice: number, people: Iterable<number>, bridge: Bridge) => {
    const known = outward.get(practice)
    if (!known) outward.set(practice, { people: new Set(people), strongest: bridge })
    else {
      for (const person of people) known.people.add(person)
      if (bridge.ties > known.strongest.ties) known.strongest = bridge
    }
  }
  for (const bridge of bridges) {
    count(bridge.a, bridge.carriedA.keys(), bridge)
    count(bridge.b, bridge.carriedB.keys(), bridge)
  }
  return new Set([...outward.values()].filter((row) => row.people.size === 1).map((row) => row.strongest))
}

function addTie(bridge: Bridge, inA: number, inB: number, strength: number): void {
  bridge.ties++
  bridge.pairs.push([inA, inB])
  bridge.carriedA.set(inA, (bridge.carriedA.get(inA) ?? 0) + strength)
  bridge.carriedB.set(inB, (bridge.carriedB.get(inB) ?? 0) + strength)
}

function thinnest(bridge: Bridge): number {
  return Math.min(spreadOver(bridge.carriedA), spreadOver(bridge.carriedB))
}

/** Does one side's crossing strength lie with fewer than two people, effectively? */
export function hangsOnFew(bridge: Bridge): boolean {
  return thinnest(bridge) < 2
}

function heardEnough(landscape: Landscape, bridge: Bridge): boolean {
  if (landscape.complete) return true
  const thinSide = spreadOver(bridge.carriedA) <= spreadOver(bridge.carriedB) ? bridge.a : bridge.b
  const answered = countAnswered(landscape, thinSide)
  if (answered > 1) return true
  return !landscape.answeredAll.includes(1) && landscape.answerPractice.length === 0
}

function boundaryCount(ground: Ground, bridge: Bridge): number {
  return boundariesBetween(ground, [bridge.a, bridge.b]).length > 0 ? 1 : 0
}

/** The candidate of one bridge. */
export function fragileCandidate(ground: Ground, bridge: Bridge, boundary: number): Candidate {
  const between = [bridge.a, bridge.b]
  const ids = between.map((practice) => ground.landscape.ids.practices[practice]!)
  return {
    kind: 'fragile-bridge',
    key: openingKey('fragile-bridge', ids),
    between,
    partners: [],
    boundary: boundary >= 0 ? boundary : (boundariesBetween(ground, between)[0] ?? -1),
    concerns: sharedConcerns(ground.concerns, between),
    withheld: carriers(bridge),
    need: needAmong(ground, between) + fragility(ground, bridge),
  }
}

/** How much of the bridge hangs on few: the smaller side's share of people who do not carry it, weighted by how thin it is. */
function fragility(ground: Ground, bridge: Bridge): number {
  const sizes = practiceSize(ground.landscape, bridge.a) + practiceSize(ground.landscape, bridge.b)
  const carrying = bridge.carriedA.size + bridge.carriedB.size
  return (1 / thinnest(bridge)) * (1 - carrying / sizes)
}
