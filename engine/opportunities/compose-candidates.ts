/**
 * Whom to invite to each candidate, in parts that several workers can share: what becomes of a candidate depends on the landscape, the
 * options and that candidate alone, so neither the number of workers nor the order in which they take candidates changes a bit of it.
 */
import type { Control } from '../control.ts'
import type { Landscape } from '../network/landscape.ts'
import { type Parted, runParts } from '../parts.ts'
import { type Bench, chanceFor, openBench } from './bench.ts'
import type { Candidate } from './candidate.ts'
import { composeInvitation, type Invitation } from './compose-invitation.ts'
import { rulesFor, usualSize } from './invitation-rules.ts'
import type { Profile, SpotOptions } from './opportunity.ts'
import { profileOf } from './profile.ts'

/** A candidate with the best group that the rules allow, and what it would do on the worlds kept for the order. */
export interface Option {
  invitation: Invitation
  profile: Profile
}

export interface Composing {
  landscape: Landscape
  candidates: readonly Candidate[]
  /** a bench that is open here already; a worker opens one of its own, with the same worlds */
  bench: Bench | null
}

/** One part for each candidate; null where the rules leave fewer than two people. */
export const composeParts: Parted<Composing, SpotOptions, Option | null, Option[]> = {
  count: ({ candidates }) => candidates.length,
  open: ({ landscape, candidates, bench }, options) => {
    const here = bench ?? openBench(landscape, options)
    const size = options.size ?? usualSize(here.ground)
    return (nth, control) => composeOne(here, candidates[nth]!, size, control)
  },
  join: () => {
    const found: Option[] = []
    return { add: (option) => void (option && found.push(option)), result: () => found }
  },
}

/** All candidates composed here. */
export function composeAll(
  bench: Bench,
  candidates: readonly Candidate[],
  options: SpotOptions,
  control?: Control,
): Option[] {
  return runParts(composeParts, { landscape: bench.ground.landscape, candidates, bench }, options, control)
}

function composeOne(bench: Bench, candidate: Candidate, size: number, control?: Control): Option | null {
  const { ground, worlds } = bench
  const rules = rulesFor(ground, candidate, size)
  const next = chanceFor(bench, 'compose', candidate.key)
  const invitation = composeInvitation(ground, rules, worlds?.choose ?? null, next, { control })
  if (!invitation) return null
  const ordering = worlds ? (group: readonly number[]) => worlds.order.gain(group) : null
  const profile = profileOf(ground, invitation, ordering, chanceFor(bench, 'turnout', candidate.key))
  return { invitation, profile }
}
