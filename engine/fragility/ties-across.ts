import { type Control, quiet } from '../control.ts'
import { isPlaced, type Parts } from '../crossing/dimension.ts'
import { inStretches } from '../network/in-stretches.ts'
import { dyadBetween, type Landscape, tieKinds, way } from '../network/landscape.ts'
import type { TieKind } from '../network/landscape-input.ts'
import { seenTies } from '../network/seen-ties.ts'

/** The ties between two parts, in columns. */
export interface TiesAcross {
  /** the person of each tie in the first part, and in the second */
  ends: [number[], number[]]
  strength: number[]
  /** 0 to 1, of the freshest account of the tie */
  freshness: number[]
}

const TIES_BETWEEN_STOPS = 1 << 15

/** A number for each two positions of parts, in this order. */
export function pairKey(parts: Parts, a: number, b: number): number {
  return a * parts.numbers.length + b
}

/**
 * The ties between each two parts: one end in the first and not the second, the other end the other way round. Pairs of parts (lower
 * position first) without such ties are not in the map.
 *
 * Cost O(ties · parts² of a person).
 */
export function tiesAcross(
  landscape: Landscape,
  parts: Parts,
  kinds: readonly TieKind[],
  control?: Control,
): Map<number, TiesAcross> {
  const found = new Map<number, TiesAcross>()
  const stop = quiet(control)
  const ties = seenTies(landscape, kinds, stop)
  const counted = tieKinds.map((kind) => kinds.includes(kind))
  const { start, part } = parts
  const note = (t: number) => {
    const [i, j] = [ties.one[t]!, ties.other[t]!]
    if (!isPlaced(parts, i) || !isPlaced(parts, j)) return
    for (let k = start[i]!; k < start[i + 1]!; k++) {
      for (let e = start[j]!; e < start[j + 1]!; e++) {
        const [a, b] = [part[k]!, part[e]!]
        if (a === b || isIn(parts, i, b) || isIn(parts, j, a)) continue
        const across = listFor(found, pairKey(parts, Math.min(a, b), Math.max(a, b)))
        across.ends[a < b ? 0 : 1].push(i)
        across.ends[a < b ? 1 : 0].push(j)
        across.strength.push(ties.strength[t]!)
        across.freshness.push(freshest(landscape, dyadBetween(landscape, i, j), counted))
      }
    }
  }
  const walk = (begin: number, end: number) => {
    for (let t = begin; t < end; t++) note(t)
  }
  inStretches(ties.count, stop, walk, TIES_BETWEEN_STOPS)
  return found
}

function isIn({ start, part }: Parts, person: number, wanted: number): boolean {
  for (let k = start[person]!; k < start[person + 1]!; k++) if (part[k] === wanted) return true
  return false
}

function listFor(found: Map<number, TiesAcross>, key: number): TiesAcross {
  let across = found.get(key)
  if (!across) {
    across = { ends: [[], []], strength: [], freshness: [] }
    found.set(key, across)
  }
  return across
}

/** The largest freshness of the accounts of a dyad that say "yes", of the kinds that count. */
function freshest(landscape: Landscape, dyad: number, counted: readonly boolean[]): number {
  const { accountStart, accountKind, accountWay, accountFreshness } = landscape
  let best = 0
  for (let k = accountStart[dyad]!; k < accountStart[dyad + 1]!; k++) {
    if ((accountWay[k]! & way.no) === 0 && counted[accountKind[k]!]) best = Math.max(best, accountFreshness[k]!)
  }
  return best
}

/** The middle value; of an even number of them the mean of the two in the middle; null for none. */
export function median(values: readonly number[]): number | null {
  if (values.length === 0) return null
  const sorted = Float64Array.from(values).sort()
  const half = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2
}
