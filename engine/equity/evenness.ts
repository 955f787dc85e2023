import { BadInput } from '../bad-input.ts'
import { type Control, checkpoint } from '../control.ts'
import { portableLog } from '../portable-log.ts'

/** How evenly something is spread over people. null = cannot be said: nothing was spread, or over one person only. */
export interface Evenness {
  /** 0 everybody alike, towards 1 one has all; for n people at most (n − 1)/n */
  gini: number | null
  /** the same times n/(n − 1): reaches 1 in small groups too */
  giniSmallGroup: number | null
  /** entropy of the shares over ln n: 1 everybody alike, 0 one has all */
  entropy: number | null
  /** Theil's T, 0 everybody alike, ln n one has all; `between` + `within` */
  theil: number | null
  /** the part of it that lies between sides */
  between: number | null
  /** the part inside sides */
  within: number | null
}

const nothing: Evenness = { gini: null, giniSmallGroup: null, entropy: null, theil: null, between: null, within: null }

/**
 * How evenly are turns spread over people, and how much of the unevenness lies between sides?
 *
 * `G = Σ|x_i − x_j| / (2n² mean)`, by sorting; `H/ln n`; Theil `T = Σ s_i ln(n s_i)`, split exactly into between,
 * `Σ_g S_g ln(S_g / (n_g/n))`, and within, `Σ_g S_g T_g`. Equal is not fair; silence may be choice. Cost O(n log n).
 *
 * @param amounts turns or minutes of each person invited, 0 for the silent
 * @param sideOf side of each of them, a whole number from 0
 * @throws BadInput for an amount below 0 or not finite, or a side that is not a whole number
 */
export function evenness(amounts: ArrayLike<number>, sideOf: ArrayLike<number>, control?: Control): Evenness {
  const n = amounts.length
  if (sideOf.length !== n) throw new BadInput('length of sideOf', sideOf.length, `give ${n}, one for each amount`)
  let total = 0
  for (let i = 0; i < n; i++) {
    const amount = amounts[i]!
    if (!(amount >= 0 && amount < Number.POSITIVE_INFINITY)) {
      throw new BadInput(`amounts[${i}]`, amount, 'give a number, 0 or more')
    }
    if (!(Number.isInteger(sideOf[i]) && sideOf[i]! >= 0)) {
      throw new BadInput(`sideOf[${i}]`, sideOf[i], 'give a whole number from 0')
    }
    total += amount
  }
  if (total === 0) return nothing
  checkpoint(control, 0.3)
  const gini = giniOf(amounts, total)
  checkpoint(control, 0.6)
  const theil = theilOf(amounts, sideOf, total)
  return {
    gini,
    giniSmallGroup: n > 1 ? (gini * n) / (n - 1) : null,
    entropy: n > 1 ? 1 - (theil.between + theil.within) / portableLog(n) : null,
    theil: theil.between + theil.within,
    ...theil,
  }
}

function giniOf(amounts: ArrayLike<number>, total: number): number {
  const sorted = Float64Array.from(amounts).sort()
  const n = sorted.length
  let sum = 0
  for (let i = 0; i < n; i++) sum += (2 * (i + 1) - n - 1) * sorted[i]!
  return sum / (n * total)
}

function theilOf(amounts: ArrayLike<number>, sideOf: ArrayLike<number>, total: number) {
  const n = amounts.length
  const sides = new Map<number, { people: number; amount: number }>()
  for (let i = 0; i < n; i++) {
    const side = sides.get(sideOf[i]!) ?? { people: 0, amount: 0 }
    side.people++
    side.amount += amounts[i]!
    sides.set(sideOf[i]!, side)
  }
  let between = 0
  for (const { people, amount } of sides.values()) {
    const share = amount / total
    if (share > 0) between += share * portableLog((share * n) / people)
  }
  let within = 0
  for (let i = 0; i < n; i++) {
    const side = sides.get(sideOf[i]!)!
    if (amounts[i]! > 0) within += (amounts[i]! / total) * portableLog((amounts[i]! * side.people) / side.amount)
  }
  return { between, within }
}
