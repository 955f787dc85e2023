import { type Landscape, way } from './landscape.ts'

/**
 * The largest strength · freshness over the accounts of a dyad that say "yes" in a direction, of the kinds that count; 0 when none does. A "yes"
 * counts although somebody else said "no": the dissent stays among the accounts, and takes nothing away.
 *
 * @param direction `way.up` or `way.down`
 * @param counted for each of `tieKinds`, whether it counts
 */
export function strongestAccount(
  landscape: Landscape,
  dyad: number,
  direction: number,
  counted: readonly boolean[],
): number {
  const { accountStart, accountKind, accountWay, accountStrength, accountFreshness } = landscape
  let best = 0
  for (let k = accountStart[dyad]!; k < accountStart[dyad + 1]!; k++) {
    const ways = accountWay[k]!
    if ((ways & way.no) !== 0 || (ways & direction) === 0 || !counted[accountKind[k]!]) continue
    best = Math.max(best, accountStrength[k]! * accountFreshness[k]!)
  }
  return best
}

/**
 * The same for both directions in one pass over the accounts: `strongest[0]` up, `strongest[1]` down.
 *
 * @param strongest where the two are written
 */
export function strongestBothWays(
  { accountStart, accountKind, accountWay, accountStrength, accountFreshness }: Landscape,
  dyad: number,
  counted: readonly boolean[],
  strongest: Float64Array,
): void {
  let up = 0
  let down = 0
  const end = accountStart[dyad + 1]!
  for (let k = accountStart[dyad]!; k < end; k++) {
    const ways = accountWay[k]!
    if ((ways & way.no) !== 0 || !counted[accountKind[k]!]) continue
    const value = accountStrength[k]! * accountFreshness[k]!
    if ((ways & way.up) !== 0 && value > up) up = value
    if ((ways & way.down) !== 0 && value > down) down = value
  }
  strongest[0] = up
  strongest[1] = down
}
