import { BadInput, listAt, numberWithin } from '../bad-input.ts'
import { type Control, checkpoint } from '../control.ts'
import { MOST_EXACT } from './best-team.ts'
import type { CallChances } from './call-chances.ts'
import { type LargestFirst, largestFirst } from './largest-first.ts'

export interface SmallestTeam {
  /** numbers of candidates, ascending */
  team: number[]
  /** what the team costs: its size, unless costs were given */
  cost: number
  /** no team that reaches everywhere costs less */
  bound: number
  /** true: there is no cheaper team */
  proven: boolean
  /** practices where enough were asked and no candidate reaches `theta` */
  outOfReach: number[]
  /** practices where nobody was asked: nothing can be said, and the team need not reach them */
  unasked: number[]
}

const EVEN = 1e-9

/**
 * What is the smallest team with somebody at `theta` or above in every practice that anybody reaches? Among teams that cost the same, the
 * one found first in the order of candidates.
 *
 * A weighted set cover. Up to 25 candidates: branch and bound on the practice with the fewest candidates, with the cheapest share of each
 * practice still open as the lower bound; exact. Above: greedy by cost for each practice newly reached (Chvátal 1979; at most ln m + 1
 * times the best), members who became needless taken out, and a bound proven on the instance by scaling greedy's prices to a dual
 * solution.
 *
 * Cost above 25: O(rows · log).
 *
 * @param cost what each candidate costs, such as the hours already asked of them; 1 unless given
 * @throws BadInput for theta not above 0 and up to 1, or a cost that is not above 0; Error named AbortError when stopped
 */
export function smallestTeam(
  calls: CallChances,
  theta = 0.5,
  cost?: ArrayLike<number>,
  control?: Control,
): SmallestTeam {
  numberWithin('theta', theta, Number.MIN_VALUE, 1)
  const costs = checkedCosts(calls, cost)
  const cover = coverOf(calls, theta, costs)
  const greedy = greedyCover(cover, control)
  const exact = calls.candidates <= MOST_EXACT
  const team = exact ? cheapestCover(cover, greedy.team, control) : greedy.team
  const price = costOf(cover, team)
  const bound = exact ? price : Math.min(price, Math.max(greedy.bound, cheapestShares(cover, cover.open)))
  const missing = (test: (g: number) => boolean) => Array.from(calls.asked.keys()).filter(test)
  return {
    team: team.sort((x, y) => x - y),
    cost: price,
    bound,
    proven: price - bound <= EVEN,
    outOfReach: missing((g) => calls.asked[g] === 1 && cover.callers[g]!.length === 0),
    unasked: missing((g) => calls.asked[g] === 0),
  }
}

interface Cover {
  cost: Float64Array
  /** practices each candidate reaches, ascending */
  reaches: number[][]
  /** candidates who reach each practice, ascending */
  callers: number[][]
  /** 1: somebody has to reach it */
  open: Uint8Array
}

function checkedCosts(calls: CallChances, cost: ArrayLike<number> | undefined): Float64Array {
  if (!cost) return new Float64Array(calls.candidates).fill(1)
  if (listAt('cost', cost, 'numbers').length !== calls.candidates)
    throw new BadInput('length of cost', cost.length, `give ${calls.candidates}`)
  for (let c = 0; c < cost.length; c++) {
    if (!(Number.isFinite(cost[c]) && cost[c]! > 0)) throw new BadInput(`cost[${c}]`, cost[c], 'give a number above 0')
  }
  return Float64Array.from(cost)
}

function coverOf(calls: CallChances, theta: number, cost: Float64Array): Cover {
  const reaches: number[][] = Array.from({ length: calls.candidates }, () => [])
  const callers: number[][] = Array.from({ length: calls.practices }, () => [])
  const open = new Uint8Array(calls.practices)
  for (let c = 0; c < calls.candidates; c++) {
    for (let at = calls.start[c]!; at < calls.start[c + 1]!; at++) {
      if (!(calls.chance[at]! >= theta)) continue
      reaches[c]!.push(calls.practice[at]!)
      callers[calls.practice[at]!]!.push(c)
      open[calls.practice[at]!] = 1
    }
  }
  return { cost, reaches, callers, open }
}

function costOf({ cost }: Cover, team: readonly number[]): number {
  return team.reduce((sum, member) => sum + cost[member]!, 0)
}

function newlyReached({ reaches }: Cover, open: Uint8Array, candidate: number): number {
  let count = 0
  for (const g of reaches[candidate]!) count += open[g]!
  return count
}

/** Most practices for the cost, again and again; what a candidate reached earlier is the most they reach now, so few are asked anew. */
function greedyCover(cover: Cover, control?: Control): { team: number[]; bound: number } {
  const open = cover.open.slice()
  const price = new Float64Array(open.length)
  const team: number[] = []
  checkpoint(control, 0)
  const most = cover.cost.map((cost, c) => cover.reaches[c]!.length / cost)
  const queue = largestFirst(most)
  for (let best = nextWorth(cover, open, most, queue); best >= 0; best = nextWorth(cover, open, most, queue)) {
    if ((team.length & 0xff) === 0) checkpoint(control, 0)
    team.push(best)
    for (const g of cover.reaches[best]!) {
      if (!open[g]) continue
      open[g] = 0
      price[g] = 1 / most[best]!
    }
  }
  return { team: withoutNeedless(cover, team), bound: scaledPrices(cover, price) }
}

/** Who reaches most for the cost now, or −1 when nobody reaches anything more. */
function nextWorth(cover: Cover, open: Uint8Array, most: Float64Array, queue: LargestFirst): number {
  while (queue.count() > 0) {
    const first = queue.take()
    most[first] = newlyReached(cover, open, first) / cover.cost[first]!
    if (most[first] === 0) continue
    if (queue.count() === 0 || !queue.isBefore(queue.first(), first)) return first
    queue.put(first)
  }
  return -1
}

/** Takes out, dearest and last first, whoever the others make needless. */
function withoutNeedless(cover: Cover, team: readonly number[]): number[] {
  const holders = new Uint32Array(cover.open.length)
  for (const member of team) for (const g of cover.reaches[member]!) holders[g]!++
  const order = [...team].sort((x, y) => cover.cost[y]! - cover.cost[x]! || y - x)
  const kept = new Set(team)
  for (const member of order) {
    if (!cover.reaches[member]!.every((g) => holders[g]! > 1)) continue
    kept.delete(member)
    for (const g of cover.reaches[member]!) holders[g]!--
  }
  return [...kept]
}

/** Prices divided until no candidate is worth more than they cost: their sum is then below every team's cost (linear duality). */
function scaledPrices(cover: Cover, price: Float64Array): number {
  let dearest = 1
  for (const [c, reaches] of cover.reaches.entries()) {
    dearest = Math.max(dearest, reaches.reduce((sum, g) => sum + price[g]!, 0) / cover.cost[c]!)
  }
  return price.reduce((sum, one) => sum + one, 0) / dearest
}

/** For each practice still open, the cheapest share of a candidate's cost: no team costs less than all of them together. */
function cheapestShares(cover: Cover, open: Uint8Array): number {
  const share = cover.cost.map((cost, c) => cost / newlyReached(cover, open, c))
  let sum = 0
  for (const [g, callers] of cover.callers.entries()) {
    if (open[g]) sum += callers.reduce((least, c) => Math.min(least, share[c]!), Number.POSITIVE_INFINITY)
  }
  return sum
}

function cheapestCover(cover: Cover, greedy: readonly number[], control?: Control): number[] {
  let best = [...greedy]
  // one step above greedy: then the first of all that are as cheap is found, whatever greedy took
  let least = costOf(cover, greedy) + 2 * EVEN
  const chosen: number[] = []
  let steps = 0
  const descend = (open: Uint8Array, cost: number): void => {
    if ((++steps & 0x3ff) === 0) checkpoint(control, 0)
    const next = hardest(cover, open)
    if (next < 0) {
      if (cost < least - EVEN) {
        least = cost
        best = [...chosen]
      }
      return
    }
    if (cost + cheapestShares(cover, open) >= least - EVEN) return
    for (const c of cover.callers[next]!) {
      const rest = open.slice()
      for (const g of cover.reaches[c]!) rest[g] = 0
      chosen.push(c)
      descend(rest, cost + cover.cost[c]!)
      chosen.pop()
    }
  }
  descend(cover.open, 0)
  return best
}

/** The open practice with the fewest callers, or −1. */
function hardest(cover: Cover, open: Uint8Array): number {
  let found = -1
  for (let g = 0; g < open.length; g++) {
    if (open[g] && (found < 0 || cover.callers[g]!.length < cover.callers[found]!.length)) found = g
  }
  return found
}
