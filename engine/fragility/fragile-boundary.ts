import { BadInput, numberWithin, wholeNumber } from '../bad-input.ts'
import { type Control, checkpoint, quiet } from '../control.ts'
import { answeredOf } from '../crossing/answered-of.ts'
import { type Dimension, partsOf } from '../crossing/dimension.ts'
import type { AnswerRate } from '../network/answers.ts'
import type { Landscape } from '../network/landscape.ts'
import type { TieKind } from '../network/landscape-input.ts'
import { peacefulKinds } from '../network/seen-ties.ts'
import { type Parted, runParts } from '../parts.ts'
import { shareOf } from './crossing-share.ts'
import { routeNetwork, routesBetween } from './route-count.ts'
import { median, pairKey, tiesAcross } from './ties-across.ts'

/** Why what joins two parts may not last. */
export type Weakness = 'no-route' | 'one-route' | 'few-people' | 'not-fresh'

/** On how much the contact of two parts rests. Nobody is named. */
export interface PairFragility {
  /** numbers of the two parts (sides numbered through all boundaries, or practices) */
  one: number
  other: number
  /** known ties with one end in each */
  ties: number
  /** separate routes through the whole network, counted up to the limit */
  routes: number
  /** the limit was reached: there may be more */
  orMore: boolean
  /** effective number of people who carry the ties, on each side; 0 without ties */
  effective: [number, number]
  /** the middle freshness of the ties; null without ties */
  freshness: number | null
  /** what is weak; empty: nothing */
  weak: Weakness[]
  /** yes; perhaps: too few answered to say so; no */
  fragile: 'yes' | 'perhaps' | 'no'
  /** who answered, in each part */
  answered: [AnswerRate, AnswerRate]
}

/** How fragility is judged. */
export interface FragilityChoice {
  kinds?: readonly TieKind[]
  /** stop counting routes here; 3 unless set */
  limit?: number
  /** share of each part that has to have answered before anything is called fragile for sure; 0.5 unless set */
  leastAnswered?: number
}

export interface FragilityInput {
  landscape: Landscape
  dimension: Dimension
}

/** Pairs grow with the square of parts, and each may take a walk through the whole network. */
const MOST_PARTS = 64
const FEWEST_PEOPLE = 2
const LEAST_FRESHNESS = 0.5

/**
 * Between which two sides (or practices) does the contact hang on little?
 *
 * Weak is at most one separate route; ties that fewer than two effective people carry, on either side; ties whose middle freshness is
 * below one half. What single people mean for reach is asked of reach itself (criticality).
 *
 * Cost O(pairs · (people + ties)), with a low limit; each pair by itself.
 *
 * What misleads: missing answers create false fragility, hence `perhaps`; ties that nobody told of carry, too.
 *
 * @throws BadInput for more than 64 parts, a limit that is no whole number from 1, or a share that is not from 0 to 1; Error named
 * AbortError when stopped
 */
export function fragileBoundaries(
  landscape: Landscape,
  dimension: Dimension,
  choice: FragilityChoice = {},
  control?: Control,
): PairFragility[] {
  const { kinds = peacefulKinds, limit = 3, leastAnswered = 0.5 } = choice
  return runParts(fragilityParts, { landscape, dimension }, { kinds, limit, leastAnswered }, control)
}

/** The work in parts of one pair each. */
export const fragilityParts: Parted<FragilityInput, Required<FragilityChoice>, PairFragility, PairFragility[]> = {
  count({ landscape, dimension }) {
    const count = partCount(landscape, dimension)
    if (count > MOST_PARTS) {
      throw new BadInput(
        'number of parts',
        count,
        `ask for a boundary with at most ${MOST_PARTS} sides, or two parts at a time`,
      )
    }
    return (count * (count - 1)) / 2
  },
  open({ landscape, dimension }, values, opening) {
    const stop = quiet(opening)
    const parts = partsOf(landscape, dimension, stop)
    const limit = wholeNumber('limit', values.limit, 1, 2 ** 31)
    const least = numberWithin('leastAnswered', values.leastAnswered, 0, 1)
    const across = tiesAcross(landscape, parts, values.kinds, stop)
    const network = routeNetwork(landscape, values.kinds, stop)
    return (nth, control) => {
      const [a, b] = pairOf(nth)
      const routes = routesBetween(network, parts.people[a]!, parts.people[b]!, limit, control)
      const ties = across.get(pairKey(parts, a, b)) ?? { ends: [[], []], strength: [], freshness: [] }
      const [one, other] = [parts.numbers[a]!, parts.numbers[b]!]
      const effective: [number, number] = [
        shareOf(one, ties.ends[0], ties.strength, quiet(control)).effective,
        shareOf(other, ties.ends[1], ties.strength, quiet(control)).effective,
      ]
      checkpoint(quiet(control), 1)
      const freshness = median(ties.freshness)
      checkpoint(quiet(control), 1)
      const weak = weaknesses(routes, effective, freshness)
      const answered: [AnswerRate, AnswerRate] = [
        answeredOf(landscape, parts.people[a]!),
        answeredOf(landscape, parts.people[b]!),
      ]
      const sure = answered.every((rate) => rate.answered >= least * rate.people)
      return {
        ...{ one, other, ties: ties.strength.length, routes, orMore: routes === limit, effective, freshness, weak },
        fragile: weak.length === 0 ? 'no' : sure ? 'yes' : 'perhaps',
        answered,
      }
    }
  },
  join() {
    const pairs: PairFragility[] = []
    return { add: (pair) => pairs.push(pair), result: () => pairs }
  },
}

function partCount(landscape: Landscape, dimension: Dimension): number {
  return dimension === 'practices' ? landscape.ids.practices.length : partsOf(landscape, dimension).numbers.length
}

/** Pair number 0 is (0, 1), then (0, 2), (1, 2), (0, 3) …: the lower position first. */
function pairOf(nth: number): [number, number] {
  let b = Math.floor((1 + Math.sqrt(1 + 8 * nth)) / 2)
  while ((b * (b - 1)) / 2 > nth) b--
  return [nth - (b * (b - 1)) / 2, b]
}

function weaknesses(routes: number, effective: [number, number], freshness: number | null): Weakness[] {
  const weak: Weakness[] = []
  if (routes === 0) weak.push('no-route')
  if (routes === 1) weak.push('one-route')
  // without a tie nobody carries any: that is the business of the routes
  if (freshness !== null && Math.min(...effective) < FEWEST_PEOPLE - 1e-9) weak.push('few-people')
  if (freshness !== null && freshness < LEAST_FRESHNESS) weak.push('not-fresh')
  return weak
}
