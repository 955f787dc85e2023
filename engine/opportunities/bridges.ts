/**
 * Known ties between each two practices, and who carries them: what hangs on few, and who is therefore named nowhere.
 *
 * Effective number of people carrying the crossing ties on a side: 1 / Σ q², q = share of the crossing strength (DOMAIN §4.5).
 * Missing answers make false fragility: if only one person of a practice answered, all known ties are hers. So a bridge is called
 * fragile only where more people answered than carry it, or the landscape is complete, or nobody was asked at all (one person's sketch).
 *
 * A fragile bridge is told without its people, and no other card may tell them either. Two rules see to that. Who carries a bridge
 * that is called fragile is withheld from every card about these two practices. And no card names a path that steps over a bridge that hangs
 * on few, called fragile or not: with one known tie, such a step would name exactly the two who hold it.
 */
import { type Control, checkpoint, quiet } from '../control.ts'
import { type Landscape, practicesOf } from '../network/landscape.ts'
import type { Ground } from './ground.ts'
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

const BRIDGES_BETWEEN_STOPS = 4096

const bridgesByGround = new WeakMap<Ground, ReturnType<typeof readBridges>>()

/** Bridges of the whole landscape, read once per ground. */
export function bridgesOf(ground: Ground, control?: Control): ReturnType<typeof readBridges> {
  const known = bridgesByGround.get(ground)
  if (known) return known
  const bridges = readBridges(ground.landscape, ground.pairs, quiet(control))
  bridgesByGround.set(ground, bridges)
  return bridges
}

/** Crossing ties between each two practices looked at, people of both left out. */
function readBridges(landscape: Landscape, pairs: KnownPairs, control?: Control): Map<number, Bridge> {
  const { memberStart, memberPractice } = landscape
  const { slotOf, tied, strength } = pairs
  const slots = pairs.considered.length
  const bridges = new Map<number, Bridge>()
  const visit = (one: number, other: number, dyad: number) => {
    if (!tied[dyad]) return
    for (let row = memberStart[one]!; row < memberStart[one + 1]!; row++) {
      const a = memberPractice[row]!
      if (slotOf[a]! < 0 || belongs(landscape, other, a)) continue
      for (let there = memberStart[other]!; there < memberStart[other + 1]!; there++) {
        const b = memberPractice[there]!
        if (slotOf[b]! < 0 || belongs(landscape, one, b)) continue
        const key = a < b ? slotOf[a]! * slots + slotOf[b]! : slotOf[b]! * slots + slotOf[a]!
        let bridge = bridges.get(key)
        if (!bridge) {
          bridge = {
            a: Math.min(a, b),
            b: Math.max(a, b),
            ties: 0,
            carriedA: new Map(),
            carriedB: new Map(),
            pairs: [],
          }
          bridges.set(key, bridge)
        }
        if (a < b) addTie(bridge, one, other, strength[dyad]!)
        else addTie(bridge, other, one, strength[dyad]!)
      }
    }
  }
  eachDyad(landscape, visit, control)
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

/** People who carry half or more of the crossing strength on their side. */
export function carriers(bridge: Bridge): Set<number> {
  const found = new Set<number>()
  for (const carried of [bridge.carriedA, bridge.carriedB]) {
    let sum = 0
    for (const weight of carried.values()) sum += weight
    for (const [person, weight] of carried) if (weight * 2 >= sum) found.add(person)
  }
  return found
}

/** For each practice whose ties to all others are one person's: its strongest bridge. */
function onlyWaysOut(bridges: readonly Bridge[], control: Control | undefined): Set<Bridge> {
  const outward = new Map<number, { people: Set<number>; strongest: Bridge }>()
  const count = (practice: number, people: Iterable<number>, bridge: Bridge) => {
    const known = outward.get(practice)
    if (!known) outward.set(practice, { people: new Set(people), strongest: bridge })
    else {
      for (const person of people) known.people.add(person)
      if (bridge.ties > known.strongest.ties) known.strongest = bridge
    }
  }
  for (const [nth, bridge] of bridges.entries()) {
    if (nth % BRIDGES_BETWEEN_STOPS === 0) checkpoint(control, 0)
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

export function thinnest(bridge: Bridge): number {
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

const fragileByGround = new WeakMap<Ground, Set<Bridge>>()

/** Bridges that are called fragile: ties enough to matter, or the only way out, and most of them one person's. Read once per ground. */
export function fragileOf(ground: Ground, control?: Control): ReadonlySet<Bridge> {
  const known = fragileByGround.get(ground)
  if (known) return known
  const stop = quiet(control)
  const all = [...bridgesOf(ground, stop).values()]
  const onlyWays = onlyWaysOut(all, stop)
  const fragile = new Set(
    all.filter((bridge, nth) => {
      if (nth % BRIDGES_BETWEEN_STOPS === 0) checkpoint(stop, 0)
      const matters = bridge.ties >= FEWEST_TIES || onlyWays.has(bridge)
      return matters && hangsOnFew(bridge) && heardEnough(ground.landscape, bridge)
    }),
  )
  fragileByGround.set(ground, fragile)
  return fragile
}

/** Known ties between two practices that are looked at; undefined where none is known. */
export function bridgeBetween(ground: Ground, a: number, b: number): Bridge | undefined {
  const { slotOf, considered } = ground.pairs
  const x = slotOf[Math.min(a, b)]!
  const y = slotOf[Math.max(a, b)]!
  return x < 0 || y < 0 ? undefined : bridgesOf(ground).get(x * considered.length + y)
}

/** Who carries a bridge called fragile between any two of these practices: withheld from every card about them. */
export function carriersAmong(ground: Ground, practices: readonly number[]): Set<number> {
  const found = new Set<number>()
  for (const [i, a] of practices.entries()) {
    for (const b of practices.slice(i + 1)) {
      const bridge = bridgeBetween(ground, a, b)
      if (bridge && fragileOf(ground).has(bridge)) for (const person of carriers(bridge)) found.add(person)
    }
  }
  return found
}

/** Would naming this tie name somebody on whom a bridge hangs? */
export function holdsBridge(ground: Ground, one: number, other: number): boolean {
  const { landscape } = ground
  return practicesOf(landscape, one).some(
    (a) =>
      !belongs(landscape, other, a) &&
      practicesOf(landscape, other).some((b) => {
        if (belongs(landscape, one, b)) return false
        const bridge = bridgeBetween(ground, a, b)
        return bridge !== undefined && hangsOnFew(bridge)
      }),
  )
}
