import { checkpoint } from '../control.ts'
import type { RankTask } from './page-rank.ts'

/** People looked at between two places to stop. */
const STRIDE = 32_768
/** Strengths from 1 / this to this keep directions, 14 digits smaller at the end, within 32 bits. */
const RANGE = 1e15

interface System extends RankTask {
  /** value per strength: the unknowns; for people without ties their value */
  readonly value: Float64Array
  /** what is still missing in each equation */
  readonly rest: Float64Array
  /**
   * The direction of the next step. Half precision is enough: a step is right for the very direction that was taken, so that values
   * and rests keep their full precision, and reading it at random is what takes the time. Only its range may not do.
   */
  readonly direction: Float32Array | Float64Array
  readonly change: Float64Array
}

/**
 * PageRank where every tie goes both ways. With z = value / strength the equations are (D − damping · A) z = 1, a symmetric and positive
 * system: conjugate gradients (Hestenes and Stiefel 1952) with D as preconditioner need about the root of the rounds of a sweep.
 */
export function rankBothWays(task: RankTask): { rank: Float64Array; iterations: number; residual: number } {
  const n = task.network.people
  const system: System = {
    ...task,
    given: task.given.map((given) => given || 1),
    value: new Float64Array(n),
    rest: new Float64Array(n),
    direction: isTame(task.given) ? new Float32Array(n) : new Float64Array(n),
    change: new Float64Array(n),
  }
  checkpoint(task.control, 0)
  begin(system)
  let iterations = 0
  let residual = restNow(system, 0)
  // the rests carried along drift by rounding: they are computed anew at the end, and the way goes on when they are too large after all
  while (residual > task.residual && iterations < task.rounds) {
    const before = iterations
    iterations = descend(system, iterations)
    residual = restNow(system, iterations)
    if (iterations - before < 2) break
  }
  return { rank: shares(system), iterations, residual }
}

/** Do strengths lie within a range for which half precision is made? */
function isTame(given: Float64Array): boolean {
  for (const each of given) if (each !== 0 && (each < 1 / RANGE || each > RANGE)) return false
  return true
}

/** The best guess without looking at a tie: values in proportion to strength. */
function begin({ network, given, damping, value }: System): void {
  const { start, people } = network
  let total = 0
  let tied = 0
  for (let i = 0; i < people; i++) {
    if (start[i] === start[i + 1]) continue
    tied++
    total += given[i]!
  }
  for (let i = 0; i < people; i++) value[i] = start[i] === start[i + 1] ? 1 : tied / (total * (1 - damping))
}

/** Conjugate gradients from the values and rests there are. */
function descend(system: System, iterations: number): number {
  const { given, rest, direction, residual, rounds, control } = system
  const n = rest.length
  const total = valueTotal(system)
  for (let i = 0; i < n; i++) direction[i] = rest[i]! / given[i]!
  let weight = 0
  for (let i = 0; i < n; i++) weight += (rest[i]! * rest[i]!) / given[i]!
  while (iterations < rounds && weight > 0) {
    let steep = 0
    for (let from = 0; from < n; from += STRIDE) {
      steep += multiply(system, from, Math.min(from + STRIDE, n))
      checkpoint(control, iterations / (iterations + 20))
    }
    iterations++
    const { left, newWeight } = step(system, weight / steep)
    if (left <= residual * total * 0.5) break
    checkpoint(control, iterations / (iterations + 20))
    turn(system, newWeight / weight)
    weight = newWeight
  }
  return iterations
}

/** (D − damping · A) · direction for some rows into `change`; its product with the direction is given back. */
function multiply(system: System, from: number, to: number): number {
  return system.network.strength ? multiplyStrengths(system, from, to) : multiplyPlain(system, from, to)
}

function multiplyPlain({ network, given, damping, direction, change }: System, from: number, to: number): number {
  const { start, to: ties } = network
  let product = 0
  for (let i = from; i < to; i++) {
    let sum = 0
    for (let a = start[i]!, end = start[i + 1]!; a < end; a++) sum += direction[ties[a]!]!
    const own = direction[i]!
    const here = given[i]! * own - damping * sum
    change[i] = here
    product += here * own
  }
  return product
}

function multiplyStrengths({ network, given, damping, direction, change }: System, from: number, to: number): number {
  const { start, to: ties } = network
  const strength = network.strength!
  let product = 0
  for (let i = from; i < to; i++) {
    let sum = 0
    for (let a = start[i]!, end = start[i + 1]!; a < end; a++) sum += strength[a]! * direction[ties[a]!]!
    const own = direction[i]!
    const here = given[i]! * own - damping * sum
    change[i] = here
    product += here * own
  }
  return product
}

function step({ given, value, rest, direction, change }: System, length: number) {
  let left = 0
  let newWeight = 0
  for (let i = 0; i < rest.length; i++) {
    value[i]! += length * direction[i]!
    const now = rest[i]! - length * change[i]!
    rest[i] = now
    left += Math.abs(now)
    newWeight += (now * now) / given[i]!
  }
  return { left, newWeight }
}

function turn({ given, rest, direction }: System, keep: number): void {
  for (let i = 0; i < rest.length; i++) direction[i] = rest[i]! / given[i]! + keep * direction[i]!
}

/** Computes what is missing in each equation from the values alone; the sum of it all, as a share of the sum of values. */
function restNow(system: System, iterations: number): number {
  let left = 0
  let drift = 0
  for (let from = 0; from < system.rest.length; from += STRIDE) {
    const some = restOfSome(system, from, Math.min(from + STRIDE, system.rest.length))
    left += some.left
    drift += some.drift
    checkpoint(system.control, iterations / (iterations + 20))
  }
  // scaling the values to 1 takes the balance out evenly
  return (left + Math.abs(drift)) / valueTotal(system)
}

function restOfSome({ network, given, damping, value, rest }: System, from: number, to: number) {
  const { start, to: ties, strength } = network
  let left = 0
  let drift = 0
  for (let i = from; i < to; i++) {
    let sum = 0
    for (let a = start[i]!, end = start[i + 1]!; a < end; a++) sum += (strength ? strength[a]! : 1) * value[ties[a]!]!
    const here = 1 - given[i]! * value[i]! + damping * sum
    rest[i] = here
    left += Math.abs(here)
    drift += here
  }
  return { left, drift }
}

function valueTotal({ value, given }: System): number {
  let total = 0
  for (let i = 0; i < value.length; i++) total += value[i]! * given[i]!
  return total
}

function shares(system: System): Float64Array {
  const total = valueTotal(system)
  return system.value.map((value, i) => (value * system.given[i]!) / total)
}
