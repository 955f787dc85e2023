import { portableLog } from '../portable-log.ts'

/**
 * A rate drawn from what is known of it: Beta(yes + ½, no + ½).
 *
 * Ratio of two gamma variates (Marsaglia & Tsang 2000), the same on every machine for the same `next`.
 *
 * @param next uniform numbers in [0, 1)
 */
export function drawRate(yes: number, no: number, next: () => number): number {
  const x = drawGamma(yes, next)
  const y = drawGamma(no, next)
  return x + y > 0 ? x / (x + y) : 0.5
}

/** Gamma with shape `whole` + ½. */
function drawGamma(whole: number, next: () => number): number {
  if (whole === 0) {
    const u = next()
    return drawGamma(1, next) * u * u
  }
  const d = whole + 0.5 - 1 / 3
  const c = 1 / Math.sqrt(9 * d)
  for (;;) {
    const x = drawNormal(next)
    const root = 1 + c * x
    if (root <= 0) continue
    const v = root * root * root
    const u = next()
    if (u > 0 && portableLog(u) < 0.5 * x * x + d - d * v + d * portableLog(v)) return d * v
  }
}

/** A standard normal variate, by Marsaglia's polar method. */
function drawNormal(next: () => number): number {
  for (;;) {
    const x = 2 * next() - 1
    const y = 2 * next() - 1
    const square = x * x + y * y
    if (square > 0 && square < 1) return x * Math.sqrt((-2 * portableLog(square)) / square)
  }
}
