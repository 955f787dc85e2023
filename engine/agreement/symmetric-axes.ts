/**
 * Eigenvalues, the largest first, and eigenvectors (columns) of a small symmetric table, by Jacobi's rotations (1846).
 *
 * Cost O(size³) a sweep, a handful of sweeps. `table` is used up.
 */
export function symmetricAxes(table: Float64Array, size: number): { values: Float64Array; vectors: Float64Array } {
  const vectors = new Float64Array(size * size)
  for (let i = 0; i < size; i++) vectors[i * size + i] = 1
  for (let sweep = 0; sweep < 60; sweep++) {
    let rotated = false
    for (let p = 0; p < size; p++) {
      for (let q = p + 1; q < size; q++) rotated = rotate(table, vectors, size, p, q) || rotated
    }
    if (!rotated) break
  }
  const order = Array.from({ length: size }, (_, i) => i)
  order.sort((one, other) => table[other * size + other]! - table[one * size + one]!)
  const sorted = new Float64Array(size * size)
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < size; k++) sorted[i * size + k] = vectors[i * size + order[k]!]!
  }
  return { values: Float64Array.from(order, (i) => table[i * size + i]!), vectors: sorted }
}

/** One rotation that makes entry (p, q) 0; false when it is nothing already. */
function rotate(table: Float64Array, vectors: Float64Array, size: number, p: number, q: number): boolean {
  const off = table[p * size + q]!
  const one = table[p * size + p]!
  const other = table[q * size + q]!
  if (Math.abs(off) <= 1e-17 * Math.sqrt(Math.abs(one * other))) return false
  const half = (other - one) / (2 * off)
  const tangent = Math.sign(half || 1) / (Math.abs(half) + Math.sqrt(half * half + 1))
  const cosine = 1 / Math.sqrt(tangent * tangent + 1)
  const sine = tangent * cosine
  for (let k = 0; k < size; k++) turn(table, k * size + p, k * size + q, cosine, sine)
  for (let k = 0; k < size; k++) turn(table, p * size + k, q * size + k, cosine, sine)
  for (let k = 0; k < size; k++) turn(vectors, k * size + p, k * size + q, cosine, sine)
  return true
}

function turn(values: Float64Array, p: number, q: number, cosine: number, sine: number): void {
  const one = values[p]!
  const other = values[q]!
  values[p] = cosine * one - sine * other
  values[q] = sine * one + cosine * other
}
