import { numberWithin } from '../bad-input.ts'
import {
  askedStake,
  type CallChances,
  type CoverageForm,
  checkedForm,
  checkedTeam,
  countedChances,
  joined,
} from './call-chances.ts'

export interface TeamCoverage {
  /** chance of each practice, 0 to 1; NaN = nobody there was asked */
  covered: Float64Array
  /** mean over the practices asked, weighted by stakes; null when nobody was asked anywhere */
  whole: number | null
  /** share of all stakes that lies with practices where nobody was asked, 0 to 1 */
  unasked: number
  /** the practice covered least (the lowest number among equals); null when nobody was asked anywhere */
  worst: { practice: number; covered: number } | null
  /** how many of the team reach `theta` in each practice; a single point is a practice with 1 */
  holders: Uint32Array
}

/**
 * In which practices could this team call people together, and where could it not?
 *
 * `product` 1 − Π(1 − l) takes what members think of each caller as independent, which is too rosy among friends; `cautious` is the best
 * single chance; `yes-or-no` asks whether anybody reaches `theta`. The mean is `C(T) = Σ s·cov / Σ s` over the practices asked.
 *
 * Cost O(practices + rows of the team). It says something of a team, never of a person.
 *
 * @param team numbers of candidates, in any order
 * @throws BadInput for a candidate that is not there, a form that is none, or theta not from 0 to 1
 */
export function teamCoverage(
  calls: CallChances,
  team: ArrayLike<number>,
  form: CoverageForm = 'product',
  theta = 0.5,
): TeamCoverage {
  numberWithin('theta', theta, 0, 1)
  checkedForm(form)
  const { start, practice, practices, stake, asked } = calls
  const counted = countedChances(calls, form, theta)
  const covered = new Float64Array(practices)
  const holders = new Uint32Array(practices)
  for (const member of checkedTeam(calls, team)) {
    for (let at = start[member]!; at < start[member + 1]!; at++) {
      const g = practice[at]!
      covered[g] = joined(form, covered[g]!, counted[at]!)
      if (calls.chance[at]! >= theta) holders[g]!++
    }
  }
  let sum = 0
  let weight = 0
  let all = 0
  let worst = -1
  for (let g = 0; g < practices; g++) {
    all += stake[g]!
    if (!asked[g]) {
      covered[g] = Number.NaN
      continue
    }
    sum += stake[g]! * covered[g]!
    weight += stake[g]!
    if (worst < 0 || covered[g]! < covered[worst]!) worst = g
  }
  return {
    covered,
    whole: weight > 0 ? sum / weight : null,
    unasked: all > 0 ? 1 - askedStake(calls) / all : 0,
    worst: worst < 0 ? null : { practice: worst, covered: covered[worst]! },
    holders,
  }
}

/** A pair of practices and how well it is bridged; lower number first. */
export interface Bridged {
  one: number
  other: number
  /** 0 to 1 */
  chance: number
}

/**
 * Which pairs of practices have somebody of the team who is trusted in both? `B_ab = max_p min(l_pa, l_pb)`.
 *
 * Pairs without a chance are left out; the rest by their numbers. Cost O(Σ rows of a member squared).
 */
export function bridgeStanding(calls: CallChances, team: ArrayLike<number>): Bridged[] {
  const { start, practice, chance } = calls
  const best = new Map<number, number>()
  for (const member of checkedTeam(calls, team)) {
    for (let at = start[member]!; at < start[member + 1]!; at++) {
      for (let next = at + 1; next < start[member + 1]!; next++) {
        raise(best, calls, practice[at]!, practice[next]!, Math.min(chance[at]!, chance[next]!))
      }
    }
  }
  return listed(best, calls)
}

/**
 * Which pairs of practices are bridged by two people of the team who trust each other? `max_{p,q} l_pa · l_qb · t_pq`, where one person may
 * be both (t = 1).
 *
 * Cost O(pairs of members × product of their rows).
 *
 * @param trust how much two candidates trust each other, 0 to 1
 */
export function teamBridge(
  calls: CallChances,
  team: ArrayLike<number>,
  trust: (one: number, other: number) => number,
): Bridged[] {
  const members = checkedTeam(calls, team)
  const best = new Map<number, number>()
  for (const p of members) {
    for (const q of members) {
      const tied = p === q ? 1 : numberWithin(`trust between ${p} and ${q}`, trust(p, q), 0, 1)
      if (tied > 0) raiseBetween(best, calls, p, q, tied)
    }
  }
  return listed(best, calls)
}

function raiseBetween(best: Map<number, number>, calls: CallChances, p: number, q: number, tied: number): void {
  const { start, practice, chance } = calls
  for (let at = start[p]!; at < start[p + 1]!; at++) {
    for (let next = start[q]!; next < start[q + 1]!; next++) {
      if (practice[at] === practice[next]) continue
      raise(best, calls, practice[at]!, practice[next]!, chance[at]! * chance[next]! * tied)
    }
  }
}

function raise(best: Map<number, number>, calls: CallChances, a: number, b: number, chance: number): void {
  if (!(chance > 0 && calls.asked[a] && calls.asked[b])) return
  const pair = Math.min(a, b) * calls.practices + Math.max(a, b)
  if (chance > (best.get(pair) ?? 0)) best.set(pair, chance)
}

function listed(best: Map<number, number>, { practices }: CallChances): Bridged[] {
  return [...best]
    .sort(([x], [y]) => x - y)
    .map(([pair, chance]) => ({ one: Math.floor(pair / practices), other: pair % practices, chance }))
}
