/**
 * Whom to invite: a group that raises the reach of the whole landscape most, within the rules.
 *
 * The rise is not submodular: the first person invited adds nothing, and people from fresh practices add more and more. So hosts come
 * first, then the best pair across, then the best next person again and again, then exchanges seat by seat. In a dense landscape those with many ties are the
 * wrong ones to begin with, so the best of some random groups is improved by exchanges as well, and the better of the two is taken. Only worlds kept for
 * choosing are looked at; the effect of the result must be computed on others (choosing and scoring on the same worlds flatters).
 * Cost: some hundred gains, most of them tried together.
 */
import { shuffle } from '../chance.ts'
import { type Control, checkpoint, quiet } from '../control.ts'
import { practicesOf } from '../network/landscape.ts'
import { personCares } from './concerns-held.ts'
import type { Ground } from './ground.ts'
import { type InvitationRules, lacking, mayJoin, randomGroup } from './invitation-rules.ts'
import { belongs } from './known-pairs.ts'
import { attestedIn, byStanding, isTrusted } from './standing-in-practices.ts'

export interface Invitation {
  rules: InvitationRules
  /** Ascending. */
  people: number[]
  hosts: number[]
}

/** Rises of reach on the worlds kept for choosing; `gains` tries one more person for each of many at once. */
export interface Gains {
  gain(group: ArrayLike<number>, space?: string, control?: Control): number
  gains(group: ArrayLike<number>, candidates: ArrayLike<number>, space?: string, control?: Control): ArrayLike<number>
}

/** How much is tried. */
export interface Effort {
  /** People per practice among whom to choose. */
  perPractice: number
  /** Further people from elsewhere. */
  others: number
  /** Rounds in which each seat is tried with others, and how many are tried for a seat. */
  rounds: number
  perSeat: number
  /** Random groups to begin from as well. */
  starts: number
}

const fullEffort: Effort = { perPractice: 8, others: 12, rounds: 3, perSeat: 30, starts: 40 }
export const quickEffort: Effort = { perPractice: 5, others: 0, rounds: 1, perSeat: 10, starts: 10 }

/**
 * The composed group, or null when the rules leave fewer than two people. Same arguments, same group.
 *
 * @param worlds null when no effect can be shown: then who cares and who is there decides
 */
export function composeInvitation(
  ground: Ground,
  rules: InvitationRules,
  worlds: Gains | null,
  next: () => number,
  { effort = fullEffort, control }: { effort?: Effort; control?: Control } = {},
): Invitation | null {
  if (rules.size < 2) return null
  const hosts = chooseHosts(ground, rules)
  if (rules.candidate.pair) return { rules, people: [...rules.convenable], hosts: [] }
  const wanted = { ...rules, convenable: whomToPrefer(ground, rules, hosts) }
  const room: Room = { ground, rules: wanted, hosts, worlds: heardBy(worlds ?? indifferent, control), next, control }
  const group = greedyGroup(room, choosePool(ground, wanted, effort))
  if (group.length < 2) return null
  const begun = [group]
  const lot = bestOfLot(room, effort.starts)
  if (lot) begun.push(lot)
  const tried = begun.map((start) => ({ people: start, value: exchange(room, start, effort) }))
  const best = tried.reduce((one, other) => (other.value > one.value ? other : one))
  return { rules, people: best.people.sort((x, y) => x - y), hosts: [...hosts].sort((x, y) => x - y) }
}

/** Everything that stays the same while one group is composed. */
interface Room {
  ground: Ground
  rules: InvitationRules
  hosts: readonly number[]
  worlds: Gains
  next: () => number
  control: Control | undefined
}

/** The same rises, each stopped by this control. */
function heardBy(worlds: Gains, control: Control | undefined): Gains {
  const stop = quiet(control)
  return {
    gain: (group) => worlds.gain(group, undefined, stop),
    gains: (group, candidates) => worlds.gains(group, candidates, undefined, stop),
  }
}

/** Nobody is better than another. */
const indifferent: Gains = { gain: () => 0, gains: (_, candidates) => new Float64Array(candidates.length) }

function greedyGroup(room: Room, pool: readonly number[]): number[] {
  const { ground, rules, hosts } = room
  const group = [...hosts]
  addBestPair(room, pool, group)
  while (group.length < rules.size) {
    if (!addBest(room, pool, group) && !addAnybody(ground, rules, group)) break
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

function bestOfLot({ ground, rules, hosts, worlds, next, control }: Room, starts: number): number[] | null {
  let best: number[] | null = null
  let most = -1
  for (let start = 0; start < starts; start++) {
    checkpoint(control, 0)
    const group = randomGroup(ground, rules, next, hosts)
    const value = group ? worlds.gain(group) : -1
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
      .sort(byStanding)[0]
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

function addBestPair({ ground, rules, worlds, control }: Room, pool: readonly number[], group: number[]): void {
  const [a, b] = [...rules.candidate.between, ...rules.candidate.partners]
  if (a === undefined || b === undefined || group.length + 2 > rules.size) return
  const fromA = pool.filter((person) => belongs(ground.landscape, person, a) && mayJoin(ground, rules, group, person))
  const fromB = pool.filter((person) => belongs(ground.landscape, person, b))
  let best = -1
  let pair: [number, number] | null = null
  for (const one of fromA) {
    checkpoint(control, 0)
    const withOne = [...group, one]
    const others = fromB.filter((other) => mayJoin(ground, rules, withOne, other))
    const values = worlds.gains(withOne, others)
    for (let k = 0; k < others.length; k++) {
      if (values[k]! <= best) continue
      best = values[k]!
      pair = [one, others[k]!]
    }
  }
  if (pair) group.push(...pair)
}

/** Adds the person who raises reach most, from the practices that still lack people if there are any. */
function addBest({ ground, rules, worlds, control }: Room, pool: readonly number[], group: number[]): boolean {
  checkpoint(control, 0)
  const short = lacking(ground, rules, group)
  const fitting = pool.filter(
    (person) =>
      (short.length === 0 || short.some((practice) => belongs(ground.landscape, person, practice))) &&
      mayJoin(ground, rules, group, person),
  )
  if (fitting.length === 0) return false
  group.push(fitting[bestOf(worlds.gains(group, fitting))]!)
  return true
}

function bestOf(values: ArrayLike<number>): number {
  let best = 0
  for (let k = 1; k < values.length; k++) if (values[k]! > values[best]!) best = k
  return best
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

/**
 * Seat after seat in random order: whoever sits there, or the one of some others drawn by chance who raises reach most and breaks no rule.
 * Hosts stay. Ends after a round in which nobody changed. Gives the rise of reach by the group as it is then.
 */
function exchange(room: Room, group: number[], { rounds, perSeat }: Effort): number {
  const { ground, rules, hosts, worlds, next, control } = room
  let value = worlds.gain(group)
  const short = lacking(ground, rules, group).length
  const seats = group.map((_, seat) => seat)
  for (let round = 0; round < rounds; round++) {
    let changed = false
    shuffle(seats, next)
    for (const seat of seats) {
      checkpoint(control, 0)
      if (hosts.includes(group[seat]!)) continue
      const rest = group.filter((_, other) => other !== seat)
      const others = someWhoFit(room, rest, group[seat]!, short, perSeat)
      if (others.length === 0) continue
      const values = worlds.gains(rest, others)
      const best = bestOf(values)
      if (values[best]! <= value + LEAST_BETTER) continue
      value = values[best]!
      group[seat] = others[best]!
      changed = true
    }
    if (!changed) break
  }
  return value
}

/** Adding up in another order may differ in the last digits, which is no reason to exchange people. */
const LEAST_BETTER = 1e-12

/** Some others who may take the seat that one leaves, drawn by chance; all of them where they are few. */
function someWhoFit(
  { ground, rules, next }: Room,
  rest: readonly number[],
  leaving: number,
  short: number,
  most: number,
) {
  const fits = (person: number) =>
    person !== leaving &&
    mayJoin(ground, rules, rest, person) &&
    lacking(ground, rules, [...rest, person]).length <= short
  if (rules.convenable.length <= most) return rules.convenable.filter(fits)
  const found = new Set<number>()
  for (let draw = 0; draw < most * 2 && found.size < most; draw++) {
    const person = rules.convenable[Math.floor(next() * rules.convenable.length)]!
    if (!found.has(person) && fits(person)) found.add(person)
  }
  return [...found]
}
