import { numberWithin } from '../bad-input.ts'
import { portableExp } from '../portable-exp.ts'
import { portableLog } from '../portable-log.ts'

/** Below this a rate would not be an ordinary number any more, and its logarithm not be exact. */
const LEAST_PRIOR = 1e-6

/** How far several groups agree with one statement. */
export interface GroupAgreement {
  /** geometric mean over the groups of their rates, 0 to 1 */
  geometric: number
  /** the lowest group's rate, 0 to 1 */
  lowest: number
  /** the product of the rates, as Polis shows it: shrinks with every group more */
  product: number
}

/**
 * Do all groups agree, and not only the largest? The rate of each group is `(count + prior) / (seen + 2 · prior)`: a group of which
 * nobody voted stands at one half.
 *
 * The geometric mean gives each group the same word whatever its size, and does not shrink with the number of groups as the product
 * does; the lowest group stands beside it, because a mean can hide one that is left out. With `prior` 1, `product` is the
 * group-informed consensus of Polis (Small and others, 2021); the prior of one half bears less on small groups.
 *
 * @param groups for each group, how many said it of how many who saw the statement
 * @returns null for no group at all
 * @throws BadInput for a prior outside 0.000001 to 10
 */
export function groupAgreement(
  groups: readonly { count: number; seen: number }[],
  prior: number,
): GroupAgreement | null {
  numberWithin('prior', prior, LEAST_PRIOR, 10)
  if (groups.length === 0) return null
  let product = 1
  let logs = 0
  let lowest = 1
  for (const { count, seen } of groups) {
    const rate = (count + prior) / (seen + 2 * prior)
    product *= rate
    logs += portableLog(rate)
    lowest = Math.min(lowest, rate)
  }
  return { geometric: portableExp(logs / groups.length), lowest, product }
}

/**
 * How far do the two groups that are furthest apart stand from one another on a statement? Half the difference of their net agreement
 * `(agree − disagree) / (seen + 2 · prior)`: 1 = all of one agree and all of another disagree, 0 = all groups stand alike. Who passes
 * pulls towards the middle.
 */
export function gapBetween(
  groups: readonly { agree: number; disagree: number; seen: number }[],
  prior: number,
): number {
  const nets = groups.map(({ agree, disagree, seen }) => (agree - disagree) / (seen + 2 * prior))
  return nets.length === 0 ? 0 : (Math.max(...nets) - Math.min(...nets)) / 2
}
