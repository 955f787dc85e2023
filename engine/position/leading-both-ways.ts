import { type Control, checkpoint } from '../control.ts'
import type { Network } from '../network/network.ts'
import { degrees } from './degree.ts'
import type { Leading, LeadingTask } from './eigenvector.ts'

/** People looked at between two places to stop. */
const STRIDE = 32_768
/** Products with the matrix are carried along; after so many rounds they are computed anew. */
const CARRIED = 50
/** A direction shorter than this, of length 1 before what it shares with the others was taken out, is rounding. */
const NOTHING = 1e-10

/** A vector with its product with the matrix of ties. */
interface Pair {
  readonly x: Float64Array
  readonly ax: Float64Array
}

/**
 * The leading eigenvector where every tie goes both ways: the best vector in the space of the present one, its residual and the last
 * step, again and again (locally optimal conjugate gradients, Knyazev 2001). The largest eigenvalue is sought, not the largest in size, so
 * that networks of two halves give no trouble.
 */
export function leadingBothWays({ network, tolerance, rounds, control }: LeadingTask): Leading {
  const pair = (): Pair => ({ x: new Float64Array(network.people), ax: new Float64Array(network.people) })
  const [here, rest, last] = [pair(), pair(), pair()]
  if (network.ties === 0) return { vector: here.x, eigenvalue: 0, iterations: 0, residual: 0 }
  here.x.set(degrees(network).out)
  for (let iterations = 1; ; ) {
    scale(here, 1 / length(here.x))
    multiply(network, here, iterations, control)
    let { eigenvalue, residual } = restOf(here, rest)
    if (residual <= tolerance || iterations >= rounds) return { vector: here.x, eigenvalue, iterations, residual }
    for (let k = 0; k < CARRIED && residual > tolerance; k++) {
      scale(rest, 1 / length(rest.x))
      multiply(network, rest, iterations, control)
      iterations++
      improve(here, rest, last)
      checkpoint(control, iterations / (iterations + 50))
      ;({ eigenvalue, residual } = restOf(here, rest))
    }
    iterations++
  }
}

/** Computes how far the vector is from being stretched only; what is left, without any part along the vector, goes into `rest`. */
function restOf(here: Pair, rest: Pair): { eigenvalue: number; residual: number } {
  const eigenvalue = dot(here.x, here.ax) / dot(here.x, here.x)
  for (let i = 0; i < here.x.length; i++) rest.x[i] = here.ax[i]! - eigenvalue * here.x[i]!
  const residual = length(rest.x) / (eigenvalue * length(here.x))
  const along = dot(rest.x, here.x)
  for (let i = 0; i < here.x.length; i++) rest.x[i]! -= along * here.x[i]!
  return { eigenvalue, residual }
}

/** Moves to the best combination of the three; the step taken is the new last. */
function improve(here: Pair, rest: Pair, last: Pair): void {
  const alongHere = dot(last.x, here.x)
  const alongRest = dot(last.x, rest.x)
  for (let i = 0; i < here.x.length; i++) {
    last.x[i]! -= alongHere * here.x[i]! + alongRest * rest.x[i]!
    last.ax[i]! -= alongHere * here.ax[i]! + alongRest * rest.ax[i]!
  }
  const left = length(last.x)
  scale(last, left > NOTHING ? 1 / left : 0)
  const [own, step, keep] = leadingOfThree([
    [dot(here.x, here.ax), dot(here.x, rest.ax), dot(here.x, last.ax)],
    [dot(here.x, rest.ax), dot(rest.x, rest.ax), dot(rest.x, last.ax)],
    [dot(here.x, last.ax), dot(rest.x, last.ax), dot(last.x, last.ax)],
  ])
  const moved = Math.sqrt(step * step + keep * keep) || 1
  for (let i = 0; i < here.x.length; i++) {
    const x = step * rest.x[i]! + keep * last.x[i]!
    const ax = step * rest.ax[i]! + keep * last.ax[i]!
    here.x[i] = own * here.x[i]! + x
    here.ax[i] = own * here.ax[i]! + ax
    last.x[i] = x / moved
    last.ax[i] = ax / moved
  }
}

type Three = [number, number, number]

/** The leading eigenvector of a symmetric matrix of three rows, by Jacobi's rotations. */
function leadingOfThree(matrix: [Three, Three, Three]): Three {
  const vectors: [Three, Three, Three] = [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ]
  for (let sweep = 0; sweep < 12; sweep++) {
    for (const [p, q] of [
      [0, 1],
      [0, 2],
      [1, 2],
    ] as const) {
      rotate(matrix, vectors, p, q)
    }
  }
  const values = [matrix[0][0], matrix[1][1], matrix[2][2]]
  const best = values.indexOf(Math.max(...values))
  const sign = vectors[0][best]! < 0 ? -1 : 1
  return [sign * vectors[0][best]!, sign * vectors[1][best]!, sign * vectors[2][best]!]
}

function rotate(matrix: [Three, Three, Three], vectors: [Three, Three, Three], p: 0 | 1 | 2, q: 0 | 1 | 2): void {
  if (matrix[p][q] === 0) return
  const ratio = (matrix[q][q] - matrix[p][p]) / (2 * matrix[p][q])
  const tangent = (ratio < 0 ? -1 : 1) / (Math.abs(ratio) + Math.sqrt(ratio * ratio + 1))
  const cosine = 1 / Math.sqrt(tangent * tangent + 1)
  const sine = tangent * cosine
  const turnColumns = (rows: [Three, Three, Three]) => {
    for (const row of rows) {
      const one = row[p]
      row[p] = cosine * one - sine * row[q]
      row[q] = sine * one + cosine * row[q]
    }
  }
  turnColumns(matrix)
  for (const k of [0, 1, 2] as const) {
    const one = matrix[p][k]
    matrix[p][k] = cosine * one - sine * matrix[q][k]
    matrix[q][k] = sine * one + cosine * matrix[q][k]
  }
  turnColumns(vectors)
}

function multiply(network: Network, { x, ax }: Pair, iterations: number, control: Control | undefined): void {
  for (let from = 0; from < x.length; from += STRIDE) {
    multiplySome(network, x, ax, from, Math.min(from + STRIDE, x.length))
    checkpoint(control, iterations / (iterations + 50))
  }
}

function multiplySome(network: Network, x: Float64Array, ax: Float64Array, from: number, to: number): void {
  const { start, to: ties, strength } = network
  for (let i = from; i < to; i++) {
    let sum = 0
    if (strength) for (let a = start[i]!, end = start[i + 1]!; a < end; a++) sum += strength[a]! * x[ties[a]!]!
    else for (let a = start[i]!, end = start[i + 1]!; a < end; a++) sum += x[ties[a]!]!
    ax[i] = sum
  }
}

function dot(one: Float64Array, other: Float64Array): number {
  let sum = 0
  for (let i = 0; i < one.length; i++) sum += one[i]! * other[i]!
  return sum
}

function length(x: Float64Array): number {
  return Math.sqrt(dot(x, x))
}

function scale({ x, ax }: Pair, by: number): void {
  for (let i = 0; i < x.length; i++) {
    x[i]! *= by
    ax[i]! *= by
  }
}
