/**
 * What an invitation has to respect: size, who may be asked, how many from where, who must not meet, and how many of
 * those who already carry much. The same rules bind the composed group and the random ones it is compared with.
 */
import { shuffle } from '../chance.ts'
import { type Landscape, peopleOf } from '../network/landscape.ts'
import type { Candidate } from './candidate.ts'
import { personCares } from './concerns-held.ts'
import type { Ground } from './ground.ts'
import { peopleApart } from './keep-apart.ts'
import { belongs } from './known-pairs.ts'

export interface InvitationRules {
  candidate: Candidate
  size: number
  /** Fewest people from a practice. */
  fewest: { practice: number; people: number }[]
  /** Everybody who can be convened for this, ascending. */
  convenable: number[]
  /** Most people who already carry much. */
  mostCarrying: number
}

/** Twelve people, or a quarter of all who may be invited where that is less, four at least. */
export function usualSize(ground: Ground): number {
  return Math.max(4, Math.min(12, Math.round(countInvitable(ground.landscape) / 4)))
}

/** How many may be invited. */
export function countInvitable({ notInvitable }: Landscape): number {
  return notInvitable.reduce((count, not) => count + 1 - not, 0)
}

/** Rules for a candidate; the size shrinks to what can be convened. */
export function rulesFor(ground: Ground, candidate: Candidate, size: number): InvitationRules {
  if (candidate.pair) return rulesForTwo(candidate, candidate.pair.people)
  const convenable = whoCanBeConvened(ground, candidate, size)
  const seats = Math.min(size, convenable.length)
  return {
    candidate,
    size: seats,
    fewest: seatsByPractice(candidate, seats)
      .map(({ practice, people }) => ({
        practice,
        people: Math.min(people, convenable.filter((person) => belongs(ground.landscape, person, practice)).length),
      }))
      .filter(({ people }) => people > 0),
    convenable,
    mostCarrying: Math.max(1, Math.ceil(seats / 4)),
  }
}

/** Two people who may be introduced: nobody else is asked, and both may carry much already. */
function rulesForTwo(candidate: Candidate, people: readonly [number, number]): InvitationRules {
  return { candidate, size: 2, fewest: [], convenable: [...people], mostCarrying: 2 }
}

/** The rules under which groups are drawn to compare with: for two people, any one of each practice instead of these. */
export function rulesForLot(ground: Ground, rules: InvitationRules): InvitationRules {
  const { candidate } = rules
  if (!candidate.pair) return rules
  const { landscape } = ground
  const convenable = new Set(candidate.between.flatMap((practice) => Array.from(peopleOf(landscape, practice))))
  return {
    ...rules,
    convenable: [...convenable].filter((person) => !landscape.notInvitable[person]).sort((x, y) => x - y),
    fewest: candidate.between.map((practice) => ({ practice, people: 1 })),
  }
}

/** May this person join the group (which has room) without breaking a rule that the rest could not repair? */
export function mayJoin(ground: Ground, rules: InvitationRules, group: readonly number[], person: number): boolean {
  if (group.includes(person)) return false
  if (ground.carriesMuch[person]) {
    const carrying = group.filter((other) => ground.carriesMuch[other]).length
    if (carrying >= rules.mostCarrying) return false
  }
  return !group.some((other) => peopleApart(ground.landscape, ground.apart, person, other, rules.candidate.concerns))
}

/** Practices of which the group still lacks people. */
export function lacking(ground: Ground, rules: InvitationRules, group: readonly number[]): number[] {
  return rules.fewest
    .filter(({ practice, people }) => countFrom(ground, group, practice) < people)
    .map(({ practice }) => practice)
}

/** A random group around the hosts that respects the rules, or null when none came up; fewer people than `size` only if no more fit. */
export function randomGroup(
  ground: Ground,
  rules: InvitationRules,
  next: () => number,
  hosts: readonly number[] = [],
): number[] | null {
  for (let attempt = 0; attempt < 20; attempt++) {
    const order = [...rules.convenable]
    shuffle(order, next)
    const group: number[] = [...hosts]
    for (const { practice, people } of rules.fewest) {
      for (const person of order) {
        if (countFrom(ground, group, practice) >= people || group.length >= rules.size) break
        if (belongs(ground.landscape, person, practice) && mayJoin(ground, rules, group, person)) group.push(person)
      }
    }
    for (const person of order) {
      if (group.length >= rules.size) break
      if (mayJoin(ground, rules, group, person)) group.push(person)
    }
    if (group.length === rules.size && lacking(ground, rules, group).length === 0) return group.sort((x, y) => x - y)
  }
  return null
}

/** How many of the group are members of the practice. */
export function countFrom(ground: Ground, group: readonly number[], practice: number): number {
  return group.reduce((count, person) => count + (belongs(ground.landscape, person, practice) ? 1 : 0), 0)
}

/**
 * Members of the practices joined and their partners, and whoever cares about the matter; if these are too few, also whoever is a known
 * tie away. People who may not be invited, and those who carry the bridge already, are left out.
 */
function whoCanBeConvened(ground: Ground, candidate: Candidate, size: number): number[] {
  const { landscape } = ground
  const chosen = new Set<number>()
  const add = (person: number) => {
    if (!landscape.notInvitable[person] && !candidate.withheld.has(person)) chosen.add(person)
  }
  const core = [...candidate.between, ...candidate.partners].flatMap((practice) =>
    Array.from(peopleOf(landscape, practice)),
  )
  core.forEach(add)
  const matter = candidate.concerns.slice(0, 2)
  if (matter.length > 0) {
    for (let person = 0; person < landscape.counts.people; person++) {
      if (personCares(ground.concerns, person, matter)) add(person)
    }
  }
  if (chosen.size < size * 2) {
    for (const person of core) {
      for (let at = landscape.neighbourStart[person]!; at < landscape.neighbourStart[person + 1]!; at++) {
        if (ground.pairs.tied[landscape.neighbourDyad[at]!]) add(landscape.neighbour[at]!)
      }
    }
  }
  return [...chosen].sort((x, y) => x - y)
}

/** A quarter of the seats for each of two practices, a fifth for each of more, a third for a voice with a sixth for each partner; two at least. */
function seatsByPractice(candidate: Candidate, size: number): { practice: number; people: number }[] {
  const { between, partners } = candidate
  const share = between.length === 1 ? 3 : between.length === 2 ? 4 : Math.max(5, between.length * 2)
  const rows = [
    ...between.map((practice) => ({ practice, people: Math.max(2, Math.round(size / share)) })),
    ...partners.map((practice) => ({ practice, people: Math.max(2, Math.floor(size / 6)) })),
  ]
  let seats = rows.reduce((sum, row) => sum + row.people, 0)
  for (let i = rows.length - 1; seats > size; i = i > 0 ? i - 1 : rows.length - 1) {
    if (rows.every((row) => row.people === 0)) break
    if (rows[i]!.people > 0) {
      rows[i]!.people--
      seats--
    }
  }
  return rows
}
