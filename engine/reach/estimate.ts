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
