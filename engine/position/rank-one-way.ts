import { checkpoint } from '../control.ts'
import type { RankTask } from './page-rank.ts'

/** People looked at between two places to stop. */
const STRIDE = 32_768

interface Sweeping extends RankTask {
  /** value per strength going out: what each unit of strength passes on; for people without ties going out their value */
  readonly value: Float64Array
}

/**
 * PageRank where ties have a direction: sweeps in place (Gauss–Seidel), each value from the newest values of those who point here.
 *
 * Where no tie goes out, the walk begins anew as it does everywhere else; so the equations may leave those walks out and the values
 * be scaled to 1 at the end.
 */
export function rankOneWay(task: RankTask): { rank: Float64Array; iterations: number; residual: number } {
  const sweeping: Sweeping = {
    ...task,
    given: task.given.map((given) => given || 1),
    value: task.given.map((given) => 1 / (given || 1)),
  }
  let iterations = 0
  let residual = Number.POSITIVE_INFINITY
  while (residual > task.residual && iterations < task.rounds) {
    const { moved } = round(sweeping, true, iterations)
    iterations++
    // a sweep moves the values by about what was missing before it: only then a look at what is still missing is worth its time
    if (moved > task.residual && iterations < task.rounds) continue
    const { moved: missing, drift } = round(sweeping, false, iterations)
    residual = missing + Math.abs(drift)
  }
  const total = valueTotal(sweeping)
  return { rank: sweeping.value.map((value, i) => (value * sweeping.given[i]!) / total), iterations, residual }
}

/** One sweep over everybody; how far values moved (or would move) in all and on balance, as shares of all values. */
function round(sweeping: Sweeping, keep: boolean, iterations: number): { moved: number; drift: number } {
  const n = sweeping.value.length
  let moved = 0
  let drift = 0
  for (let from = 0; from < n; from += STRIDE) {
    const some = sweep(sweeping, from, Math.min(from + STRIDE, n), keep)
    moved += some.moved
    drift += some.drift
    checkpoint(sweeping.control, iterations / (iterations + 30))
  }
  const total = valueTotal(sweeping)
  return { moved: moved / total, drift: drift / total }
}

function sweep({ network, given, damping, value }: Sweeping, from: number, to: number, keep: boolean) {
  const { inStart, from: ties, inStrength } = network
  let moved = 0
  let drift = 0
  for (let i = from; i < to; i++) {
    let sum = 0
    if (inStrength) {
      for (let a = inStart[i]!, end = inStart[i + 1]!; a < end; a++) sum += inStrength[a]! * value[ties[a]!]!
    } else {
      for (let a = inStart[i]!, end = inStart[i + 1]!; a < end; a++) sum += value[ties[a]!]!
    }
    const here = 1 + damping * sum
    const change = here - value[i]! * given[i]!
    moved += Math.abs(change)
    drift += change
    if (keep) value[i] = here / given[i]!
  }
  return { moved, drift }
}

function valueTotal({ value, given }: Sweeping): number {
  let total = 0
  for (let i = 0; i < value.length; i++) total += value[i]! * given[i]!
  return total
}
