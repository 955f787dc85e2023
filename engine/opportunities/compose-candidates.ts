/**
 * Whom to invite to each candidate, in parts that several workers can share: what becomes of a candidate depends on the landscape, the
 * options and that candidate alone, so neither the number of workers nor the order in which they take candidates changes a bit of it.
 */
import { type Control, quiet } from '../control.ts'
import type { Landscape } from '../network/landscape.ts'
import type { Parted } from '../parts.ts'
import { type Bench, chanceFor } from './bench.ts'
import type { Candidate } from './candidate.ts'
import { composeInvitation, type Invitation } from './compose-invitation.ts'
import { rulesFor, usualSize } from './invitation-rules.ts'
import { keptBench } from './kept-bench.ts'
import type { Profile } from './opportunity.ts'
import { profileOf } from './profile.ts'
import type { SpotOptions } from './spot-outcome.ts'

/** A candidate with the best group that the rules allow, and what it would do on the worlds kept for the order. */
export interface Option {
  invitation: Invitation
  profile: Profile
}

export interface Composing {
  landscape: Landscape
  candidates: readonly Candidate[]
}

/** One part for each candidate; null where the rules leave fewer than two people. */
export const composeParts: Parted<Composing, Omit<SpotOptions, 'control'>, Option | null, Option[]> = {
  count: ({ candidates }) => candidates.length,
  open({ landscape, candidates }, wish, control) {
    const bench = keptBench(landscape, wish, control)
    const size = wish.size ?? usualSize(bench.ground)
    return (nth, within) => composeOne(bench, candidates[nth]!, size, within)
  },
  join: () => {
    const found: Option[] = []
    return { add: (option) => void (option && found.push(option)), result: () => found }
  },
}

function composeOne(bench: Bench, candidate: Candidate, size: number, control?: Control): Option | null {
  const { ground, worlds } = bench
  const stop = quiet(control)
  const rules = rulesFor(ground, candidate, size)
  const next = chanceFor(bench, 'compose', candidate.key)
  const invitation = composeInvitation(ground, rules, worlds?.choose ?? null, next, { control })
  if (!invitation) return null
  const ordering = worlds ? (group: readonly number[]) => worlds.order.gain(group, undefined, stop) : null
  const profile = profileOf(ground, invitation, ordering, chanceFor(bench, 'turnout', candidate.key))
  return { invitation, profile }
}
