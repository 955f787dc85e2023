import { type Control, checkpoint } from '../control.ts'
import { answeredAbout } from '../network/answers.ts'
import { inStretches, inStretchesOfRows } from '../network/in-stretches.ts'
import { type Landscape, tieKinds } from '../network/landscape.ts'
import { STEPS_BETWEEN_STOPS } from '../network/steps-between-stops.ts'
import { strongestBothWays } from '../network/strongest-account.ts'
import type { Assumptions } from './assumptions.ts'

/**
 * What is known between the practices: pairs of people put in blocks by the practice in which each end has most weight (the first by id when
 * equal; people in none make one of their own).
 */
export interface UnknownBlocks {
  /** number of practices and one more */
  groups: number
  /** group of each person */
  home: Uint32Array
  /** people of each group */
  size: Uint32Array
  /** by block, see `blockOf`: pairs known to have a tie that carries, and known to have none */
  yes: Float64Array
  no: Float64Array
  /** mean strength · freshness of the ties that carry; 1 when there are none */
  strength: number
}

/** Each with up to 2,000 others: some milliseconds. */
const GROUPS_BETWEEN_CHECKS = 64

/** The block of two groups. */
export function blockOfGroups(groups: number, one: number, other: number): number {
  return Math.min(one, other) * groups + Math.max(one, other)
}

/** How many pairs of people a block has. */
export function pairsInBlock({ size }: UnknownBlocks, one: number, other: number): number {
  return one === other ? (size[one]! * (size[one]! - 1)) / 2 : size[one]! * size[other]!
}

/**
 * Counts what is known without looking at every pair. Cost O(people + accounts + people · practices answered about + the square of the number
 * of practices).
 */
export function unknownBlocks(landscape: Landscape, assumptions: Assumptions, control?: Control): UnknownBlocks {
  const { people, practices } = landscape.counts
  const groups = practices + 1
  const home = new Uint32Array(people)
  inStretches(people, control, (begin, end) => {
    for (let i = begin; i < end; i++) home[i] = mainPractice(landscape, i)
  })
  const size = new Uint32Array(groups)
  for (const group of home) size[group]!++
  const blocks = {
    groups,
    home,
    size,
    yes: new Float64Array(groups ** 2),
    no: new Float64Array(groups ** 2),
    strength: 1,
  }
  countAnsweredAll(landscape, blocks, control)
  countAnsweredSome(landscape, blocks, control)
  countTold(landscape, assumptions, blocks, control)
  return blocks
}

function mainPractice({ memberStart, memberPractice, memberWeight, counts }: Landscape, person: number): number {
  let best = counts.practices
  let most = 0
  for (let k = memberStart[person]!; k < memberStart[person + 1]!; k++) {
    if (memberWeight[k]! <= most) continue
    most = memberWeight[k]!
    best = memberPractice[k]!
  }
  return best
}

/** Every pair with somebody who answered about everybody. */
function countAnsweredAll({ answeredAll }: Landscape, blocks: UnknownBlocks, control: Control | undefined): void {
  const { groups, home, size, no } = blocks
  const silent = size.slice()
  for (let i = 0; i < home.length; i++) if (answeredAll[i] === 1) silent[home[i]!]!--
  const others: UnknownBlocks = { ...blocks, size: silent }
  for (let a = 0; a < groups; a++) {
    if (a % GROUPS_BETWEEN_CHECKS === 0) checkpoint(control, 0)
    if (size[a] === 0) continue
    for (let b = a; b < groups; b++) no[a * groups + b] = pairsInBlock(blocks, a, b) - pairsInBlock(others, a, b)
  }
}

/** Every other pair of which one answered about a practice of the other. */
function countAnsweredSome(
  landscape: Landscape,
  { groups, home, no }: UnknownBlocks,
  control: Control | undefined,
): void {
  const { answeredAll, answerStart, answerPractice, practiceStart, practicePerson } = landscape
  const seenBy = new Uint32Array(home.length)
  let steps = 0
  for (let i = 0; i < home.length; i++) {
    if (answeredAll[i] === 1) continue
    for (let k = answerStart[i]!; k < answerStart[i + 1]!; k++) {
      const a = answerPractice[k]!
      steps += practiceStart[a + 1]! - practiceStart[a]!
      if (steps >= STEPS_BETWEEN_STOPS) {
        checkpoint(control, 0)
        steps = 0
      }
      for (let e = practiceStart[a]!; e < practiceStart[a + 1]!; e++) {
        const j = practicePerson[e]!
        if (j === i || seenBy[j] === i + 1 || answeredAll[j] === 1) continue
        seenBy[j] = i + 1
        // when both answered about the other, the pair is counted from its lower person
        if (j > i || !answeredAbout(landscape, j, i)) no[blockOfGroups(groups, home[i]!, home[j]!)]!++
      }
    }
  }
}

/** Pairs somebody told of: those with a tie that carries are a yes, also where an answer made them a no before. */
function countTold(
  landscape: Landscape,
  assumptions: Assumptions,
  blocks: UnknownBlocks,
  control: Control | undefined,
): void {
  const { dyadStart, dyadHigh } = landscape
  const { groups, home, yes, no } = blocks
  const carries = tieKinds.map((kind) => kind !== 'conflict' && assumptions.kinds.includes(kind))
  const strongest = new Float64Array(2)
  let sum = 0
  let count = 0
  const told = (i: number, d: number) => {
    const j = dyadHigh[d]!
    const block = blockOfGroups(groups, home[i]!, home[j]!)
    const counted = answeredAbout(landscape, i, j) || answeredAbout(landscape, j, i)
    strongestBothWays(landscape, d, carries, strongest)
    const best = Math.max(strongest[0]!, strongest[1]!)
    if (best > 0) {
      yes[block]!++
      sum += best
      count++
      if (counted) no[block]!--
    } else if (!counted) no[block]!++
  }
  inStretchesOfRows(dyadStart, control, (begin, end) => {
    for (let i = begin; i < end; i++) for (let d = dyadStart[i]!; d < dyadStart[i + 1]!; d++) told(i, d)
  })
  if (count > 0) blocks.strength = sum / count
}
