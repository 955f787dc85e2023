/** Every place that may become an opportunity, of all kinds, before anybody is invited. */
import { type Control, quiet, stretch } from '../control.ts'
import { numbering } from '../network/landscape.ts'
import { numberOf } from '../network/number-of.ts'
import { type Bench, chanceFor } from './bench.ts'
import { fragileOf } from './bridges.ts'
import type { Candidate } from './candidate.ts'
import { missingConversations, missingTriples } from './candidates.ts'
import { fragileBridges } from './fragile-bridges.ts'
import { partnerships } from './partnerships.ts'
import { conveningCandidates } from './ready-conveners.ts'
import { sidesHardlyTied, sidesInNoSpace } from './sides.ts'
import type { SpotOptions } from './spot-outcome.ts'
import { unheardVoices } from './unheard-voices.ts'
import { unlikelyPairs } from './unlikely-pairs.ts'

export const DEFAULT_LIMIT = 10

/**
 * The candidates of a landscape, each key once, always in the same order. Nothing is composed yet; more are found than will be shown.
 *
 * @param boundary -1 = any
 */
export function findCandidates(bench: Bench, options: SpotOptions, boundary: number, control?: Control): Candidate[] {
  if (bench.noEffect === 'nobody-to-invite') return []
  const { ground } = bench
  const limit = options.limit ?? DEFAULT_LIMIT
  const some = Math.ceil(limit / 5)
  const within = (from: number, to: number) => stretch(control, from, to)
  fragileOf(ground, control)
  const pairs = missingConversations(ground, {
    seed: options.seed,
    boundary,
    keep: Math.ceil(limit * 1.6),
    reach: bench.worlds?.choose.reach(quiet(control)).between ?? null,
    control: within(0, 0.4),
  })
  const found = [
    ...pairs,
    ...missingTriples(ground, pairs, Math.ceil(limit / 3)),
    ...fragileBridges(ground, { boundary, keep: some }),
    ...unheardVoices(ground, { boundary, keep: some, control: within(0.4, 0.5) }),
    ...sidesHardlyTied(ground, { boundary, keep: some, control: within(0.5, 0.6) }),
    ...sidesInNoSpace(ground, { boundary, keep: 1, control: within(0.6, 0.65) }),
    ...partnerships(ground, {
      boundary,
      keep: some,
      agreed: agreedPairs(bench, options),
      control: within(0.65, 0.7),
    }),
    ...unlikelyPairs(ground, pairSearch(bench, options, boundary, within(0.7, 0.8))),
    ...conveningCandidates(bench, {
      boundary,
      keep: some,
      agreed: new Set(numbersOf(ground.landscape.ids.people, options.agreedConveners ?? [])),
      control: within(0.8, 1),
    }),
  ]
  const seen = new Set<string>()
  return found.filter(({ key }) => !seen.has(key) && seen.add(key))
}

/** Four pairs of people on a list of ten, five at most; the last of them picked by lot. */
export function pairsShown(limit: number): number {
  return Math.max(1, Math.min(5, Math.round(limit * 0.4)))
}

function pairSearch(bench: Bench, options: SpotOptions, boundary: number, control?: Control) {
  const { worlds, ground } = bench
  const open = options.introductions
  return {
    boundary,
    keep: pairsShown(options.limit ?? DEFAULT_LIMIT),
    next: chanceFor(bench, 'unlikely pairs', ''),
    open: open ? new Set(numbersOf(ground.landscape.ids.people, open)) : null,
    gain: worlds ? (pair: readonly number[]) => worlds.choose.gain(pair, undefined, quiet(control)) : null,
    control,
  }
}

function agreedPairs({ ground }: Bench, { partnerships: known = [] }: SpotOptions): [number, number][] {
  const numbers = numbering(ground.landscape.ids.practices)
  return known.flatMap(([one, other]): [number, number][] => {
    const a = numbers.get(one)
    const b = numbers.get(other)
    return a === undefined || b === undefined ? [] : [[a, b]]
  })
}

/** Their numbers; that all of them are there was looked at before. */
function numbersOf(ids: readonly string[], wanted: readonly string[]): number[] {
  return wanted.map((id) => numberOf(ids, id)).filter((number) => number >= 0)
}
