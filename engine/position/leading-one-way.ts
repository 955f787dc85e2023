import { type Control, checkpoint } from '../control.ts'
import type { Network } from '../network/network.ts'
import type { Leading, LeadingTask } from './eigenvector.ts'

/** People looked at between two places to stop. */
const STRIDE = 32_768

/**
 * The leading eigenvector where ties have a direction: each value from those whose ties come in, and again. Half of the present value is
 * kept each time, so that rings, which would hand values round for ever, settle too (power iteration with a shift).
 */
export function leadingOneWay({ network, tolerance, rounds, control }: LeadingTask): Leading {
  const n = network.people
  const vector = new Float64Array(n)
  if (!hasCircle(network, control)) return { vector, eigenvalue: 0, iterations: 0, residual: 0 }
  vector.fill(1 / n)
  const passed = new Float64Array(n)
  for (let iterations = 1; ; iterations++) {
    for (let from = 0; from < n; from += STRIDE) {
      passOn(network, vector, passed, from, Math.min(from + STRIDE, n))
      checkpoint(control, iterations / (iterations + 100))
    }
    // values are never below 0 and add up to 1, so what they add up to now is how much they were stretched
    let eigenvalue = 0
    for (let i = 0; i < n; i++) eigenvalue += passed[i]!
    let squares = 0
    let size = 0
    for (let i = 0; i < n; i++) {
      squares += (passed[i]! - eigenvalue * vector[i]!) ** 2
      size += vector[i]! ** 2
    }
    const residual = Math.sqrt(squares / size) / eigenvalue
    if (residual <= tolerance || iterations >= rounds) return { vector, eigenvalue, iterations, residual }
    for (let i = 0; i < n; i++) vector[i] = (vector[i]! + passed[i]! / eigenvalue) / 2
  }
}

function passOn(network: Network, vector: Float64Array, passed: Float64Array, from: number, to: number): void {
  const { inStart, from: ties, inStrength } = network
  for (let i = from; i < to; i++) {
    let sum = 0
    for (let a = inStart[i]!; a < inStart[i + 1]!; a++) sum += (inStrength ? inStrength[a]! : 1) * vector[ties[a]!]!
    passed[i] = sum
  }
}

/** Does any way along ties lead back to where it began? Takes away, again and again, whoever no tie comes to. */
function hasCircle({ people, start, to, inStart }: Network, control: Control | undefined): boolean {
  const waitsFor = new Uint32Array(people)
  const free = new Uint32Array(people)
  let count = 0
  for (let i = 0; i < people; i++) {
    waitsFor[i] = inStart[i + 1]! - inStart[i]!
    if (waitsFor[i] === 0) free[count++] = i
  }
  for (let k = 0; k < count; k++) {
    if (k % STRIDE === 0) checkpoint(control, 0)
    const v = free[k]!
    for (let a = start[v]!; a < start[v + 1]!; a++) if (--waitsFor[to[a]!]! === 0) free[count++] = to[a]!
  }
  return count < people
}
