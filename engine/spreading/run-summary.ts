import type { Landscape } from '../network/landscape.ts'

/** Practices and sides with fewer people are never shown apart. */
export const leastShown = 5

/** Months that are none: it never happened; it was so from the start; nobody knows where the starters stand. */
const never = -1
export const fromTheStart = -2
export const unknownStart = -3

/** What is kept of a run: months of firsts and counts, and no person. */
export interface RunSummary {
  /** month in which each practice was reached */
  practice: Int16Array
  /** practices reached by each month, from 0 on */
  practices: Uint32Array
  /** people of each practice who have it at the end */
  people: Uint32Array
  /** month in which somebody of each side had it who shares no side with the starters */
  side: Int16Array
  /** the first of these for each boundary */
  boundary: Int16Array
  /** people who have it by each month, from 0 on */
  byMonth: Uint32Array
}

/** Reads runs, one after another; keeps its work space between them. */
export interface RunReader {
  read(order: Uint32Array, month: Int16Array, starters: number): RunSummary
}

/**
 * Makes ready to read runs of one landscape.
 *
 * @param reachedWith people of a practice who must have it; all where it has fewer
 */
export function openRunReader(landscape: Landscape, months: number, reachedWith: number): RunReader {
  const { counts, memberStart, memberPractice, practiceStart } = landscape
  const startSide = new Uint8Array(landscape.ids.sides.length)
  const stanceSeen = new Uint8Array(landscape.stanceStart.length - 1)
  const needed = Uint32Array.from({ length: counts.practices }, (_, a) =>
    Math.min(reachedWith, practiceStart[a + 1]! - practiceStart[a]!),
  )
  return {
    read(order, month, starters) {
      const practice = new Int16Array(counts.practices).fill(never)
      const people = new Uint32Array(counts.practices)
      const byMonth = new Uint32Array(months + 1)
      for (const i of order) {
        const t = month[i]!
        byMonth[t]!++
        for (let k = memberStart[i]!; k < memberStart[i + 1]!; k++) {
          const a = memberPractice[k]!
          if (++people[a]! === needed[a]!) practice[a] = t
        }
      }
      const practices = new Uint32Array(months + 1)
      for (const t of practice) if (t >= 0) practices[t]!++
      for (let t = 1; t <= months; t++) {
        byMonth[t]! += byMonth[t - 1]!
        practices[t]! += practices[t - 1]!
      }
      const side = new Int16Array(startSide.length).fill(never)
      const boundary = new Int16Array(counts.boundaries).fill(never)
      for (let b = 0; b < counts.boundaries; b++) {
        stanceSeen.fill(0)
        boundary[b] = firstAcross(landscape, b, { order, month, starters, startSide, stanceSeen, side })
      }
      return { practice, practices, people, side, boundary, byMonth }
    },
  }
}

interface Crossing {
  order: Uint32Array
  month: Int16Array
  starters: number
  startSide: Uint8Array
  stanceSeen: Uint8Array
  side: Int16Array
}

/** Fills the months of one boundary's sides and gives the first in which it was crossed. */
function firstAcross(landscape: Landscape, b: number, crossing: Crossing): number {
  const { order, month, starters, startSide, stanceSeen, side } = crossing
  const { standing, stanceStart, stanceSide, sideStart, counts } = landscape
  const [from, to] = [sideStart[b]!, sideStart[b + 1]!]
  startSide.fill(0, from, to)
  let known = 0
  for (let at = 0; at < starters; at++) {
    const stance = standing[b * counts.people + order[at]!]!
    for (let k = stanceStart[stance]!; k < stanceStart[stance + 1]!; k++) {
      if (startSide[stanceSide[k]!] === 0) known++
      startSide[stanceSide[k]!] = 1
    }
  }
  if (known === 0) {
    side.fill(unknownStart, from, to)
    return unknownStart
  }
  for (let s = from; s < to; s++) if (startSide[s] === 1) side[s] = fromTheStart
  if (known === to - from) return fromTheStart
  let first = never
  for (let at = starters; at < order.length; at++) {
    const i = order[at]!
    const stance = standing[b * counts.people + i]!
    if (stance === 0 || stanceSeen[stance] === 1) continue
    stanceSeen[stance] = 1
    if (sharesSide(stanceStart, stanceSide, stance, startSide)) continue
    if (first === never) first = month[i]!
    for (let k = stanceStart[stance]!; k < stanceStart[stance + 1]!; k++) {
      if (side[stanceSide[k]!] === never) side[stanceSide[k]!] = month[i]!
    }
  }
  return first
}

function sharesSide(start: Uint32Array, sides: Uint32Array, stance: number, startSide: Uint8Array): boolean {
  for (let k = start[stance]!; k < start[stance + 1]!; k++) if (startSide[sides[k]!] === 1) return true
  return false
}
