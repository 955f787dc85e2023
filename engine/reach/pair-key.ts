/**
 * Half of the key of a pair that has one coin for both ways: the same in either order. The generator scrambles it, so that
 * a sum is enough; two pairs share both halves with chance 2⁻⁶⁴.
 */
export function pairHalf(one: number, other: number): number {
  return (one + other) | 0
}

/** Half of the key of a pair that carries one way only; another one for the way back. */
export function wayHalf(from: number, to: number): number {
  return (Math.imul(from, 0x2c1b3c6d) + to) ^ 0x51ed270b
}
