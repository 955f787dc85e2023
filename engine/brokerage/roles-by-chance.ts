import { sequence, shuffle, streamKey, worldKey } from '../chance.ts'
import { type Control, checkpoint } from '../control.ts'
import { byRole, type PerRole } from './roles.ts'
import type { Sides } from './sides.ts'

const STRETCH = 1 << 16

/** With two sides nobody is a liaison, and a chance below this is what rounding leaves. */
const CRUMB = 1e-14

/**
 * The chance of each role for a person between two who are not tied, if the same sides were shuffled over the people whose side is
 * known. Times the number of such chains it is exactly what shuffling gives in the mean, for a person as for all.
 *
 * Cost O(people). The chances sum to 1.
 *
 * @returns null where fewer than three people have a known side
 */
export function roleChances({ sides, start, side, share }: Sides): PerRole<number> | null {
  // sums over people of the first three powers of their shares, for each side
  const powers = [0, 1, 2].map(() => new Float64Array(sides))
  for (let k = 0; k < side.length; k++) {
    // products, because powers differ between machines in the last bit
    let term = 1
    for (const sums of powers) sums[side[k]!]! += term *= share[k]!
  }
  let known = 0
  for (let i = 0; i + 1 < start.length; i++) if (start[i + 1]! > start[i]!) known++
  if (known < 3) return null
  let two = 0
  let three = 0
  for (let s = 0; s < sides; s++) {
    const [p1, p2, p3] = powers.map((power) => power[s]!) as [number, number, number]
    two += p1 * p1 - p2
    three += p1 * p1 * p1 - 3 * p1 * p2 + 2 * p3
  }
  // mean overlap of two, and of three, different people
  const pair = two / (known * (known - 1))
  const all = three / (known * (known - 1) * (known - 2))
  const liaison = 1 - 3 * pair + 2 * all
  return {
    coordinator: all,
    consultant: pair - all,
    gatekeeper: pair - all,
    representative: pair - all,
    liaison: liaison > CRUMB ? liaison : 0,
  }
}

/**
 * The same sides, shuffled over the people whose side is known.
 *
 * Each draw has a chance of its own, so that draws can be made anywhere and in any order. Cost O(people + sides of people).
 *
 * @throws Error named AbortError when stopped
 */
export function shuffledSides(sides: Sides, seed: number | string, draw: number, control?: Control): Sides {
  const { start, side, share } = sides
  const people = start.length - 1
  const known = new Uint32Array(people)
  let count = 0
  for (let i = 0; i < people; i++) if (start[i + 1]! > start[i]!) known[count++] = i
  const rows = known.subarray(0, count)
  checkpoint(control, 0)
  shuffle(rows, sequence(worldKey(streamKey(seed, 'shuffled sides'), draw)))
  const worn = {
    sides: sides.sides,
    start: new Uint32Array(people + 1),
    side: new Uint32Array(side.length),
    share: new Float64Array(share.length),
  }
  let at = 0
  let next = 0
  for (let i = 0; i < people; i++) {
    if (i % STRETCH === 0) checkpoint(control, 0)
    if (start[i + 1]! > start[i]!) {
      const row = rows[next++]!
      for (let k = start[row]!; k < start[row + 1]!; k++) {
        worn.side[at] = side[k]!
        worn.share[at++] = share[k]!
      }
    }
    worn.start[i + 1] = at
  }
  return worn
}

/** Where somebody straddles, totals closer than this are equal. */
const ROUNDING = 1e-6

/** What shuffling gave: totals lie between `low` and `high` in 95 of 100 draws. */
export interface ShuffledTotals {
  draws: number
  low: PerRole<number>
  high: PerRole<number>
  /** share of draws with as many or more than there are, and with as many or fewer */
  atOrAbove: PerRole<number>
  atOrBelow: PerRole<number>
}

/**
 * Where the totals lie among those of shuffled sides.
 *
 * @param totals five for each draw, in the order of `roleNames`
 */
export function amongShuffled(totals: readonly Float64Array[], found: PerRole<number>): ShuffledTotals {
  const draws = totals.length
  const sorted = byRole((role) => Float64Array.from(totals, (one) => one[role]!).sort())
  const names = Object.keys(sorted) as (keyof typeof sorted)[]
  const place = (share: number) =>
    byRole((role) => sorted[names[role]!]![Math.min(draws - 1, Math.floor(share * draws))]!)
  const share = (fits: (value: number, seen: number) => boolean) =>
    byRole((role) => sorted[names[role]!]!.filter((value) => fits(value, found[names[role]!]!)).length / draws)
  return {
    draws,
    low: place(0.025),
    high: place(0.975),
    atOrAbove: share((value, seen) => value >= seen - ROUNDING),
    atOrBelow: share((value, seen) => value <= seen + ROUNDING),
  }
}
