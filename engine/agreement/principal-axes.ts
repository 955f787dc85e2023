import { sequence, streamKey } from '../chance.ts'
import { type Control, checkpoint } from '../control.ts'
import { symmetricAxes } from './symmetric-axes.ts'

/** Rows of answers around their statement's mean; what was not seen is left out, which puts it at the mean (CSR by row). */
export interface CentredRows {
  readonly rows: number
  readonly columns: number
  readonly start: Uint32Array
  readonly column: Uint32Array
  readonly value: Float64Array
}

/** The directions in which answers differ most. */
export interface PrincipalAxes {
  /** the first two axes, one after the other, each of length 1; the loading furthest from 0 is positive */
  loading: Float64Array
  /** share of all variance along each, 0 to 1 */
  share: [number, number]
}

const BLOCK = 8
const MOST_TURNS = 400
const SOUND = 1e-12

/**
 * In which two directions do the rows differ most (principal components)?
 *
 * Block power iteration on XᵀX with a Rayleigh–Ritz turn (Rutishauser 1969), until the first two axes leave a residual below 10⁻¹² of the
 * largest value. X stays sparse: a turn costs O(answers · 8). Where the second and third value are nearly equal, the second axis is
 * nearly any of a plane, and says little.
 *
 * @returns null when rows do not differ at all
 */
export function principalAxes(matrix: CentredRows, control?: Control): PrincipalAxes | null {
  let whole = 0
  for (const value of matrix.value) whole += value * value
  if (whole === 0) return null
  const { columns } = matrix
  const width = Math.min(BLOCK, columns)
  const next = sequence(streamKey(1, 'principal axes'))
  let block: Float64Array = Float64Array.from({ length: columns * width }, () => next() - 0.5)
  orthonormal(block, columns, width)
  let values: Float64Array = new Float64Array(width)
  for (let turn = 0; turn < MOST_TURNS; turn++) {
    checkpoint(control, turn / MOST_TURNS)
    const image = applied(matrix, block, width)
    const ritz = symmetricAxes(products(block, image, columns, width), width)
    values = ritz.values
    block = turned(block, ritz.vectors, columns, width)
    const turnedImage = turned(image, ritz.vectors, columns, width)
    const settled = residual(block, turnedImage, values, columns, width) <= SOUND * values[0]!
    if (settled) break
    block = turnedImage
    orthonormal(block, columns, width)
  }
  const loading = new Float64Array(2 * columns)
  for (let axis = 0; axis < Math.min(2, width); axis++) takeAxis(loading, block, columns, width, axis)
  const second = width > 1 ? Math.max(0, values[1]!) : 0
  return { loading, share: [values[0]! / whole, second / whole] }
}

/** XᵀX times the block; the block lies by column of X, `width` numbers each. */
function applied(matrix: CentredRows, block: Float64Array, width: number): Float64Array {
  const { rows, start, column, value } = matrix
  const image = new Float64Array(block.length)
  const row = new Float64Array(width)
  for (let i = 0; i < rows; i++) {
    row.fill(0)
    for (let k = start[i]!; k < start[i + 1]!; k++) {
      const at = column[k]! * width
      const x = value[k]!
      for (let w = 0; w < width; w++) row[w]! += x * block[at + w]!
    }
    for (let k = start[i]!; k < start[i + 1]!; k++) {
      const at = column[k]! * width
      const x = value[k]!
      for (let w = 0; w < width; w++) image[at + w]! += x * row[w]!
    }
  }
  return image
}

function products(one: Float64Array, other: Float64Array, columns: number, width: number): Float64Array {
  const table = new Float64Array(width * width)
  for (let c = 0; c < columns; c++) {
    for (let a = 0; a < width; a++) {
      for (let b = 0; b < width; b++) table[a * width + b]! += one[c * width + a]! * other[c * width + b]!
    }
  }
  return table
}

function turned(block: Float64Array, vectors: Float64Array, columns: number, width: number): Float64Array {
  const result = new Float64Array(block.length)
  for (let c = 0; c < columns; c++) {
    for (let a = 0; a < width; a++) {
      let sum = 0
      for (let b = 0; b < width; b++) sum += block[c * width + b]! * vectors[b * width + a]!
      result[c * width + a] = sum
    }
  }
  return result
}

/** The larger residual of the first two axes. */
function residual(block: Float64Array, image: Float64Array, values: Float64Array, columns: number, width: number) {
  let largest = 0
  for (let axis = 0; axis < Math.min(2, width); axis++) {
    let sum = 0
    for (let c = 0; c < columns; c++) {
      const gap = image[c * width + axis]! - values[axis]! * block[c * width + axis]!
      sum += gap * gap
    }
    largest = Math.max(largest, Math.sqrt(sum))
  }
  return largest
}

/** Modified Gram–Schmidt, twice; a direction that is nothing but rounding becomes 0 and stays out. */
function orthonormal(block: Float64Array, columns: number, width: number): void {
  for (let a = 0; a < width; a++) {
    const before = norm(block, columns, width, a)
    for (let again = 0; again < 2; again++) {
      for (let b = 0; b < a; b++) {
        let product = 0
        for (let c = 0; c < columns; c++) product += block[c * width + a]! * block[c * width + b]!
        for (let c = 0; c < columns; c++) block[c * width + a]! -= product * block[c * width + b]!
      }
    }
    const length = norm(block, columns, width, a)
    const scale = length > 1e-13 * before ? 1 / length : 0
    for (let c = 0; c < columns; c++) block[c * width + a]! *= scale
  }
}

function norm(block: Float64Array, columns: number, width: number, a: number): number {
  let sum = 0
  for (let c = 0; c < columns; c++) sum += block[c * width + a]! ** 2
  return Math.sqrt(sum)
}

function takeAxis(loading: Float64Array, block: Float64Array, columns: number, width: number, axis: number): void {
  let furthest = 0
  for (let c = 0; c < columns; c++) {
    const value = block[c * width + axis]!
    if (Math.abs(value) > Math.abs(furthest)) furthest = value
  }
  const sign = furthest < 0 ? -1 : 1
  for (let c = 0; c < columns; c++) loading[axis * columns + c] = sign * block[c * width + axis]!
}
