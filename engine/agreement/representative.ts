import type { Tally } from './tally.ts'

/** How much a statement is a group's own, in one direction (agreeing or disagreeing). */
export interface Representing {
  /** (count + 1) / (seen + 2) in the group */
  rate: number
  /** its rate against the rate of the others */
  ratio: number
  /** is it more than half of the group? standard errors */
  test: number
  /** is it more than among the others? standard errors */
  ratioTest: number
}

/** The largest values by which chance alone passes a one-sided test one time in ten. */
const CUT = 1.2815515655446004

/**
 * How much does each statement stand for a group, against all who are in other groups and not in this one?
 *
 * `rate = (n + 1)/(s + 2)`, `ratio = rate / ((n' + 1)/(s' + 2))`, `test = 2 √(s + 1) ((n + 1)/(s + 1) − ½)` and the two-proportion z of
 * (n + 1)/(s + 1) against (n' + 1)/(s' + 1), pooled; 0 where the pooled rate is 1. The definitions are those of Polis, written anew from
 * their description.
 */
export function representing(tally: Tally, group: number, statement: number, says: 'agree' | 'disagree'): Representing {
  const own = group * tally.statements + statement
  const anyGroup = tally.groups * tally.statements + statement
  const count = tally[says][own]!
  const seen = tally.seen[own]!
  const others = tally[says][anyGroup]! - count
  const othersSeen = tally.seen[anyGroup]! - seen
  const rate = (count + 1) / (seen + 2)
  return {
    rate,
    ratio: rate / ((1 + others) / (2 + othersSeen)),
    test: 2 * Math.sqrt(seen + 1) * ((count + 1) / (seen + 1) - 0.5),
    ratioTest: twoProportions(count + 1, seen + 1, others + 1, othersSeen + 1),
  }
}

function twoProportions(count: number, seen: number, others: number, othersSeen: number): number {
  const pooled = (count + others) / (seen + othersSeen)
  if (pooled === 1) return 0
  return (count / seen - others / othersSeen) / Math.sqrt(pooled * (1 - pooled) * (1 / seen + 1 / othersSeen))
}

/** A statement that stands for a group. */
export interface Representative extends Representing {
  statement: number
  says: 'agree' | 'disagree'
  /** ratio · ratioTest · rate · test: by this they are ordered */
  weight: number
}

/**
 * Which statements stand for a group? Those that more than half of it say, and more than the others say, both beyond what chance gives
 * one time in ten (z > 1.2816). None may: then the list is empty, and no statement is put forward in its place.
 *
 * With many statements some pass by chance alone; it is a way to read, not a proof.
 *
 * @param may whether a statement may be shown for this group
 * @returns the heaviest first, at most `most`
 */
export function representativeStatements(
  tally: Tally,
  group: number,
  most: number,
  may: (statement: number) => boolean = () => true,
): Representative[] {
  const found: Representative[] = []
  for (let statement = 0; statement < tally.statements; statement++) {
    if (!may(statement)) continue
    for (const says of ['agree', 'disagree'] as const) {
      const value = representing(tally, group, statement, says)
      if (!(value.test > CUT && value.ratioTest > CUT)) continue
      found.push({
        statement,
        says,
        ...value,
        weight: value.ratio * value.ratioTest * value.rate * value.test,
      })
    }
  }
  return found.sort((one, other) => other.weight - one.weight || one.statement - other.statement).slice(0, most)
}
