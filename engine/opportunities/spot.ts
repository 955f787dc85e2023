/**
 * Where would a new conversation teach the whole landscape most, who should be in it, who could convene it, and how sure is
 * that? The search from beginning to end.
 *
 * Three independent sets of possible worlds are used: one to choose whom to invite, one to order the openings, one to report. What is
 * printed on a card was never looked at while choosing. Size of effects rests on assumptions that nobody measured: read the order and its
 * stability before the numbers, and the answers before both.
 */
import { isStopped, stopped } from '../control.ts'
import type { Landscape } from '../network/landscape.ts'
import { engineVersion } from '../version.ts'
import { type Bench, chanceFor, openBench, showReach } from './bench.ts'
import type { Candidate } from './candidate.ts'
import { missingConversations, missingTriples } from './candidates.ts'
import { composeInvitation, type Invitation } from './compose-invitation.ts'
import { diversify } from './diversify.ts'
import { fragileBridges } from './fragile-bridges.ts'
import { rulesFor, usualSize } from './invitation-rules.ts'
import type { Opportunity, Order, Profile, SpotOptions, SpotOutcome } from './opportunity.ts'
import { orderOptions } from './pareto.ts'
import { countsOf, profileOf } from './profile.ts'
import { stabilityOf } from './stability.ts'
import { unheardVoices } from './unheard-voices.ts'
import { writeCard } from './write-card.ts'

const DEFAULT_LIMIT = 10
const DEFAULT_COMPARISONS = 200
/** A third practice is worth its card when the effect grows by a tenth. */
const THIRD_ADDS = 1.1

interface Option {
  invitation: Invitation
  profile: Profile
}

/**
 * Spots opportunities.
 *
 * @returns `spotted` with at most `limit` cards; with no ties known the cards have no effect and say whom to ask first; `cancelled` when
 * `control.shouldStop` said so; `refused` for a boundary that is not in the landscape
 * @throws RangeError for assumptions or sizes out of range
 */
export function spot(landscape: Landscape, options: SpotOptions): SpotOutcome {
  const boundary = options.boundary === undefined ? -1 : landscape.ids.boundaries.indexOf(options.boundary)
  if (options.boundary !== undefined && boundary < 0) {
    return { kind: 'refused', reason: 'unknown-boundary', value: options.boundary }
  }
  checkSizes(options)
  try {
    return search(landscape, options, boundary)
  } catch (error) {
    if (isStopped(error)) return { kind: 'cancelled' }
    throw error
  }
}

function search(landscape: Landscape, options: SpotOptions, boundary: number): SpotOutcome {
  const step = steps(options)
  const bench = openBench(landscape, options)
  step(0.15)
  const limit = options.limit ?? DEFAULT_LIMIT
  const found = bench.noEffect === 'nobody-to-invite' ? [] : composeAll(bench, options, boundary, step)
  const ordered = order(bench, found, limit)
  step(0.6)
  const groups = ordered.map(({ option }) => option.invitation.people)
  const stable = bench.worlds
    ? stabilityOf(landscape, bench.assumptions, groups, {
        shouldStop: options.control?.shouldStop,
        onProgress: (done) => step(0.6 + 0.15 * done),
      })
    : null
  const deltas = ordered.map(({ option }) => option.profile.delta ?? 0)
  const opportunities = ordered.map(({ option, standing }, i): Opportunity => {
    const largest = deltas.filter((delta) => delta > deltas[i]!).length < 3
    const card = writeCard(bench, {
      invitation: option.invitation,
      profile: reportedProfile(bench, option),
      order: { ...standing, stability: stable ? stable.shares[i]! : null, settings: stable?.settings ?? 0 },
      shaky: stable !== null && largest && stable.shares[i]! < 0.5,
      seenBy: 'engine',
      comparisons: options.comparisons ?? DEFAULT_COMPARISONS,
    })
    step(0.75 + (0.25 * (i + 1)) / ordered.length)
    return card
  })
  step(1)
  return {
    kind: 'spotted',
    engineVersion,
    seed: options.seed,
    size: options.size ?? usualSize(bench.ground),
    boundary: options.boundary ?? null,
    assumptions: bench.assumptions,
    reach: showReach(bench),
    noEffect: bench.noEffect,
    opportunities,
  }
}

/** Candidates of the three kinds, each with the best group that the rules allow. */
function composeAll(bench: Bench, options: SpotOptions, boundary: number, step: (done: number) => void): Option[] {
  const { ground } = bench
  const limit = options.limit ?? DEFAULT_LIMIT
  const between = bench.worlds?.choose.reach().between ?? null
  const pairs = missingConversations(ground, {
    seed: options.seed,
    boundary,
    keep: Math.ceil(limit * 1.6),
    reach: between,
  })
  const candidates = [
    ...pairs,
    ...missingTriples(ground, pairs, Math.ceil(limit / 3)),
    ...fragileBridges(ground, { boundary, keep: Math.ceil(limit / 5) }),
    ...unheardVoices(ground, { boundary, keep: Math.ceil(limit / 5) }),
  ]
  const composed = candidates.flatMap((candidate, i) => {
    const option = composeOne(bench, candidate, options.size ?? usualSize(ground))
    step(0.15 + (0.45 * (i + 1)) / candidates.length)
    return option ? [option] : []
  })
  return composed.filter((option) => !isIdleTriple(option, composed))
}

/** A third practice has to add to what each two of them would do. */
function isIdleTriple(option: Option, options: readonly Option[]): boolean {
  const { between, kind } = option.invitation.rules.candidate
  if (kind !== 'missing-conversation' || between.length < 3) return false
  return options.some(({ invitation, profile }) => {
    const pair = invitation.rules.candidate
    const inside = pair.kind === kind && pair.between.length === 2 && pair.between.every((one) => between.includes(one))
    return inside && (profile.delta ?? 0) * THIRD_ADDS >= (option.profile.delta ?? 0)
  })
}

function composeOne(bench: Bench, candidate: Candidate, size: number): Option | null {
  const { ground, worlds } = bench
  const rules = rulesFor(ground, candidate, size)
  const gain = (group: readonly number[]) => worlds?.choose.gain(group) ?? 0
  const invitation = composeInvitation(ground, rules, gain, chanceFor(bench, 'compose', candidate.key))
  if (!invitation) return null
  const ordering = worlds ? (group: readonly number[]) => worlds.order.gain(group) : null
  const profile = profileOf(ground, invitation, ordering, chanceFor(bench, 'turnout', candidate.key))
  return { invitation, profile }
}

/** The chosen openings in reading order, with their places over random weightings of all that were found. */
function order(
  bench: Bench,
  found: readonly Option[],
  limit: number,
): { option: Option; standing: Omit<Order, 'stability' | 'settings'> }[] {
  const standings = orderOptions(
    found.map(({ profile }) => countsOf(profile)),
    chanceFor(bench, 'weightings', ''),
  )
  const ideas = found.map(({ invitation }, i) => ({
    kind: invitation.rules.candidate.kind,
    between: invitation.rules.candidate.between,
    concerns: invitation.rules.candidate.concerns,
    people: invitation.people,
    meanRank: standings[i]!.meanRank,
  }))
  return diversify(ideas, limit).map((i) => ({ option: found[i]!, standing: standings[i]! }))
}

/** The profile again, on the worlds that are reported. */
function reportedProfile(bench: Bench, option: Option): Profile {
  const { worlds, ground } = bench
  if (!worlds) return option.profile
  const { invitation } = option
  const chance = chanceFor(bench, 'turnout', invitation.rules.candidate.key)
  return profileOf(ground, invitation, (group) => worlds.score.gain(group), chance)
}

/** Tells the progress, and stops the search when asked to. */
function steps(options: SpotOptions): (done: number) => void {
  let told = 0
  return (done) => {
    if (options.control?.shouldStop?.()) throw stopped()
    told = Math.max(told, Math.min(1, done))
    options.control?.onProgress?.(told)
  }
}

function checkSizes(options: SpotOptions): void {
  const sizes = { size: options.size, limit: options.limit, comparisons: options.comparisons }
  const least = { size: 2, limit: 1, comparisons: 1 }
  for (const [name, value] of Object.entries(sizes)) {
    const lowest = least[name as keyof typeof least]
    if (value !== undefined && (!Number.isInteger(value) || value < lowest || value > 10_000)) {
      throw new RangeError(`Option ${name} is ${value}: give a whole number from ${lowest} to 10000`)
    }
  }
}
