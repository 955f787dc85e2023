/** Puts one opportunity together from what was found, in the order in which it is read. */
import { type Control, quiet } from '../control.ts'
import { boundaryKinds, practiceSize, practicesOf, sidesOf } from '../network/landscape.ts'
import type { Bench } from './bench.ts'
import { lotConvenable, lotFromAll, showEffect } from './bench.ts'
import type { Candidate } from './candidate.ts'
import { compare } from './comparators.ts'
import type { Invitation } from './compose-invitation.ts'
import { doorsOf } from './doors.ts'
import type { Comparators, Effect } from './effect.ts'
import { factsOf, quarrelKnown } from './facts.ts'
import { type Ground, sidesHeld, spacesOf } from './ground.ts'
import { countFrom } from './invitation-rules.ts'
import { countAnswered } from './known-pairs.ts'
import { missingFrom } from './missing.ts'
import type { Asks, Door, Doubt, Invitee, Opportunity, Order, Profile, Sureness, WouldChange } from './opportunity.ts'
import { allPairs, GATHERING_HOURS, seatsHeld } from './profile.ts'
import { surenessOf } from './sureness.ts'

export interface Reading {
  invitation: Invitation
  profile: Profile
  order: Order | null
  /** Among the three largest effects under these assumptions, and under fewer than half of the others. */
  shaky: boolean
  seenBy: Opportunity['seenBy']
  comparisons: number
  control?: Control
}

/** The card. Cost: one full effect and two lots of `comparisons` gains. */
export function writeCard(bench: Bench, reading: Reading): Opportunity {
  const { ground } = bench
  const { invitation, profile } = reading
  const { candidate } = invitation.rules
  const stop = quiet(reading.control)
  const effect = bench.worlds ? showEffect(bench, bench.worlds.score.effect(invitation.people, undefined, stop)) : null
  const comparators = effect ? compareInvitation(bench, invitation, effect, reading.comparisons, reading.control) : null
  const sureness = surenessOf(ground, candidate, effect?.cannotTell ?? false)
  const doors = doorsOf(ground, candidate)
  return {
    key: candidate.key,
    kind: candidate.kind,
    seenBy: reading.seenBy,
    between: candidate.between.map((practice) => ground.landscape.ids.practices[practice]!),
    sides: sidesOfCard(ground, candidate),
    boundary: boundaryOf(ground, invitation),
    facts: factsOf(ground, candidate, knownBetween(bench), stop),
    sureness,
    effect,
    noEffect: bench.noEffect,
    comparators,
    doors,
    invitees: inviteesOf(ground, invitation),
    missing: missingFrom(ground, invitation),
    asks: asksOf(ground, invitation),
    doubts: doubtsOf(ground, invitation, { sureness, effect, comparators, doors, shaky: reading.shaky }),
    wouldChange: wouldChangeOf(ground, invitation),
    profile,
    order: reading.order,
  }
}

/** Random groups beside the composed one, on the worlds on which it is reported. */
export function compareInvitation(
  bench: Bench,
  invitation: Invitation,
  effect: Effect,
  comparisons: number,
  control?: Control,
): Comparators {
  const all = lotFromAll(bench, invitation.people.length, comparisons, control)
  const convenable = lotConvenable(bench, invitation.rules, comparisons, control)
  const onLots = bench.worlds!.lots.gain(invitation.people, undefined, quiet(control))
  return compare({ delta: effect.delta.mean, onLots, before: effect.before.mean }, all, convenable)
}

function knownBetween(bench: Bench): { between: Float64Array; mean: number } | null {
  return bench.reach?.between ? { between: bench.reach.between, mean: bench.reach.llc.mean } : null
}

/** Whole sides, when it is about them: those of people who stand ready are told as a fact of their own. */
function sidesOfCard(ground: Ground, { sides, boundary }: Candidate): Opportunity['sides'] {
  if (!sides || boundary < 0) return null
  const { ids } = ground.landscape
  return { boundary: ids.boundaries[boundary]!, sides: sides.map((side) => ids.sides[side]!) }
}

function boundaryOf(ground: Ground, invitation: Invitation): Opportunity['boundary'] {
  const { boundary, between, partners } = invitation.rules.candidate
  if (boundary < 0) return null
  const { ids } = ground.landscape
  return {
    id: ids.boundaries[boundary]!,
    sides: [...between, ...partners].map((practice) => ({
      practice: ids.practices[practice]!,
      sides: sidesHeld(ground, boundary, practice).map((side) => ids.sides[side]!),
    })),
  }
}

function inviteesOf(ground: Ground, invitation: Invitation): Invitee[] {
  return invitation.people.map((person) => ({
    person: ground.landscape.ids.people[person]!,
    practice: ground.landscape.ids.practices[comesFrom(ground, invitation, person)] ?? '',
    reasons: reasonsFor(ground, invitation, person),
  }))
}

/** The practice somebody would come from: one that is joined, else a partner, else the first. */
function comesFrom(ground: Ground, invitation: Invitation, person: number): number {
  const own = practicesOf(ground.landscape, person)
  const { between, partners } = invitation.rules.candidate
  return [...between, ...partners].find((practice) => own.includes(practice)) ?? own[0] ?? -1
}

function reasonsFor(ground: Ground, invitation: Invitation, person: number): Invitee['reasons'] {
  const { landscape, concerns } = ground
  const { candidate } = invitation.rules
  // of two people, what one of them said would tell what the other lacks
  if (candidate.pair) return ['member-there']
  const own = practicesOf(landscape, person)
  const here = candidate.between.filter((practice) => own.includes(practice)).length
  const said = candidate.concerns.reduce((bits, concern) => {
    return bits | concerns.ofPerson[person * concerns.concerns + concern]!
  }, 0)
  const reasons: Invitee['reasons'] = []
  if (invitation.hosts.includes(person)) reasons.push('host')
  if (said & 1) reasons.push('cares-about-it')
  if (said & 2) reasons.push('offers-it')
  if (said & 4) reasons.push('seeks-it')
  if (here > 1) reasons.push('member-of-both')
  if (straddles(ground, candidate.boundary, person)) reasons.push('between-sides')
  reasons.push(here > 0 ? 'member-there' : 'joins-another-practice')
  if (landscape.ids.spaces.length > 0 && spacesOf(landscape, person) === 0) reasons.push('not-in-any-space')
  return reasons
}

/** Said only of boundaries on which a person may be given a side. */
function straddles(ground: Ground, boundary: number, person: number): boolean {
  if (boundary < 0) return false
  const kind = boundaryKinds[ground.landscape.boundaryKind[boundary]!]!
  if (kind === 'class' || kind === 'political' || kind === 'cultural') return false
  return sidesOf(ground.landscape, boundary, person).length > 1
}

function asksOf(ground: Ground, invitation: Invitation): Asks {
  const held = seatsHeld(ground, invitation.people)
  return {
    size: invitation.people.length,
    gatheringHours: GATHERING_HOURS,
    hours: invitation.people.length * GATHERING_HOURS,
    alreadyInSpaces: held.people,
    seats: held.seats,
  }
}

interface Found {
  sureness: Sureness
  effect: Effect | null
  comparators: Comparators | null
  doors: Door[]
  shaky: boolean
}

function doubtsOf(ground: Ground, invitation: Invitation, found: Found): Doubt[] {
  const { candidate } = invitation.rules
  const { effect, comparators, doors } = found
  const hosts = doors.map((door) => door.people.filter((row) => row.askedAtLeast !== null))
  const practices = [...candidate.between, ...candidate.partners]
  const signs: [Doubt, boolean][] = [
    ['few-answered', found.sureness.level === 'thin'],
    ['effect-cannot-be-told', effect?.cannotTell ?? false],
    ['lot-does-as-well', comparators !== null && !comparators.beatsLot],
    ['depends-on-assumptions', found.shaky],
    ['no-host-known', hosts.some((rows) => rows.length === 0)],
    ['only-the-team-could-host', hosts.some((rows) => rows.length > 0 && rows.every((row) => row.onTeam))],
    [
      'one-from-a-practice',
      !candidate.pair && practices.some((practice) => countFrom(ground, invitation.people, practice) === 1),
    ],
    ['already-many-spaces', seatsHeld(ground, invitation.people).people * 2 > invitation.people.length],
    ['quarrel-known', quarrelKnown(ground, practices)],
    ['quiet-may-be-chosen', candidate.kind === 'unheard-voice'],
    ['asking-may-burden-who-carries-it', candidate.kind === 'fragile-bridge'],
    ['unlikely-for-good-reason', candidate.kind === 'unlikely-pair'],
    ['too-early-to-agree', candidate.kind === 'partnership'],
    ['being-seen-may-burden', candidate.kind === 'ready-convener'],
  ]
  return signs.filter(([, holds]) => holds).map(([doubt]) => doubt)
}

function changeOfKind({ kind }: Candidate, practices: string[]): WouldChange[] | null {
  if (kind === 'unlikely-pair') return [{ kind: 'one-does-not-wish-it' }, { kind: 'they-know-each-other' }]
  if (kind === 'partnership') {
    return [
      { kind: 'agreed-already', practices },
      { kind: 'not-worth-a-meeting', practices },
    ]
  }
  return kind === 'ready-convener' ? [{ kind: 'nobody-wishes-to-convene' }] : null
}

function wouldChangeOf(ground: Ground, invitation: Invitation): WouldChange[] {
  const { candidate } = invitation.rules
  const { landscape } = ground
  const id = (practice: number) => landscape.ids.practices[practice]!
  const quietest = [...candidate.between].sort(
    (x, y) =>
      countAnswered(landscape, x) / practiceSize(landscape, x) -
      countAnswered(landscape, y) / practiceSize(landscape, y),
  )[0]!
  const answers: WouldChange[] = landscape.complete
    ? []
    : [
        {
          kind: 'more-answers',
          practice: id(quietest),
          answered: countAnswered(landscape, quietest),
          people: practiceSize(landscape, quietest),
        },
      ]
  const practices = candidate.between.map(id)
  if (candidate.kind === 'unheard-voice') {
    return [
      { kind: 'already-in-a-space', practice: practices[0]! },
      ...answers,
      { kind: 'they-do-not-want-to-be-heard-here', practice: practices[0]! },
    ]
  }
  const change = changeOfKind(candidate, practices)
  if (change) return [...change, ...answers]
  const pairs = allPairs(candidate.between).map(([a, b]): [string, string] => [id(a), id(b)])
  const kind = candidate.kind === 'fragile-bridge' ? 'a-second-route' : 'one-tie-told'
  return [
    ...pairs.map((between): WouldChange => ({ kind, practices: between })),
    ...answers,
    { kind: 'not-worth-a-meeting', practices },
  ]
}
