/** A value estimated from sampled worlds: the mean and its 95 % sampling interval. */
export interface Estimate {
  mean: number
  low: number
  high: number
}

/** Where a value lies in the middle four fifths (10–90 %) of what the unknown data may be. */
export interface Band {
  low: number
  high: number
}

const Z_95 = 1.959963984540054

/**
 * Mean and 95 % interval of the first `count` values, from their sample variance.
 *
 * @param least the value cannot be below this (0 for a chance)
 */
export function estimate(values: Float64Array, count: number, least = -1): Estimate {
  const mean = meanOf(values, 0, count)
  let squares = 0
  for (let w = 0; w < count; w++) squares += (values[w]! - mean) ** 2
  const half = Z_95 * Math.sqrt(squares / (count - 1) / count)
  return { mean, low: Math.max(least, mean - half), high: Math.min(1, mean + half) }
}

/** The same from the sum of the values and the sum of their squares. */
export function estimateOfSums(sum: number, squares: number, count: number, least = -1): Estimate {
  const mean = sum / count
  const half = Z_95 * Math.sqrt(Math.max(0, squares - sum * mean) / (count - 1) / count)
  return { mean, low: Math.max(least, mean - half), high: Math.min(1, mean + half) }
}

/**
 * The 10–90 % band of a value over what the unknown data may be, apart from the chance of the worlds: worlds w and
 * w + count share their data and nothing else, so their covariance is the variance that comes from the data.
 *
 * The quantiles are those of the means of two such worlds, drawn towards their mean until their variance is that of the data alone (as for
 * an ensemble of shrunken estimates: Louis 1984). So the band is as lopsided as the values are, and as wide as the data make it.
 */
export function dataBand(values: Float64Array, count: number, least = -1): Band {
  const one = meanOf(values, 0, count)
  const other = meanOf(values, count, 2 * count)
  const middle = (one + other) / 2
  const pairs = new Float64Array(count)
  let products = 0
  let squares = 0
  for (let w = 0; w < count; w++) {
    pairs[w] = (values[w]! + values[w + count]!) / 2
    products += (values[w]! - one) * (values[w + count]! - other)
    squares += (pairs[w]! - middle) ** 2
  }
  pairs.sort()
  const drawn = squares > 0 ? Math.sqrt(Math.min(1, Math.max(0, products) / squares)) : 0
  const at = (share: number) => middle + drawn * (quantile(pairs, share) - middle)
  return { low: Math.max(least, at(0.1)), high: Math.min(1, at(0.9)) }
}

/** A quantile of ascending values, between neighbours in proportion. */
function quantile(ascending: Float64Array, share: number): number {
  const at = share * (ascending.length - 1)
  const below = Math.floor(at)
  const above = Math.min(below + 1, ascending.length - 1)
  return ascending[below]! + (at - below) * (ascending[above]! - ascending[below]!)
}

function meanOf(values: Float64Array, from: number, to: number): number {
  let sum = 0
  for (let w = from; w < to; w++) sum += values[w]!
  return sum / (to - from)
}
