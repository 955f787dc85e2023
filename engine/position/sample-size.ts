import { portableLog } from '../portable-log.ts'

/** Pilot samples for each unit of (natural log of the number of statements) / error. */
const PILOT = 2

/**
 * How many samples say who could be inside many shortest paths at all: the pilot, from which the real sample takes its size.
 *
 * @param people how many have a chance to be inside a path
 * @param error the error asked for, as a share of pairs
 * @param doubt the chance, over all people, that an upper bound from the pilot is wrong
 */
export function pilotSize(people: number, error: number, doubt: number): number {
  return Math.ceil((PILOT * portableLog(people / doubt)) / error)
}

/**
 * The largest chance under which `hits` or fewer of `samples` are no rarer than `doubt` (Chernoff's bound). A little too high, never too low.
 */
export function chanceAtMost(hits: number, samples: number, doubt: number): number {
  const seen = hits / samples
  const most = portableLog(1 / doubt) / samples
  let low = seen
  let high = 1
  for (let step = 0; step < 60 && low < high; step++) {
    const middle = (low + high) / 2
    if (divergence(seen, middle) > most) high = middle
    else low = middle
  }
  return high
}

/**
 * How many samples are enough for every person's share to be within `error`, all together but for a chance of `doubt`?
 *
 * Chernoff's bound for each person at the worst chance that is left open, summed over people; the least number for which the sum is at most `doubt`.
 *
 * @param groups how many people have a chance of at most so much
 */
export function sampleSize(
  groups: readonly { people: number; atMost: number }[],
  error: number,
  doubt: number,
): number {
  const rates = groups.flatMap(({ people, atMost }) => {
    const above = divergence(Math.min(atMost, (1 - error) / 2) + error, Math.min(atMost, (1 - error) / 2))
    if (atMost <= error) return [{ people, rate: above }]
    const worst = Math.min(atMost, (1 + error) / 2)
    return [
      { people, rate: above },
      { people, rate: divergence(worst - error, worst) },
    ]
  })
  const failing = (samples: number) =>
    rates.reduce((sum, { people, rate }) => sum + people * portableExp(-samples * rate), 0)
  let enough = 1
  while (failing(enough) > doubt) enough *= 2
  let tooFew = enough / 2
  while (enough - tooFew > 1) {
    const middle = Math.floor((enough + tooFew) / 2)
    if (failing(middle) > doubt) tooFew = middle
    else enough = middle
  }
  return enough
}

/** How far a coin that shows heads with share `seen` is from one of chance `chance` (Kullback and Leibler), 0 < chance < 1. */
function divergence(seen: number, chance: number): number {
  const heads = seen > 0 ? seen * portableLog(seen / chance) : 0
  const tails = seen < 1 ? (1 - seen) * portableLog((1 - seen) / (1 - chance)) : 0
  return heads + tails
}

/** e to the power x ≤ 0 from basic arithmetic only, which every machine rounds alike. */
function portableExp(x: number): number {
  if (x < -700) return 0
  let halvings = 0
  let rest = x
  while (rest < -0.5) {
    rest /= 2
    halvings++
  }
  let term = 1
  let sum = 1
  for (let k = 1; k < 20; k++) {
    term *= rest / k
    sum += term
  }
  for (let k = 0; k < halvings; k++) sum *= sum
  return sum
}
