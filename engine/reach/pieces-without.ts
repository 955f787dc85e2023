import { type Control, checkpoint } from '../control.ts'
import type { OpenNetwork } from './open-network.ts'

/**
 * People laid out in the order in which a walk through open ties first comes to them, so that whoever is cut off when somebody
 * leaves stands side by side.
 */
export interface Walk {
  /** place at each step of the walk, and step of each place */
  at: Uint32Array
  stepOf: Uint32Array
  /** first and last step (exclusive) of the component walked last */
  first: number
  end: number
  /** parts that are cut off when somebody leaves: steps from, to (exclusive), next part of the same person (+1, 0: none) */
  partFrom: Uint32Array
  partTo: Uint32Array
  partNext: Uint32Array
  parts: number
  /** first part of each place (+1, 0: none) */
  partsOf: Uint32Array
  lowest: Uint32Array
  next: Uint32Array
  path: Uint32Array
}

export function walkRoom(people: number): Walk {
  const numbers = () => new Uint32Array(people)
  return {
    at: numbers(),
    stepOf: numbers(),
    first: 0,
    end: 0,
    partFrom: numbers(),
    partTo: numbers(),
    partNext: numbers(),
    parts: 0,
    partsOf: numbers(),
    lowest: numbers(),
    next: numbers(),
    path: numbers(),
  }
}

export function beginWalk(walk: Walk): void {
  walk.stepOf.fill(NOT_YET)
  walk.partsOf.fill(0)
  walk.end = walk.parts = 0
}

const NOT_YET = 0xffff_ffff
const LOOKS_BETWEEN_CHECKS = 1 << 15

/**
 * Walks through one component from a place nobody came to yet, and notes for everybody which parts of it are reached through them
 * alone (Hopcroft & Tarjan 1973, without recursion). Cost O(people + open ties of the component).
 *
 * @returns false when the place was walked through before
 * @throws Error named AbortError when stopped
 */
export function walkComponent(walk: Walk, { start, other }: OpenNetwork, root: number, control?: Control): boolean {
  const { at, stepOf, lowest, next, path } = walk
  if (stepOf[root] !== NOT_YET) return false
  let steps = walk.end
  walk.first = steps
  let depth = 0
  const enter = (place: number) => {
    path[depth] = place
    at[steps] = place
    lowest[place] = steps
    stepOf[place] = steps++
    next[place] = start[place]!
  }
  enter(root)
  let looks = 0
  while (depth >= 0) {
    if ((++looks & (LOOKS_BETWEEN_CHECKS - 1)) === 0) checkpoint(control, 0)
    const place = path[depth]!
    if (next[place]! < start[place + 1]!) {
      const to = other[next[place]!++]!
      if (stepOf[to] === NOT_YET) {
        depth++
        enter(to)
      } else if (stepOf[to]! < lowest[place]!) lowest[place] = stepOf[to]!
      continue
    }
    depth--
    if (depth < 0) break
    const above = path[depth]!
    if (lowest[place]! >= stepOf[above]!) notePart(walk, above, stepOf[place]!, steps)
    else if (lowest[place]! < lowest[above]!) lowest[above] = lowest[place]!
  }
  walk.end = steps
  return true
}

function notePart(walk: Walk, place: number, from: number, to: number): void {
  const part = walk.parts++
  walk.partFrom[part] = from
  walk.partTo[part] = to
  walk.partNext[part] = walk.partsOf[place]!
  walk.partsOf[place] = part + 1
}

/**
 * All pieces but a largest into which the component walked last falls when somebody of it leaves: as stretches of steps, from and to,
 * one after the other; empty when it holds together.
 */
export function piecesWithout(walk: Walk, place: number): number[][] {
  const { partsOf, partFrom, partTo, partNext, first, end, stepOf } = walk
  const pieces: number[][] = []
  const rest: number[] = []
  let left = end
  // the last part found stands first in the list and last in the walk
  for (let part = partsOf[place]!; part > 0; part = partNext[part - 1]!) {
    const from = partFrom[part - 1]!
    const to = partTo[part - 1]!
    pieces.push([from, to])
    if (to < left) rest.push(to, left)
    left = from
  }
  if (pieces.length === 0) return pieces
  const own = stepOf[place]!
  if (own + 1 < left) rest.push(own + 1, left)
  if (first < own) rest.push(first, own)
  if (rest.length > 0) pieces.push(rest)
  const largest = pieces.reduce((most, piece) => (peopleIn(piece) > peopleIn(most) ? piece : most))
  return pieces.filter((piece) => piece !== largest)
}

function peopleIn(piece: readonly number[]): number {
  let people = 0
  for (let k = 0; k < piece.length; k += 2) people += piece[k + 1]! - piece[k]!
  return people
}
