/**
 * Whom to invite: a group that raises the reach of the whole landscape most, within the rules.
 *
 * The rise is not submodular: the first person invited adds nothing, and people from fresh practices add more and more. So hosts come
 * first, then the best pair across, then the best next person again and again, then exchanges. In a dense landscape those with many ties are the
 * wrong ones to begin with, so the best of some random groups is improved by exchanges as well, and the better of the two is taken. Only worlds kept for
 * choosing are looked at; the effect of the result must be computed on others (choosing and scoring on the same worlds flatters).
 * Cost: some hundred gains.
 */
import { practicesOf } from '../network/landscape.ts'
import { personCares } from './concerns-held.ts'
import type { Ground } from './ground.ts'
import { type InvitationRules, lacking, mayJoin, randomGroup } from './invitation-rules.ts'
import { belongs } from './known-pairs.ts'
import { attestedIn, chanceToCome, isTrusted } from './standing-in-practices.ts'

export interface Invitation {
  rules: InvitationRules
  /** Ascending. */
  people: number[]
  hosts: number[]
}

/** How much is tried. */
export interface Effort {
  /** People per practice among whom to choose. */
  perPractice: number
  /** Further people from elsewhere. */
  others: number
  exchanges: number
  /** Random groups to begin from as well. */
  starts: number
}

const fullEffort: Effort = { perPractice: 8, others: 12, exchanges: 150, starts: 40 }
export const quickEffort: Effort = { perPractice: 5, others: 0, exchanges: 10, starts: 10 }

/** The composed group, or null when the rules leave fewer than two people. Same arguments, same group. */
export function composeInvitation(
  ground: Ground,
  rules: InvitationRules,
  gain: (group: readonly number[]) => number,
  next: () => number,
  effort: Effort = fullEffort,
): Invitation | null {
  if (rules.size < 2) return null
  const hosts = chooseHosts(ground, rules)
  const wanted = { ...rules, convenable: whomToPrefer(ground, rules, hosts) }
  const group = greedyGroup(ground, rules, choosePool(ground, wanted, effort), hosts, gain)
  if (group.length < 2) return null
  const begun = [group]
  const lot = bestOfLot(ground, wanted, hosts, gain, next, effort.starts)
  if (lot) begun.push(lot)
  const tried = begun.map((start) => {
    exchange(ground, wanted, start, hosts, gain, next, effort.exchanges)
    return { people: start, value: gain(start) }
  })
  const best = tried.reduce((one, other) => (other.value > one.value ? other : one))
  return { rules, people: best.people.sort((x, y) => x - y), hosts: [...hosts].sort((x, y) => x - y) }
}

function greedyGroup(
  ground: Ground,
  rules: InvitationRules,
  pool: readonly number[],
  hosts: readonly number[],
  gain: (group: readonly number[]) => number,
): number[] {
  const group = [...hosts]
  addBestPair(ground, rules, pool, group, gain)
  while (group.length < rules.size) {
    const added = addBest(ground, rules, pool, group, gain)
    if (!added && !addAnybody(ground, rules, group)) break
  }
  return group
}

/** Those who care about the matter, and from each practice that should be there enough others to fill its seats. */
function whomToPrefer(ground: Ground, rules: InvitationRules, hosts: readonly number[]): number[] {
  const matter = rules.candidate.concerns.slice(0, 2)
  const caring = rules.convenable.filter((person) => personCares(ground.concerns, person, matter))
  if (caring.length < rules.size * 2) return rules.convenable
  const chosen = new Set([...caring, ...hosts])
  for (const { practice, people } of rules.fewest) {
    const members = rules.convenable.filter((person) => belongs(ground.landscape, person, practice))
    if (members.filter((person) => chosen.has(person)).length >= people + 2) continue
    for (const person of members) chosen.add(person)
  }
  return rules.convenable.filter((person) => chosen.has(person))
}

function bestOfLot(
  ground: Ground,
  rules: InvitationRules,
  hosts: readonly number[],
  gain: (group: readonly number[]) => number,
  next: () => number,
  starts: number,
): number[] | null {
  let best: number[] | null = null
  let most = -1
  for (let start = 0; start < starts; start++) {
    const group = randomGroup(ground, rules, next, hosts)
    const value = group ? gain(group) : -1
    if (value > most) {
      most = value
      best = group
    }
  }
  return best
}

/** For each practice joined, the person most of those asked would come for; nobody whom fewer than three judged. */
function chooseHosts(ground: Ground, rules: InvitationRules): number[] {
  const { landscape } = ground
  const hosts: number[] = []
  for (const practice of rules.candidate.between) {
    if (hosts.length >= Math.floor(rules.size / 3)) break
    const best = attestedIn(landscape, practice)
      .filter((row) => isTrusted(row) && !landscape.notInvitable[row.person])
      .filter((row) => !rules.candidate.withheld.has(row.person))
      .filter((row) => hosts.includes(row.person) || mayJoin(ground, rules, hosts, row.person))
      .sort((x, y) => chanceToCome(y)! - chanceToCome(x)! || x.person - y.person)[0]
    if (best && !hosts.includes(best.person)) hosts.push(best.person)
  }
  return hosts
}

/** Among whom to choose: from each practice those who care about the matter first, then those with most ties. */
function choosePool(ground: Ground, rules: InvitationRules, effort: Effort): number[] {
  const { landscape, concerns } = ground
  const matter = rules.candidate.concerns.slice(0, 2)
  const promise = (person: number) =>
    (personCares(concerns, person, matter) ? 1000 : 0) +
    Math.min(999, landscape.neighbourStart[person + 1]! - landscape.neighbourStart[person]!)
  const ordered = [...rules.convenable].sort((x, y) => promise(y) - promise(x) || x - y)
  const core = [...rules.candidate.between, ...rules.candidate.partners]
  const pool = new Set<number>()
  for (const practice of core) {
    const fewest = rules.fewest.find((row) => row.practice === practice)?.people ?? 0
    const most = Math.max(
      effort.perPractice,
      fewest + 2,
      effort.others > 0 ? 0 : Math.ceil(rules.size / core.length) + 2,
    )
    const members = ordered.filter((person) => belongs(landscape, person, practice))
    for (const person of members.slice(0, most)) pool.add(person)
  }
  const rest = ordered.filter((person) => !core.some((practice) => belongs(landscape, person, practice)))
  for (const person of spreadOverPractices(ground, rest, effort.others)) pool.add(person)
  return [...pool].sort((x, y) => x - y)
}

/** The first `many`, taking turns among practices, so that one large practice does not fill all places. */
function spreadOverPractices(ground: Ground, people: readonly number[], many: number): number[] {
  const turns = new Map<number, number>()
  const placed = people.map((person, order) => {
    const home = practicesOf(ground.landscape, person)[0] ?? -1
    const turn = turns.get(home) ?? 0
    turns.set(home, turn + 1)
    return { person, turn, order }
  })
  return placed
    .sort((x, y) => x.turn - y.turn || x.order - y.order)
    .slice(0, many)
    .map(({ person }) => person)
}

function addBestPair(
  ground: Ground,
  rules: InvitationRules,
  pool: readonly number[],
  group: number[],
  gain: (group: readonly number[]) => number,
): void {
  const [a, b] = [...rules.candidate.between, ...rules.candidate.partners]
  if (a === undefined || b === undefined || group.length + 2 > rules.size) return
  const fromA = pool.filter((person) => belongs(ground.landscape, person, a) && mayJoin(ground, rules, group, person))
  const fromB = pool.filter((person) => belongs(ground.landscape, person, b))
  let best = -1
  let pair: [number, number] | null = null
  for (const one of fromA) {
    const withOne = [...group, one]
    for (const other of fromB) {
      if (!mayJoin(ground, rules, withOne, other)) continue
      const value = gain([...withOne, other])
      if (value > best) {
        best = value
        pair = [one, other]
      }
    }
  }
  if (pair) group.push(...pair)
}

/** Adds the person who raises reach most, from the practices that still lack people if there are any. */
function addBest(
  ground: Ground,
  rules: InvitationRules,
  pool: readonly number[],
  group: number[],
  gain: (group: readonly number[]) => number,
): boolean {
  const short = lacking(ground, rules, group)
  let best = -1
  let chosen = -1
  for (const person of pool) {
    if (short.length > 0 && !short.some((practice) => belongs(ground.landscape, person, practice))) continue
    if (!mayJoin(ground, rules, group, person)) continue
    const value = gain([...group, person])
    if (value > best) {
      best = value
      chosen = person
    }
  }
  if (chosen < 0) return false
  group.push(chosen)
  return true
}

/** When the pool has nobody left who fits: whoever can be convened and fits, the wanted practices first. */
function addAnybody(ground: Ground, rules: InvitationRules, group: number[]): boolean {
  const short = lacking(ground, rules, group)
  const fits = rules.convenable.filter((person) => mayJoin(ground, rules, group, person))
  const wanted = fits.find((person) => short.some((practice) => belongs(ground.landscape, person, practice)))
  const person = wanted ?? fits[0]
  if (person === undefined) return false
  group.push(person)
  return true
}

/** Random exchanges of one for another, kept when they raise reach and break no rule. Hosts stay. */
function exchange(
  ground: Ground,
  rules: InvitationRules,
  group: number[],
  hosts: readonly number[],
  gain: (group: readonly number[]) => number,
  next: () => number,
  exchanges: number,
): void {
  if (group.length === hosts.length) return
  let value = gain(group)
  const short = lacking(ground, rules, group).length
  let tried = 0
  for (let turn = 0; turn < exchanges * 3 && tried < exchanges; turn++) {
    const person = rules.convenable[Math.floor(next() * rules.convenable.length)]!
    const seat = Math.floor(next() * group.length)
    const leaving = group[seat]!
    if (hosts.includes(leaving)) continue
    const rest = group.filter((other) => other !== leaving)
    if (!mayJoin(ground, rules, rest, person)) continue
    const changed = [...rest, person]
    if (lacking(ground, rules, changed).length > short) continue
    tried++
    const better = gain(changed)
    if (better > value) {
      value = better
      group[seat] = person
    }
  }
}
