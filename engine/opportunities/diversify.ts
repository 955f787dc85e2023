/**
 * Ten cards that are ten different ideas: each next one is the best that is not too much like those already taken.
 *
 * Every kind that was found gets a place, and no practice fills the list. What is left out is not worse for it.
 */
import { type OpportunityKind, opportunityKinds } from './opportunity.ts'

export interface Idea {
  kind: OpportunityKind
  between: readonly number[]
  concerns: readonly number[]
  people: readonly number[]
  /** Lower is better. */
  meanRank: number
  /** In the list whatever its rank: the few pairs of people, the one picked by lot among them. */
  always?: boolean
}

/** Indexes of the chosen ideas, in the order of their mean rank. Cost: limit × ideas. */
export function diversify(ideas: readonly Idea[], limit: number): number[] {
  const order = ideas.map((_, i) => i).sort((i, j) => ideas[i]!.meanRank - ideas[j]!.meanRank || i - j)
  const mostPerPractice = Math.max(2, Math.ceil(limit * 0.3))
  const chosen: number[] = []
  const take = (from: readonly number[], strict: boolean): boolean => {
    const open = from.filter((i) => !chosen.includes(i) && (!strict || fits(ideas, chosen, i, mostPerPractice)))
    const best = bestNext(ideas, chosen, open)
    if (best < 0) return false
    chosen.push(best)
    return true
  }
  for (const i of order) if (ideas[i]!.always && chosen.length < limit) chosen.push(i)
  const reserved = Math.max(1, Math.floor(limit / 5))
  for (let turn = 0; turn < reserved; turn++) {
    for (const kind of opportunityKinds) {
      if (chosen.length >= limit) break
      take(
        order.filter((i) => ideas[i]!.kind === kind),
        true,
      )
    }
  }
  while (chosen.length < limit && take(order, true));
  while (chosen.length < limit && take(order, false));
  return chosen.sort((i, j) => order.indexOf(i) - order.indexOf(j))
}

/** How much two ideas are one: 0 to 1. */
export function likeness(one: Idea, other: Idea): number {
  const sameConcern = one.concerns.length > 0 && one.concerns[0] === other.concerns[0] ? 1 : 0
  return 0.6 * overlap(one.between, other.between) + 0.15 * sameConcern + 0.25 * overlap(one.people, other.people)
}

function bestNext(ideas: readonly Idea[], chosen: readonly number[], open: readonly number[]): number {
  let best = -1
  let least = Number.POSITIVE_INFINITY
  for (const i of open) {
    const nearest = chosen.reduce(
      (most, j) => (ideas[j]!.always ? most : Math.max(most, likeness(ideas[i]!, ideas[j]!))),
      0,
    )
    const value = ideas[i]!.meanRank * (1 + 3 * nearest)
    if (value < least) {
      least = value
      best = i
    }
  }
  return best
}

/** No practice in more than a third of the list, and not the same practices twice, unless as another kind. */
function fits(ideas: readonly Idea[], chosen: readonly number[], next: number, mostPerPractice: number): boolean {
  const idea = ideas[next]!
  // two people are another idea than their practices
  const others = chosen.filter((i) => !ideas[i]!.always)
  const twice = others.some(
    (i) => overlap(ideas[i]!.between, idea.between) >= 0.6 && ideas[i]!.between.length > 1 && idea.between.length > 1,
  )
  if (twice) return false
  return idea.between.every(
    (practice) => others.filter((i) => ideas[i]!.between.includes(practice)).length < mostPerPractice,
  )
}

/** Shared members against all members. */
function overlap(one: readonly number[], other: readonly number[]): number {
  const shared = one.filter((x) => other.includes(x)).length
  const all = one.length + other.length - shared
  return all === 0 ? 0 : shared / all
}
