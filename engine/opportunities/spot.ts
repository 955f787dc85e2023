/**
 * Where would a new conversation teach the whole landscape most, who should be in it, who could convene it, and how sure is
 * that? The search from beginning to end.
 *
 * Three independent sets of possible worlds are used: one to choose whom to invite, one to order the openings, one to report. What is
 * printed on a card was never looked at while choosing. Size of effects rests on assumptions that nobody measured: read the order and its
 * stability before the numbers, and the answers before both.
 */
import { numberWithin, wholeNumber } from '../bad-input.ts'
import { type Control, checkpoint, isStopped, stretch } from '../control.ts'
import type { Landscape } from '../network/landscape.ts'
import { engineVersion } from '../version.ts'
import { type Bench, chanceFor, openBench, showReach } from './bench.ts'
import { composeAll, type Option } from './compose-candidates.ts'
import { diversify } from './diversify.ts'
import { DEFAULT_LIMIT, findCandidates } from './find-candidates.ts'
import { usualSize } from './invitation-rules.ts'
import type { Opportunity, Order, Profile, SpotOptions, SpotOutcome } from './opportunity.ts'
import { orderOptions } from './pareto.ts'
import { countsOf, profileOf } from './profile.ts'
import { stabilityOf } from './stability.ts'
import { writeCard } from './write-card.ts'

const DEFAULT_COMPARISONS = 200
/** A third practice is worth its card when the effect grows by a tenth. */
const THIRD_ADDS = 1.1

/**
 * Spots opportunities.
 *
 * @returns `spotted` with at most `limit` cards; with no ties known the cards have no effect and say whom to ask first; `cancelled` when
 * `control.shouldStop` said so; `refused` for a boundary that is not in the landscape
 * @throws BadInput for sizes or a share of decoys out of range, RangeError for assumptions
 */
export function spot(landscape: Landscape, options: SpotOptions): SpotOutcome {
  const boundary = options.boundary === undefined ? -1 : landscape.ids.boundaries.indexOf(options.boundary)
  if (options.boundary !== undefined && boundary < 0) {
    return { kind: 'refused', reason: 'unknown-boundary', value: options.boundary }
  }
  checkSizes(options)
  try {
    return search(landscape, options, boundary, onlyForward(options.control))
  } catch (error) {
    if (isStopped(error)) return { kind: 'cancelled' }
    throw error
  }
}

function search(landscape: Landscape, options: SpotOptions, boundary: number, control: Control): SpotOutcome {
  checkpoint(control, 0)
  const bench = openBench(landscape, { ...options, control: stretch(control, 0, 0.35) })
  const candidates = findCandidates(bench, options, boundary, stretch(control, 0.35, 0.45))
  const composed = composeAll(bench, candidates, options, stretch(control, 0.45, 0.65))
  const found = composed.filter((option) => !isIdleTriple(option, composed))
  const ordered = order(bench, found, options.limit ?? DEFAULT_LIMIT)
  const opportunities = writeCards(bench, ordered, options, stretch(control, 0.65, 1)!)
  checkpoint(control, 1)
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

interface Placed {
  option: Option
  standing: Omit<Order, 'stability' | 'settings'>
}

function writeCards(bench: Bench, ordered: readonly Placed[], options: SpotOptions, control: Control): Opportunity[] {
  const groups = ordered.map(({ option }) => option.invitation.people)
  const { landscape } = bench.ground
  const stable = bench.worlds ? stabilityOf(landscape, bench.assumptions, groups, stretch(control, 0, 0.4)!) : null
  const deltas = ordered.map(({ option }) => option.profile.delta ?? 0)
  return ordered.map(({ option, standing }, i): Opportunity => {
    const within = stretch(control, 0.4 + (0.6 * i) / ordered.length, 0.4 + (0.6 * (i + 1)) / ordered.length)
    checkpoint(within, 0)
    const largest = deltas.filter((delta) => delta > deltas[i]!).length < 3
    return writeCard(bench, {
      invitation: option.invitation,
      profile: reportedProfile(bench, option),
      order: { ...standing, stability: stable ? stable.shares[i]! : null, settings: stable?.settings ?? 0 },
      shaky: stable !== null && largest && stable.shares[i]! < 0.5,
      seenBy: 'engine',
      comparisons: options.comparisons ?? DEFAULT_COMPARISONS,
      control: within,
    })
  })
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

/** The chosen openings in reading order, with their places over random weightings of all that were found. */
function order(bench: Bench, found: readonly Option[], limit: number): Placed[] {
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
    always: invitation.rules.candidate.pair !== undefined,
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

/** The same control, whose progress never goes back and never passes 1. */
function onlyForward(control: Control | undefined): Control {
  let told = 0
  return {
    shouldStop: control?.shouldStop,
    onProgress: (done) => {
      told = Math.max(told, Math.min(1, done))
      control?.onProgress?.(told)
    },
  }
}

function checkSizes(options: SpotOptions): void {
  const sizes = { size: options.size, limit: options.limit, comparisons: options.comparisons }
  const least = { size: 2, limit: 1, comparisons: 1 }
  for (const [name, value] of Object.entries(sizes)) {
    const lowest = least[name as keyof typeof least]
    if (value !== undefined) wholeNumber(`option ${name}`, value, lowest, 10_000)
  }
  if (options.decoys !== undefined) numberWithin('option decoys', options.decoys, 0, 1)
}
