import { type Pace, paceOf, spend } from './pace.ts'

/** A finite field: its elements are 0 (nothing), 1 (one) and so on to `size` − 1. */
export interface FiniteField {
  readonly size: number
  /** `sum[a * size + b]` and `product[a * size + b]` */
  readonly sum: Uint16Array
  readonly product: Uint16Array
}

/** The prime and the power that a number is, or null. */
export function primePower(number: number): { prime: number; power: number } | null {
  if (number < 2) return null
  let prime = 2
  while (number % prime !== 0) prime++
  let power = 0
  for (; number % prime === 0; number /= prime) power++
  return number === 1 ? { prime, power } : null
}

/**
 * The field with so many elements, or null where there is none (not a power of a prime). Elements are polynomials over the whole numbers
 * modulo the prime, written as numbers in base prime; products are taken modulo the first polynomial that has no divisor.
 */
export function finiteField(size: number, pace = paceOf()): FiniteField | null {
  const known = primePower(size)
  if (!known) return null
  const { prime, power } = known
  const digits = Array.from({ length: size }, (_, one) =>
    Array.from({ length: power }, (_, k) => Math.floor(one / prime ** k) % prime),
  )
  const sum = new Uint16Array(size * size)
  for (let a = 0; a < size; a++) {
    spend(pace, size * (power + 5))
    for (let b = 0; b < size; b++) {
      let value = 0
      for (let k = power - 1; k >= 0; k--) value = value * prime + ((digits[a]![k]! + digits[b]![k]!) % prime)
      sum[a * size + b] = value
    }
  }
  for (let tail = 0; tail < size; tail++) {
    const product = products({ prime, power }, digits, digits[tail]!, pace)
    // Without divisors of nothing, what comes out is a field.
    if (product) return { size, sum, product }
  }
  return null
}

/** Products modulo xᵖᵒʷᵉʳ + tail; null when two elements that are not 0 have product 0. */
function products(
  { prime, power }: { prime: number; power: number },
  digits: readonly (readonly number[])[],
  tail: readonly number[],
  pace: Pace,
): Uint16Array | null {
  const size = digits.length
  const product = new Uint16Array(size * size)
  const long = new Float64Array(2 * power - 1)
  for (let a = 1; a < size; a++) {
    spend(pace, (size - a) * 3 * power * (power + 1))
    for (let b = a; b < size; b++) {
      long.fill(0)
      for (let i = 0; i < power; i++)
        for (let j = 0; j < power; j++) long[i + j] = (long[i + j]! + digits[a]![i]! * digits[b]![j]!) % prime
      for (let top = long.length - 1; top >= power; top--)
        for (let k = 0; k < power; k++)
          long[top - power + k] = (long[top - power + k]! + (prime - tail[k]!) * long[top]!) % prime
      let value = 0
      for (let k = power - 1; k >= 0; k--) value = value * prime + long[k]!
      if (value === 0) return null
      product[a * size + b] = product[b * size + a] = value
    }
  }
  return product
}
