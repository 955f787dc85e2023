/**
 * Who already does what a convener does, without being on the team? People whose call members of practices on two sides of a boundary would
 * follow, without whom the others would lose reach, and who either know people on both sides that do not know each other, or are
 * called upon by three practices and more.
 *
 * Two answers that are never mixed. `readyConveners` is for each of these people alone, one note each, to be handed to nobody else. What the
 * team gets (`conveningCandidates`) holds no person: a boundary, two sides and a count, and only where five people or more stand
 * ready between them (rule E10), in steps of five. Below five there is nothing, and nothing reads the same as nobody: a team knows
 * whom it has asked about whom, so "there is one" would name that one. Their names, and those who share both practices with them, stand nowhere else on that card either:
 * all who stand ready are withheld from it. Somebody who was told and said yes is named to the team.
 *
 * Misleads: only those about whom members were asked can be found; it says what is known of ties and answers, not of willingness.
 */
import { type Control, checkpoint } from '../control.ts'
import { dyadBetween, type Landscape, sidesOf } from '../network/landscape.ts'
import { criticality as criticalityOf } from '../reach/criticality.ts'
import type { Estimate } from '../reach/estimate.ts'
import type { Worlds } from '../reach/reach.ts'
import type { Bench } from './bench.ts'
import { type Candidate, openingKey } from './candidate.ts'
import { candidateFor } from './candidates.ts'
import { FEWEST_SHOWN } from './fewest.ts'
import { type Ground, sidesHeld } from './ground.ts'
import { practicesApart } from './keep-apart.ts'
import { standingOn } from './sides.ts'
import { attestedIn, isTrusted } from './standing-in-practices.ts'

/** Fewest pairs that somebody brings together: two on each side. Whom members of so many practices would follow needs no such pairs. */
const FEWEST_PAIRS = 4
const CALLED_ON_BY = 3
/** For how many people the loss without them is computed, those who bring most together first; the others are not counted. */
const MOST_WEIGHED = 40
/** Contacts looked at on one side. */
const MOST_CONTACTS = 60

/** For one person alone, and for nobody else: that they already do what a convener does, and between whom. */
export interface ReadyConvener {
  person: string
  boundary: string
  sides: [string, string]
  /** Practices on each of the two sides whose members would come if this person called. */
  trustedIn: string[]
  /** Pairs of people, one on each side, who both have a tie with this person and none known with each other. */
  bringsTogether: number
  /** What the others would lose in reach without this person: chance, 0 to 1. */
  criticality: Estimate
}

interface Ready {
  person: number
  boundary: number
  sides: [number, number]
  trustedIn: number[]
  bringsTogether: number
  criticality: Estimate
}

const readyByBench = new WeakMap<Bench, Ready[]>()

/**
 * One note for each person who stands ready, in the order of their ids; each is for that person alone.
 *
 * Empty where no reach can be computed, nobody was asked about anybody, or no boundary is drawn. Cost: for up to 40 people, two passes
 * over possible worlds each.
 */
export function readyConveners(bench: Bench, control?: Control): ReadyConvener[] {
  const { ids } = bench.ground.landscape
  return whoIsReady(bench, control).map(({ person, boundary, sides, trustedIn, bringsTogether, criticality }) => ({
    person: ids.people[person]!,
    boundary: ids.boundaries[boundary]!,
    sides: [ids.sides[sides[0]]!, ids.sides[sides[1]]!],
    trustedIn: trustedIn.map((practice) => ids.practices[practice]!),
    bringsTogether,
    criticality,
  }))
}

/** What the team may be told: candidates without a person, but for those who agreed. */
export function conveningCandidates(
  bench: Bench,
  search: { boundary: number; keep: number; agreed: ReadonlySet<number>; control?: Control },
): Candidate[] {
  const { ground } = bench
  const bySides = new Map<string, Ready[]>()
  for (const one of whoIsReady(bench, search.control)) {
    if (search.boundary >= 0 && one.boundary !== search.boundary) continue
    const name = `${one.boundary} ${one.sides.join(' ')}`
    bySides.set(name, [...(bySides.get(name) ?? []), one])
  }
  const found = [...bySides.values()].flatMap((ready) => {
    const agreed = ready.filter(({ person }) => search.agreed.has(person)).map(({ person }) => person)
    const told = inSteps(ready.length)
    if (told === 0 && agreed.length === 0) return []
    const candidate = candidateOf(ground, ready, agreed, told)
    return candidate ? [candidate] : []
  })
  return found
    .sort((x, y) => y.ready!.agreed.length - x.ready!.agreed.length || y.ready!.atLeast - x.ready!.atLeast)
    .slice(0, search.keep)
}

/** 0 under five, else rounded down to a step of five, so that one more or one fewer seldom shows. */
export function inSteps(count: number): number {
  return Math.floor(count / FEWEST_SHOWN) * FEWEST_SHOWN
}

function candidateOf(ground: Ground, ready: readonly Ready[], agreed: number[], told: number): Candidate | null {
  const { boundary, sides } = ready[0]!
  const [here, there] = sides.map((side) => standingOn(ground, boundary, side)) as [number[], number[]]
  const pair = here
    .flatMap((a) => there.map((b): [number, number] => [a, b]))
    .find(([a, b]) => !practicesApart(ground.apart, a, b))
  if (!pair) return null
  const between = [...pair].sort((x, y) => x - y)
  const { ids } = ground.landscape
  const candidate = candidateFor(ground, between)
  const hidden = ready.map(({ person }) => person).filter((person) => !agreed.includes(person))
  return {
    ...candidate,
    kind: 'ready-convener',
    key: openingKey(
      'ready-convener',
      between.map((practice) => ids.practices[practice]!),
    ),
    boundary,
    sides,
    withheld: new Set([...candidate.withheld, ...hidden]),
    ready: { atLeast: told, agreed: agreed.sort((x, y) => x - y) },
  }
}

/** Everybody who stands ready, each between the two sides where they bring most together; in the order of people. */
function whoIsReady(bench: Bench, control?: Control): Ready[] {
  const known = readyByBench.get(bench)
  if (known) return known
  const ready = bench.worlds ? findReady(bench.ground, bench.worlds.order, control) : []
  readyByBench.set(bench, ready)
  return ready
}

function findReady(ground: Ground, worlds: Worlds, control?: Control): Ready[] {
  const trusted = whereTrusted(ground)
  const found: Omit<Ready, 'criticality'>[] = []
  for (const [person, practices] of trusted) {
    checkpoint(control, 0)
    const best = widestBridge(ground, person, practices)
    if (best) found.push(best)
  }
  return found
    .sort((x, y) => y.bringsTogether - x.bringsTogether || x.person - y.person)
    .slice(0, MOST_WEIGHED)
    .flatMap((one) => {
      checkpoint(control, 0)
      const criticality = criticalityOf(worlds, one.person, { shouldStop: control?.shouldStop })
      return criticality.low > 0 ? [{ ...one, criticality }] : []
    })
    .sort((x, y) => x.person - y.person)
}

/** People who are not on the team and may be named, with the practices in which most of those asked would come for them; two at least. */
function whereTrusted(ground: Ground): [number, number[]][] {
  const { landscape } = ground
  const trusted = new Map<number, number[]>()
  for (const practice of ground.pairs.considered) {
    for (const row of attestedIn(landscape, practice)) {
      if (!isTrusted(row) || landscape.team[row.person] || landscape.notInvitable[row.person]) continue
      trusted.set(row.person, [...(trusted.get(row.person) ?? []), practice])
    }
  }
  return [...trusted].filter(([, practices]) => practices.length > 1).sort(([x], [y]) => x - y)
}

function widestBridge(ground: Ground, person: number, practices: number[]): Omit<Ready, 'criticality'> | null {
  const { landscape } = ground
  let best: Omit<Ready, 'criticality'> | null = null
  for (let boundary = 0; boundary < landscape.counts.boundaries; boundary++) {
    for (const sides of sidesTrustedOn(ground, boundary, practices)) {
      const bringsTogether = openPairs(ground, person, boundary, sides)
      if (bringsTogether < FEWEST_PAIRS && practices.length < CALLED_ON_BY) continue
      if (best && best.bringsTogether >= bringsTogether) continue
      const trustedIn = practices.filter((practice) => {
        const held = sidesHeld(ground, boundary, practice)
        return sides.some((side) => held.includes(side))
      })
      best = { person, boundary, sides, trustedIn, bringsTogether }
    }
  }
  return best
}

/** Each two sides of a boundary on which different practices that trust this person stand. */
function sidesTrustedOn(ground: Ground, boundary: number, practices: readonly number[]): [number, number][] {
  const held = practices.map((practice) => sidesHeld(ground, boundary, practice))
  const sides = [...new Set(held.flat())].sort((x, y) => x - y)
  return sides.flatMap((one, i) =>
    sides.slice(i + 1).flatMap((other): [number, number][] => {
      const apart = held.some((x, k) => x.includes(one) && held.some((y, l) => k !== l && y.includes(other)))
      return apart ? [[one, other]] : []
    }),
  )
}

/** Pairs of this person's contacts, one on each side alone, of whom no tie is known. */
function openPairs(ground: Ground, person: number, boundary: number, [one, other]: readonly [number, number]): number {
  const { landscape, pairs } = ground
  const here: number[] = []
  const there: number[] = []
  for (let at = landscape.neighbourStart[person]!; at < landscape.neighbourStart[person + 1]!; at++) {
    if (!pairs.tied[landscape.neighbourDyad[at]!]) continue
    const contact = landscape.neighbour[at]!
    if (standsAlone(landscape, boundary, contact, one)) here.push(contact)
    else if (standsAlone(landscape, boundary, contact, other)) there.push(contact)
  }
  let open = 0
  for (const a of here.slice(0, MOST_CONTACTS)) {
    for (const b of there.slice(0, MOST_CONTACTS)) {
      const dyad = dyadBetween(landscape, a, b)
      if (dyad < 0 || !pairs.tied[dyad]) open++
    }
  }
  return open
}

function standsAlone(landscape: Landscape, boundary: number, person: number, side: number): boolean {
  const held = sidesOf(landscape, boundary, person)
  return held.length === 1 && held[0] === side
}
