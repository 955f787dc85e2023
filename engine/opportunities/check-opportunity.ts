/** A convener's own opportunity, looked at in the same way and with the same care as those that were spotted. */
import { type Control, quiet } from '../control.ts'
import { practicesOf } from '../network/landscape.ts'
import { numberOf } from '../network/number-of.ts'
import { engineVersion } from '../version.ts'
import { type Bench, chanceFor } from './bench.ts'
import { bridgeBetween, fragileOf, hangsOnFew } from './bridges.ts'
import type { Candidate } from './candidate.ts'
import { candidateFor } from './candidates.ts'
import type { CheckOutcome, OwnOpportunity } from './check-outcome.ts'
import { composeInvitation, type Invitation } from './compose-invitation.ts'
import { fragileCandidate } from './fragile-bridges.ts'
import type { Ground } from './ground.ts'
import { type InvitationRules, rulesFor, usualSize } from './invitation-rules.ts'
import { practicesApart } from './keep-apart.ts'
import { allPairs, profileOf } from './profile.ts'
import type { Refused } from './refused.ts'
import { attestedIn, isTrusted } from './standing-in-practices.ts'
import { voiceCandidate } from './unheard-voices.ts'
import { writeCard } from './write-card.ts'

const DEFAULT_COMPARISONS = 200

/**
 * The card of an opportunity that somebody brings: practices to join (whom to invite is then composed), or the people
 * themselves (nobody is added or taken away). Its kind is read from what is known: a bridge that hangs on few, one practice to hear, else a
 * conversation. `order` is null: it was compared with no other.
 *
 * Cost: one composition and one card; the worlds of the bench are reused.
 *
 * @throws Error named AbortError when stopped
 */
export function checkOpportunity(
  bench: Bench,
  own: OwnOpportunity,
  comparisons = DEFAULT_COMPARISONS,
  control?: Control,
): CheckOutcome {
  fragileOf(bench.ground, control)
  const invitation = 'people' in own ? givenPeople(bench.ground, own) : givenPractices(bench, own, control)
  if ('kind' in invitation) return invitation
  const { ground, worlds, assumptions, seed } = bench
  const gain = worlds ? (group: readonly number[]) => worlds.score.gain(group, undefined, quiet(control)) : null
  const profile = profileOf(ground, invitation, gain, chanceFor(bench, 'turnout', invitation.rules.candidate.key))
  return {
    kind: 'checked',
    engineVersion,
    seed,
    assumptions,
    opportunity: writeCard(bench, {
      invitation,
      profile,
      order: null,
      shaky: false,
      seenBy: 'convener',
      comparisons,
      control,
    }),
  }
}

/** Numbers of these ids, or which one is not there. */
export function findAll(ids: readonly string[], wanted: readonly string[]): number[] | { unknown: string } {
  const found: number[] = []
  for (const id of new Set(wanted)) {
    const number = numberOf(ids, id)
    if (number < 0) return { unknown: id }
    found.push(number)
  }
  return found.sort((x, y) => x - y)
}

/** The candidate of practices that somebody chose, or why there can be none. */
export function ownCandidate(ground: Ground, wanted: readonly string[]): Candidate | Refused {
  const practices = findAll(ground.landscape.ids.practices, wanted)
  if ('unknown' in practices) return refused('unknown-practice', practices.unknown)
  if (practices.length === 0) return refused('too-few', null)
  const small = practices.find((practice) => ground.pairs.slotOf[practice]! < 0)
  if (small !== undefined) return refused('practice-too-small', ground.landscape.ids.practices[small]!)
  if (practices.length === 1) return voiceCandidate(ground, practices[0]!)
  if (practices.length === 2) {
    const [a, b] = practices as [number, number]
    const bridge = bridgeBetween(ground, a, b)
    if (bridge && bridge.ties > 2 && hangsOnFew(bridge)) return fragileCandidate(ground, bridge, -1)
  }
  return candidateFor(ground, practices)
}

export function refused(reason: Refused['reason'], value: string | null): Refused {
  return { kind: 'refused', reason, value }
}

function givenPractices(
  bench: Bench,
  own: { practices: string[]; size?: number },
  control: Control | undefined,
): Invitation | Refused {
  const { ground, worlds } = bench
  const candidate = ownCandidate(ground, own.practices)
  if ('reason' in candidate) return candidate
  if (allPairs(candidate.between).some(([a, b]) => practicesApart(ground.apart, a, b))) {
    return refused('no-invitation-possible', null)
  }
  const rules = rulesFor(ground, candidate, own.size ?? usualSize(ground))
  const invitation = composeInvitation(
    ground,
    rules,
    worlds?.choose ?? null,
    chanceFor(bench, 'compose', candidate.key),
    { control },
  )
  return invitation ?? refused('no-invitation-possible', null)
}

function givenPeople(ground: Ground, own: { people: string[]; practices?: string[] }): Invitation | Refused {
  const people = findAll(ground.landscape.ids.people, own.people)
  if ('unknown' in people) return refused('unknown-person', people.unknown)
  if (people.length < 2) return refused('too-few', null)
  const candidate = ownCandidate(ground, own.practices ?? practicesAmong(ground, people))
  if ('reason' in candidate) return candidate
  const among = rulesFor(ground, candidate, people.length)
  const rules: InvitationRules = { ...among, size: people.length }
  const hosts = people.filter((person) =>
    candidate.between.some((practice) =>
      attestedIn(ground.landscape, practice).some((row) => row.person === person && isTrusted(row)),
    ),
  )
  return { rules, people, hosts }
}

/** Practices large enough to be named of which two of the people are members, the most present first, three at most; else of which one is. */
function practicesAmong(ground: Ground, people: readonly number[]): string[] {
  const counts = new Map<number, number>()
  for (const person of people) {
    for (const practice of practicesOf(ground.landscape, person)) {
      if (ground.pairs.slotOf[practice]! >= 0) counts.set(practice, (counts.get(practice) ?? 0) + 1)
    }
  }
  const ordered = [...counts].sort((x, y) => y[1] - x[1] || x[0] - y[0])
  const several = ordered.filter(([, count]) => count >= 2)
  return (several.length > 0 ? several : ordered)
    .slice(0, 3)
    .map(([practice]) => ground.landscape.ids.practices[practice]!)
}
