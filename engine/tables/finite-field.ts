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
export function finiteField(size: number): FiniteField | null {
  const known = primePower(size)
  if (!known) return null
  const { prime, power } = known
  const digits = (one: number) => Array.from({ length: power }, (_, k) => Math.floor(one / prime ** k) % prime)
  const number = (those: readonly number[]) => those.reduceRight((value, digit) => value * prime + digit, 0)
  const sum = new Uint16Array(size * size)
  for (let a = 0; a < size; a++)
    for (let b = 0; b < size; b++)
      sum[a * size + b] = number(digits(a).map((digit, k) => (digit + digits(b)[k]!) % prime))
  for (let tail = 0; tail < size; tail++) {
    const product = products(size, prime, power, digits, number, digits(tail))
    // Without divisors of nothing, what comes out is a field.
    if (product) return { size, sum, product }
  }
  return null
}

/** Products modulo xᵖᵒʷᵉʳ + tail; null when two elements that are not 0 have product 0. */
function products(
  size: number,
  prime: number,
  power: number,
  digits: (one: number) => number[],
  number: (those: readonly number[]) => number,
  tail: readonly number[],
): Uint16Array | null {
  const product = new Uint16Array(size * size)
  for (let a = 1; a < size; a++)
    for (let b = a; b < size; b++) {
      const long = new Array<number>(2 * power - 1).fill(0)
      for (const [i, x] of digits(a).entries())
        for (const [j, y] of digits(b).entries()) long[i + j] = (long[i + j]! + x * y) % prime
      for (let top = long.length - 1; top >= power; top--)
        for (let k = 0; k < power; k++)
          long[top - power + k] = (long[top - power + k]! + (prime - tail[k]!) * long[top]!) % prime
      const value = number(long.slice(0, power))
      if (value === 0) return null
      product[a * size + b] = product[b * size + a] = value
    }
  return product
}
