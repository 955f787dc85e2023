/**
 * Bridges that hang on very few people: two practices with ties enough to matter, most of which are one person's.
 *
 * Who carries it is kept in `withheld`, and in nothing that leaves the engine.
 */
import { practiceSize } from '../network/landscape.ts'
import { type Bridge, carriers, fragileOf, thinnest } from './bridges.ts'
import { type Candidate, openingKey } from './candidate.ts'
import { needAmong } from './candidates.ts'
import { sharedConcerns } from './concerns-held.ts'
import { boundariesBetween, type Ground, standApart } from './ground.ts'
import { practicesApart } from './keep-apart.ts'

/** Candidates, the most fragile first. Cost: ties × practices per person². */
export function fragileBridges(ground: Ground, search: { boundary: number; keep: number }): Candidate[] {
  const bridges = [...fragileOf(ground)].filter(
    ({ a, b }) =>
      !practicesApart(ground.apart, a, b) && (search.boundary < 0 || standApart(ground, search.boundary, a, b)),
  )
  bridges.sort(
    (x, y) =>
      boundaryCount(ground, y) - boundaryCount(ground, x) || thinnest(x) - thinnest(y) || x.a - y.a || x.b - y.b,
  )
  return bridges.slice(0, search.keep).map((bridge) => fragileCandidate(ground, bridge, search.boundary))
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
