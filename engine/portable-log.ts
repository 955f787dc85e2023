const bits = new Float64Array(1)
const words = new Uint32Array(bits.buffer)
const highWord = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1 ? 1 : 0

/**
 * The natural logarithm of a positive, normal number, by additions, multiplications and divisions only.
 *
 * `Math.log` may differ in its last bit between machines, and a draw that depends on it would too; these operations may not.
 * Relative error about 1e-15 away from 1.
 */
export function portableLog(x: number): number {
  bits[0] = x
  let exponent = (words[highWord]! >>> 20) - 1023
  words[highWord] = (words[highWord]! & 0x000f_ffff) | 0x3ff0_0000
  let mantissa = bits[0]
  if (mantissa > Math.SQRT2) {
    mantissa /= 2
    exponent++
  }
  // ln m = 2 (s + s³/3 + s⁵/5 + …) with s = (m − 1)/(m + 1), |s| ≤ 0.172
  const s = (mantissa - 1) / (mantissa + 1)
  const square = s * s
  let series = 0
  for (let k = 21; k >= 1; k -= 2) series = series * square + 1 / k
  return exponent * Math.LN2 + 2 * s * series
}
