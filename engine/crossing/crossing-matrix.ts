import { type Control, checkpoint } from '../control.ts'
import { type AnswerRate, answerRates } from '../network/answers.ts'
import { inStretches } from '../network/in-stretches.ts'
import type { Landscape } from '../network/landscape.ts'
import type { TieKind } from '../network/landscape-input.ts'
import { peacefulKinds, seenTies } from '../network/seen-ties.ts'
import { answeredOf } from './answered-of.ts'
import { type Dimension, isPlaced, type Parts, partsOf } from './dimension.ts'

/** Ties between two parts of a dimension, beside what chance would give. */
export interface CrossingCell {
  /** numbers of the two parts (sides numbered through all boundaries, or practices), the lower first */
  one: number
  other: number
  /** pairs of people with a tie, one end in each part, nobody who is in both */
  seen: number
  /** the same if the ties were spread over all pairs of people at random */
  expected: number
  /** seen / expected; null when nothing could be expected (no pairs, or no ties at all) */
  ratio: number | null
  /** pairs of people that could have a tie across */
  pairs: number
  /** people in both parts: a bridge that no tie shows */
  inBoth: number
  /** who was asked and answered, in each part */
  answered: { one: AnswerRate; other: AnswerRate }
}

export interface CrossingMatrix {
  dimension: Dimension
  cells: CrossingCell[]
  /** ties among people who belong to some part, and how many those people are */
  ties: number
  people: number
  /** people who belong to no part: unknown standing, or in no practice */
  unplaced: number
  answered: AnswerRate
}

/**
 * How many ties cross between each two sides of a boundary (or practices), against what chance would give?
 *
 * `expected_ab = L · pairs_ab / C(N, 2)` over the N people who belong to some part and the L ties among them. Someone who is in
 * both parts has no tie between them (`inBoth`). Source: observed against expected under random mixing, the working view of
 * DOMAIN §4.1.
 *
 * Cost O(ties · parts per person² + parts²). Empty: no cells under two parts.
 *
 * What misleads: who was not asked looks unconnected, so show `answered`; a tie is not learning; high is not good.
 */
export function crossingMatrix(
  landscape: Landscape,
  dimension: Dimension,
  kinds: readonly TieKind[] = peacefulKinds,
  control?: Control,
): CrossingMatrix {
  const parts = partsOf(landscape, dimension, control)
  const count = parts.numbers.length
  const ties = seenTies(landscape, kinds, control)
  const seen = new Float64Array(count * count)
  let placedTies = 0
  inStretches(ties.count, control, (begin, end) => {
    for (let k = begin; k < end; k++) {
      const i = ties.one[k]!
      const j = ties.other[k]!
      if (!isPlaced(parts, i) || !isPlaced(parts, j)) continue
      placedTies++
      addCrossings(parts, seen, i, j)
    }
  })
  const shared = sharedBetween(parts)
  checkpoint(control, 1)
  const rates = parts.people.map((people) => answeredOf(landscape, people))
  const allPairs = (parts.placed * (parts.placed - 1)) / 2
  const cells: CrossingCell[] = []
  for (let a = 0; a < count; a++) {
    for (let b = a + 1; b < count; b++) {
      const inBoth = shared[a * count + b]!
      const pairs = (parts.people[a]!.length - inBoth) * (parts.people[b]!.length - inBoth)
      const expected = allPairs > 0 ? (placedTies * pairs) / allPairs : 0
      cells.push({
        one: parts.numbers[a]!,
        other: parts.numbers[b]!,
        seen: seen[a * count + b]!,
        expected,
        ratio: expected > 0 ? seen[a * count + b]! / expected : null,
        pairs,
        inBoth,
        answered: { one: rates[a]!, other: rates[b]! },
      })
    }
  }
  const unplaced = landscape.counts.people - parts.placed
  const answered = answerRates(landscape).everybody
  return { dimension, cells, ties: placedTies, people: parts.placed, unplaced, answered }
}

/** Counts a tie, or several alike, for every two parts it joins: one end in the first only, the other end in the second only. */
export function addCrossings(
  { start, part, numbers }: Parts,
  seen: Float64Array,
  i: number,
  j: number,
  ties = 1,
): void {
  const count = numbers.length
  for (let k = start[i]!; k < start[i + 1]!; k++) {
    for (let e = start[j]!; e < start[j + 1]!; e++) {
      const a = part[k]!
      const b = part[e]!
      if (a === b || has(part, start[j]!, start[j + 1]!, a) || has(part, start[i]!, start[i + 1]!, b)) continue
      const at = Math.min(a, b) * count + Math.max(a, b)
      seen[at] = seen[at]! + ties
    }
  }
}

function has(values: Uint32Array, from: number, to: number, value: number): boolean {
  for (let k = from; k < to; k++) if (values[k] === value) return true
  return false
}

function sharedBetween({ start, part, numbers }: Parts): Uint32Array {
  const shared = new Uint32Array(numbers.length ** 2)
  for (let i = 0; i + 1 < start.length; i++) {
    for (let k = start[i]!; k < start[i + 1]!; k++) {
      for (let e = k + 1; e < start[i + 1]!; e++) shared[part[k]! * numbers.length + part[e]!]!++
    }
  }
  return shared
}
