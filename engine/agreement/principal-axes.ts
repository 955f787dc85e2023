import { sequence, streamKey } from '../chance.ts'
import { type Control, checkpoint, quiet } from '../control.ts'
import { inStretchesOfRows } from '../network/in-stretches.ts'
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

/** Directions that are turned together; more than two, so that the first two settle soon. */
const WIDTH = 8
const MOST_TURNS = 400
const SOUND = 1e-12

/**
 * In which two directions do the rows differ most (principal components)?
 *
 * Block power iteration on XᵀX with a Rayleigh–Ritz turn (Rutishauser 1969), until the first two axes leave a residual below 10⁻¹² of the
 * largest value. X stays sparse: a turn costs O(answers · 8). Where the second and third value are nearly equal, the second axis is
 * nearly any of a plane, and says little.
 *
 * @param sound residual, as a share of the largest value, at which the axes stand
 * @returns null when rows do not differ at all
 */
export function principalAxes(matrix: CentredRows, sound = SOUND, control?: Control): PrincipalAxes | null {
  let whole = 0
  for (const value of matrix.value) whole += value * value
  if (whole === 0) return null
  const { columns } = matrix
  const next = sequence(streamKey(1, 'principal axes'))
  let block: Float64Array = Float64Array.from({ length: columns * WIDTH }, () => next() - 0.5)
  orthonormal(block, columns)
  let values: Float64Array = new Float64Array(WIDTH)
  for (let turn = 0; turn < MOST_TURNS; turn++) {
    checkpoint(control, turn / MOST_TURNS)
    const image = applied(matrix, block, quiet(control))
    const ritz = symmetricAxes(products(block, image, columns), WIDTH)
    values = ritz.values
    block = turned(block, ritz.vectors, columns)
    const turnedImage = turned(image, ritz.vectors, columns)
    const settled = residual(block, turnedImage, values, columns) <= sound * values[0]!
    if (settled) break
    block = turnedImage
    orthonormal(block, columns)
  }
  const loading = new Float64Array(2 * columns)
  for (let axis = 0; axis < 2; axis++) takeAxis(loading, block, columns, axis)
  const second = Math.max(0, values[1]!)
  return { loading, share: [values[0]! / whole, second / whole] }
}

/** XᵀX times the block; the block lies by column of X, eight numbers each. Written out, because nearly all the time is spent here. */
function applied(matrix: CentredRows, block: Float64Array, control: Control | undefined): Float64Array {
  const image = new Float64Array(block.length)
  inStretchesOfRows(matrix.start, control, (begin, end) => applyRows(matrix, block, image, begin, end))
  return image
}

function applyRows(
  { start, column, value }: CentredRows,
  block: Float64Array,
  image: Float64Array,
  begin: number,
  end: number,
): void {
  for (let i = begin; i < end; i++) {
    let a = 0
    let b = 0
    let c = 0
    let d = 0
    let e = 0
    let f = 0
    let g = 0
    let h = 0
    for (let k = start[i]!; k < start[i + 1]!; k++) {
      const at = 8 * column[k]!
      const x = value[k]!
      a += x * block[at]!
      b += x * block[at + 1]!
      c += x * block[at + 2]!
      d += x * block[at + 3]!
      e += x * block[at + 4]!
      f += x * block[at + 5]!
      g += x * block[at + 6]!
      h += x * block[at + 7]!
    }
    for (let k = start[i]!; k < start[i + 1]!; k++) {
      const at = 8 * column[k]!
      const x = value[k]!
      image[at]! += x * a
      image[at + 1]! += x * b
      image[at + 2]! += x * c
      image[at + 3]! += x * d
      image[at + 4]! += x * e
      image[at + 5]! += x * f
      image[at + 6]! += x * g
      image[at + 7]! += x * h
    }
  }
}

function products(one: Float64Array, other: Float64Array, columns: number): Float64Array {
  const table = new Float64Array(WIDTH * WIDTH)
  for (let c = 0; c < columns; c++) {
    for (let a = 0; a < WIDTH; a++) {
      for (let b = 0; b < WIDTH; b++) table[a * WIDTH + b]! += one[c * WIDTH + a]! * other[c * WIDTH + b]!
    }
  }
  return table
}

function turned(block: Float64Array, vectors: Float64Array, columns: number): Float64Array {
  const result = new Float64Array(block.length)
  for (let c = 0; c < columns; c++) {
    for (let a = 0; a < WIDTH; a++) {
      let sum = 0
      for (let b = 0; b < WIDTH; b++) sum += block[c * WIDTH + b]! * vectors[b * WIDTH + a]!
      result[c * WIDTH + a] = sum
    }
  }
  return result
}

/** The larger residual of the first two axes. */
function residual(block: Float64Array, image: Float64Array, values: Float64Array, columns: number) {
  let largest = 0
  for (let axis = 0; axis < 2; axis++) {
    let sum = 0
    for (let c = 0; c < columns; c++) {
      const gap = image[c * WIDTH + axis]! - values[axis]! * block[c * WIDTH + axis]!
      sum += gap * gap
    }
    largest = Math.max(largest, Math.sqrt(sum))
  }
  return largest
}

/** Modified Gram–Schmidt, twice; a direction that is nothing but rounding becomes 0 and stays out. */
function orthonormal(block: Float64Array, columns: number): void {
  for (let a = 0; a < WIDTH; a++) {
    const before = norm(block, columns, a)
    for (let again = 0; again < 2; again++) {
      for (let b = 0; b < a; b++) {
        let product = 0
        for (let c = 0; c < columns; c++) product += block[c * WIDTH + a]! * block[c * WIDTH + b]!
        for (let c = 0; c < columns; c++) block[c * WIDTH + a]! -= product * block[c * WIDTH + b]!
      }
    }
    const length = norm(block, columns, a)
    const scale = length > 1e-13 * before ? 1 / length : 0
    for (let c = 0; c < columns; c++) block[c * WIDTH + a]! *= scale
  }
}

function norm(block: Float64Array, columns: number, a: number): number {
  let sum = 0
  for (let c = 0; c < columns; c++) sum += block[c * WIDTH + a]! ** 2
  return Math.sqrt(sum)
}

function takeAxis(loading: Float64Array, block: Float64Array, columns: number, axis: number): void {
  let furthest = 0
  for (let c = 0; c < columns; c++) {
    const value = block[c * WIDTH + axis]!
    if (Math.abs(value) > Math.abs(furthest)) furthest = value
  }
  const sign = furthest < 0 ? -1 : 1
  for (let c = 0; c < columns; c++) loading[axis * columns + c] = sign * block[c * WIDTH + axis]!
}
