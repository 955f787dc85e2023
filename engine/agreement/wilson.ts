/** Half-width of a 95 % interval in standard errors. */
const Z = 1.959963984540054

/**
 * Between what rates may the true one lie when `count` of `seen` said so? Wilson's score interval at 95 %: it stays within 0 and 1 and is
 * honest at small numbers, where the usual "± two standard errors" is not. Nobody asked gives 0 to 1.
 *
 * Source: E. B. Wilson, Probable inference, the law of succession, and statistical inference, 1927.
 */
export function wilson(count: number, seen: number): { low: number; high: number } {
  if (seen === 0) return { low: 0, high: 1 }
  const rate = count / seen
  const centre = rate + (Z * Z) / (2 * seen)
  const half = Z * Math.sqrt((rate * (1 - rate)) / seen + (Z * Z) / (4 * seen * seen))
  const scale = 1 + (Z * Z) / seen
  // at the ends rounding must not leave a sliver: all of them is 1, none is 0
  return {
    low: count === 0 ? 0 : (centre - half) / scale,
    high: count === seen ? 1 : (centre + half) / scale,
  }
}
