const bits = new Float64Array(1)
const words = new Uint32Array(bits.buffer)
const highWord = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1 ? 1 : 0

/** ln 2 in two parts: whole multiples of the first are exact up to 2²⁰. */
const LN2_HIGH = 0.6931471803691238
const LN2_LOW = 1.9082149292705877e-10

/**
 * e to the power of x, by additions, multiplications and divisions only, so that every machine gets the same bits; `Math.exp` may differ
 * in its last one.
 *
 * Relative error about 1e-15. 0 below −708, where ordinary numbers end; infinite above 709.
 */
export function portableExp(x: number): number {
  if (x < -708) return 0
  if (x > 709) return Number.POSITIVE_INFINITY
  const doublings = Math.round(x / Math.LN2)
  const rest = x - doublings * LN2_HIGH - doublings * LN2_LOW
  // 1 + r (1 + r/2 (1 + r/3 …)), |r| ≤ 0.35
  let series = 1
  for (let k = 15; k >= 1; k--) series = 1 + (rest * series) / k
  return series * powerOfTwo(doublings)
}

/** 2 to a whole power from −1022 to 1023, written into the exponent itself. */
function powerOfTwo(exponent: number): number {
  words[0] = 0
  words[1] = 0
  words[highWord] = (exponent + 1023) << 20
  return bits[0]!
}
