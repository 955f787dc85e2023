import { paceOf, spend } from './pace.ts'

/**
 * All eigenvalues of a symmetric matrix, largest first: Householder reflections to three diagonals, then implicit QL steps
 * (Golub & Van Loan, Matrix Computations, 8.3).
 *
 * Cost O(n³): about 0.1 s for 300 rows.
 *
 * @param matrix `n × n`, row by row; overwritten
 */
export function eigenvalues(matrix: Float64Array, n: number, pace = paceOf()): Float64Array {
  const diagonal = new Float64Array(n)
  const beside = new Float64Array(n)
  const product = new Float64Array(n)
  for (let last = n - 1; last > 0; last--) {
    spend(pace, 3 * last * last)
    reflect(matrix, n, last, beside, product)
  }
  for (let i = 0; i < n; i++) diagonal[i] = matrix[i * n + i]!
  for (let at = 0; at < n; at++) {
    spend(pace, 40 * n)
    settle(diagonal, beside, at)
  }
  return diagonal.sort().reverse()
}

/** Clears row `last` left of its neighbour of the diagonal, by one reflection of the rows above it. */
function reflect(matrix: Float64Array, n: number, last: number, beside: Float64Array, product: Float64Array): void {
  const row = last * n
  let squares = 0
  for (let k = 0; k < last; k++) squares += matrix[row + k]! ** 2
  const corner = matrix[row + last - 1]!
  const length = corner > 0 ? -Math.sqrt(squares) : Math.sqrt(squares)
  beside[last - 1] = length
  if (squares === corner * corner) {
    // Nothing to clear: the reflection would be by no vector.
    beside[last - 1] = corner
    return
  }
  const half = squares - corner * length
  matrix[row + last - 1] = corner - length
  let along = 0
  for (let i = 0; i < last; i++) {
    let sum = 0
    for (let k = 0; k < last; k++) sum += matrix[i * n + k]! * matrix[row + k]!
    product[i] = sum / half
    along += product[i]! * matrix[row + i]!
  }
  const keep = along / (2 * half)
  for (let i = 0; i < last; i++) product[i]! -= keep * matrix[row + i]!
  for (let i = 0; i < last; i++)
    for (let k = 0; k < last; k++) matrix[i * n + k]! -= matrix[row + i]! * product[k]! + product[i]! * matrix[row + k]!
}

/** Implicit QL steps with shifts until the eigenvalue at this place stands alone. */
function settle(diagonal: Float64Array, beside: Float64Array, at: number): void {
  const n = diagonal.length
  for (let step = 0; step < 200; step++) {
    let end = at
    while (end < n - 1 && Math.abs(beside[end]!) > 1e-16 * (Math.abs(diagonal[end]!) + Math.abs(diagonal[end + 1]!)))
      end++
    if (end === at) return
    const slope = (diagonal[at + 1]! - diagonal[at]!) / (2 * beside[at]!)
    const root = Math.sqrt(slope * slope + 1)
    let shift = diagonal[end]! - diagonal[at]! + beside[at]! / (slope + (slope >= 0 ? root : -root))
    let [sine, cosine, change] = [1, 1, 0]
    let k = end - 1
    for (; k >= at; k--) {
      const [over, across] = [sine * beside[k]!, cosine * beside[k]!]
      const length = Math.sqrt(over * over + shift * shift)
      beside[k + 1] = length
      if (length === 0) {
        diagonal[k + 1]! -= change
        beside[end] = 0
        break
      }
      sine = over / length
      cosine = shift / length
      shift = diagonal[k + 1]! - change
      const turn = (diagonal[k]! - shift) * sine + 2 * cosine * across
      change = sine * turn
      diagonal[k + 1] = shift + change
      shift = cosine * turn - across
    }
    if (k >= at) continue
    diagonal[at]! -= change
    beside[at] = shift
    beside[end] = 0
  }
}
