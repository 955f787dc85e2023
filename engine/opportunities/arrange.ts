/** What happens between the steps of a search: which openings are read, in which order, and what goes into the result. */
import { BadInput, numberWithin, soundSeed, wholeNumber } from '../bad-input.ts'
import type { Landscape } from '../network/landscape.ts'
import type { Assumptions } from '../reach/assumptions.ts'
import { engineVersion } from '../version.ts'
import { chanceFor, isLarge } from './bench.ts'
import type { Option } from './compose-candidates.ts'
import { diversify } from './diversify.ts'
import { DEFAULT_LIMIT } from './find-candidates.ts'
import type { Opportunity, Order } from './opportunity.ts'
import { orderOptions } from './pareto.ts'
import { countsOf } from './profile.ts'
import type { SpotOutcome, SpotResult } from './spot-outcome.ts'
import { comparisonsOf, DEFAULT_COMPARISONS, type Found, type Placed, type SpotWish } from './spot-steps.ts'
import { assumptionGrid } from './stability.ts'

/** A third practice is worth its card when the effect grows by a tenth. */
const THIRD_ADDS = 1.1

interface Arranged {
  option: Option
  standing: Omit<Order, 'stability' | 'settings'>
}

/** The outcome for a boundary that is not in the landscape; null when it is, or none is asked for. */
export function refusedBoundary(landscape: Landscape, { boundary }: SpotWish): SpotOutcome | null {
  if (boundary === undefined || landscape.ids.boundaries.includes(boundary)) return null
  return { kind: 'refused', reason: 'unknown-boundary', value: boundary }
}

/** The chosen openings in reading order, with their places over random weightings of all that were found. */
export function arrange(options: readonly Option[], wish: SpotWish): Arranged[] {
  const found = options.filter((option) => !isIdleTriple(option, options))
  const standings = orderOptions(
    found.map(({ profile }) => countsOf(profile)),
    chanceFor(wish, 'weightings', ''),
  )
  const ideas = found.map(({ invitation }, i) => ({
    kind: invitation.rules.candidate.kind,
    between: invitation.rules.candidate.between,
    concerns: invitation.rules.candidate.concerns,
    people: invitation.people,
    meanRank: standings[i]!.meanRank,
    always: invitation.rules.candidate.pair !== undefined,
  }))
  return diversify(ideas, wish.limit ?? DEFAULT_LIMIT).map((i) => ({ option: found[i]!, standing: standings[i]! }))
}

/** The same with how each holds when the assumptions are moved; null where no effect can be shown. */
export function withShares(
  landscape: Landscape,
  arranged: readonly Arranged[],
  shares: readonly number[] | null,
  assumptions: Assumptions,
): Placed[] {
  const settings = shares ? assumptionGrid(assumptions, isLarge(landscape)).length : 0
  const deltas = arranged.map(({ option }) => option.profile.delta ?? 0)
  return arranged.map(({ option, standing }, i) => {
    const largest = deltas.filter((delta) => delta > deltas[i]!).length < 3
    const stability = shares ? shares[i]! : null
    return {
      option,
      order: { ...standing, stability, settings },
      shaky: stability !== null && largest && stability < 0.5,
    }
  })
}

/** What is told of a search. */
export function resultOf(found: Found, wish: SpotWish, opportunities: Opportunity[]): SpotResult {
  return {
    kind: 'spotted',
    engineVersion,
    seed: wish.seed,
    size: found.size,
    comparisons: { groups: comparisonsOf(wish), enough: comparisonsOf(wish) >= DEFAULT_COMPARISONS },
    boundary: wish.boundary ?? null,
    assumptions: found.assumptions,
    reach: found.reach,
    noEffect: found.noEffect,
    opportunities,
  }
}

/** A third practice has to add to what each two of them would do. */
function isIdleTriple(option: Option, options: readonly Option[]): boolean {
  const { between, kind, sides } = option.invitation.rules.candidate
  if (kind !== 'missing-conversation' || between.length < 3 || sides) return false
  return options.some(({ invitation, profile }) => {
    const pair = invitation.rules.candidate
    const inside = pair.kind === kind && pair.between.length === 2 && pair.between.every((one) => between.includes(one))
    return inside && (profile.delta ?? 0) * THIRD_ADDS >= (option.profile.delta ?? 0)
  })
}

/**
 * Refuses sizes and shares out of range, and ids that the landscape does not have.
 *
 * @throws BadInput naming the option
 */
export function checkWish({ ids }: Landscape, options: SpotWish): void {
  const { size, limit, comparisons, fewest } = options
  const sizes = { size, limit, comparisons, fewest }
  const least = { size: 2, limit: 1, comparisons: 1, fewest: 1 }
  for (const [name, value] of Object.entries(sizes)) {
    const lowest = least[name as keyof typeof least]
    if (value !== undefined) wholeNumber(`option ${name}`, value, lowest, 10_000)
  }
  if (options.decoys !== undefined) numberWithin('option decoys', options.decoys, 0, 1)
  soundSeed('option seed', options.seed)
  allKnown('introductions', 'person', ids.people, options.introductions ?? [])
  allKnown('agreedConveners', 'person', ids.people, options.agreedConveners ?? [])
  allKnown('partnerships', 'practice', ids.practices, options.partnerships?.flat() ?? [])
}

function allKnown(option: string, what: string, ids: readonly string[], wanted: readonly string[]): void {
  if (wanted.length === 0) return
  const known = new Set(ids)
  const unknown = wanted.find((id) => !known.has(id))
  if (unknown === undefined) return
  throw new BadInput(`option ${option}`, unknown, `give ids of the landscape; no ${what} has this one`)
}
