import { bothWays } from '../clustering/both-ways.ts'
import { type Control, checkpoint } from '../control.ts'
import type { Network } from '../network/network.ts'

/** Where a network comes apart when one tie ends or one person leaves. */
export interface CutPoints {
  /** ties whose end parts people who were joined: person `bridges[2k]` with the higher `bridges[2k + 1]`, ascending */
  bridges: Uint32Array
  /** for each person, into how many pieces the people they are joined with fall without them: 2 or more is a cut point */
  pieces: Uint32Array
}

const NOBODY = 0xffff_ffff
const STEPS_BETWEEN_CHECKS = 1 << 17

/**
 * Which single ties, and which single people, hold the network together?
 *
 * Bridges and articulation people in one depth-first walk, without recursion, whichever way the ties go. Source: Hopcroft, Tarjan 1973.
 *
 * Cost O(people + ties). Nobody: nothing. Who has no tie leaves 0 pieces.
 *
 * What misleads: missing answers create false bridges. `pieces` is about a person: tell that person alone, and others totals only.
 *
 * @throws Error named AbortError when stopped
 */
export function cutPoints(network: Network, control?: Control): CutPoints {
  const { people } = network
  const { start, to } = bothWays(network)
  const walk: Walk = {
    order: new Uint32Array(people).fill(NOBODY),
    low: new Uint32Array(people),
    next: start.slice(0, people),
    path: new Uint32Array(people),
    pieces: new Uint32Array(people),
    bridges: [],
  }
  const { order, low, next, path } = walk
  let seen = 0
  let steps = 0
  for (let first = 0; first < people; first++) {
    if (order[first] !== NOBODY) continue
    order[first] = low[first] = seen++
    path[0] = first
    let depth = 0
    let above = NOBODY
    while (depth >= 0) {
      const i = path[depth]!
      const end = start[i + 1]!
      let lowest = low[i]!
      let child = NOBODY
      let k = next[i]!
      steps -= k
      for (; k < end; k++) {
        const j = to[k]!
        const met = order[j]!
        if (met === NOBODY) {
          child = j
          break
        }
        if (met < lowest && j !== above) lowest = met
      }
      steps += k
      low[i] = lowest
      if (steps > STEPS_BETWEEN_CHECKS) {
        steps = 0
        checkpoint(control, seen / people)
      }
      if (child === NOBODY) {
        depth--
        if (depth >= 0) goBack(walk, i, above)
        above = depth > 0 ? path[depth - 1]! : NOBODY
        continue
      }
      next[i] = k + 1
      order[child] = low[child] = seen++
      path[++depth] = child
      above = i
    }
    // everybody but the first of a walk has those above them as one more piece
    if (walk.pieces[first]! > 0) walk.pieces[first]!--
  }
  return { bridges: ascending(walk.bridges, people), pieces: withThoseAbove(walk.pieces, start, people) }
}

interface Walk {
  order: Uint32Array
  low: Uint32Array
  next: Uint32Array
  path: Uint32Array
  /** how many branches below each person lead nowhere above them */
  pieces: Uint32Array
  bridges: number[]
}

/** From a person whose branch is walked to the one above. */
function goBack({ order, low, pieces, bridges }: Walk, i: number, above: number): void {
  const lowest = low[i]!
  if (lowest < low[above]!) low[above] = lowest
  if (lowest < order[above]!) return
  pieces[above]!++
  if (lowest > order[above]!) bridges.push(Math.min(i, above), Math.max(i, above))
}

/** `pieces` counts branches, for the first of each walk one less: whoever has ties has one piece more. */
function withThoseAbove(pieces: Uint32Array, start: Uint32Array, people: number): Uint32Array {
  for (let i = 0; i < people; i++) if (start[i + 1]! > start[i]!) pieces[i]!++
  return pieces
}

function ascending(bridges: number[], people: number): Uint32Array {
  const keys = new Float64Array(bridges.length / 2)
  for (let k = 0; k < keys.length; k++) keys[k] = bridges[2 * k]! * people + bridges[2 * k + 1]!
  keys.sort()
  const sorted = new Uint32Array(bridges.length)
  keys.forEach((key, k) => {
    sorted[2 * k] = Math.floor(key / people)
    sorted[2 * k + 1] = key % people
  })
  return sorted
}
