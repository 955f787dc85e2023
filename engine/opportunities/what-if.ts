/** What would these people in one room do, for themselves and for the whole landscape? The bench answers while people try. */
import { type Control, stretch } from '../control.ts'
import { engineVersion } from '../version.ts'
import { type Bench, chanceFor, showEffect } from './bench.ts'
import { fragileOf } from './bridges.ts'
import type { Candidate } from './candidate.ts'
import { candidateFor } from './candidates.ts'
import { findAll, ownCandidate, refused } from './check-opportunity.ts'
import { composeInvitation, type Invitation, quickEffort } from './compose-invitation.ts'
import { rulesFor } from './invitation-rules.ts'
import { practicesApart } from './keep-apart.ts'
import { belongs } from './known-pairs.ts'
import { allPairs } from './profile.ts'
import type { Refused } from './refused.ts'
import type { WhatIfOutcome, WhatIfQuestion } from './what-if-outcome.ts'
import { compareInvitation } from './write-card.ts'

const DEFAULT_COMPARISONS = 100

/**
 * Both effects of a room: of people somebody picked, or of a number of people from practices (composed with less effort than a
 * card). Comparators as on a card, of half as many groups; for picked people "those who can be convened" are their practices and whoever shares what these care about.
 *
 * Cost: one full effect and two lots of gains, the first of which is kept by the bench.
 *
 * @throws Error named AbortError when stopped
 */
export function whatIf(
  bench: Bench,
  question: WhatIfQuestion,
  comparisons = DEFAULT_COMPARISONS,
  control?: Control,
): WhatIfOutcome {
  fragileOf(bench.ground, control)
  const composing = stretch(control, 0, 0.1)
  const invitation =
    'people' in question ? pickedPeople(bench, question.people) : fromPractices(bench, question, composing)
  if ('kind' in invitation) return invitation
  const { ground, worlds, assumptions, seed, noEffect } = bench
  const effect = worlds
    ? showEffect(bench, worlds.score.effect(invitation.people, undefined, stretch(control, 0.1, 0.3)))
    : null
  return {
    kind: 'computed',
    engineVersion,
    seed,
    assumptions,
    people: invitation.people.map((person) => ground.landscape.ids.people[person]!),
    effect,
    noEffect,
    comparators: effect ? compareInvitation(bench, invitation, effect, comparisons, stretch(control, 0.3, 1)) : null,
  }
}

function pickedPeople(bench: Bench, ids: readonly string[]): Invitation | Refused {
  const { ground } = bench
  const people = findAll(ground.landscape.ids.people, ids)
  if ('unknown' in people) return refused('unknown-person', people.unknown)
  if (people.length < 2) return refused('too-few', null)
  const practices = ground.pairs.considered.filter((practice) =>
    people.some((person) => belongs(ground.landscape, person, practice)),
  )
  const candidate: Candidate = { ...candidateFor(ground, practices), withheld: new Set() }
  return { rules: { ...rulesFor(ground, candidate, people.length), fewest: [] }, people, hosts: [] }
}

function fromPractices(
  bench: Bench,
  question: { practices: string[]; size: number },
  control: Control | undefined,
): Invitation | Refused {
  const { ground, worlds } = bench
  if (!(question.size >= 2)) return refused('too-few', String(question.size))
  const named = ownCandidate(ground, question.practices)
  if ('reason' in named) return named
  const candidate: Candidate = { ...named, partners: [], withheld: new Set() }
  if (allPairs(candidate.between).some(([a, b]) => practicesApart(ground.apart, a, b))) {
    return refused('no-invitation-possible', null)
  }
  const members = rulesFor(ground, candidate, question.size)
  const convenable = members.convenable.filter((person) =>
    candidate.between.some((practice) => belongs(ground.landscape, person, practice)),
  )
  const rules = { ...members, convenable, size: Math.min(question.size, convenable.length) }
  const chance = chanceFor(bench, 'compose', candidate.key)
  const invitation = composeInvitation(ground, rules, worlds?.choose ?? null, chance, { effort: quickEffort, control })
  return invitation ?? refused('no-invitation-possible', null)
}
