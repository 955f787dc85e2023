import { BadInput, listAt, numberWithin, wholeNumber } from '../bad-input.ts'
import { type Control, checkpoint, stretch } from '../control.ts'
import { askedStake, type CallChances, type CoverageForm, checkedForm, countedChances, joined } from './call-chances.ts'
import { type LargestFirst, largestFirst, sumOfLargest } from './largest-first.ts'

export interface BestTeam {
  /** numbers of candidates, ascending */
  team: number[]
  /** C of this team, 0 to 1; null when nobody was asked anywhere */
  whole: number | null
  /** no team of this size can have more, 0 to 1 */
  bound: number | null
  /** true: there is no better team; false: it may be short of the best by `bound − whole` at most */
  proven: boolean
}

/** Up to so many candidates every team is tried or ruled out. */
export const MOST_EXACT = 25
/** Values closer than this count as equal; it is far above rounding and far below anything seen. */
const EVEN = 1e-12

/**
 * Which team of this size covers most? The one with the largest `C(T)`; between equals the one whose lowest candidates come first.
 *
 * C is monotone and submodular in every form, so what each further candidate adds now is the most it can ever add. Up to 25 candidates:
 * branch and bound on that, exact. Above: lazy greedy (Minoux 1978), at least 1 − 1/e of the best (Nemhauser, Wolsey & Fisher 1978), then
 * exchanges of one for one while they gain (up to 3·10⁸ rows looked at); `bound` is proven on the instance itself, by what the best further candidates could add to the
 * team found (Leskovec et al. 2007), and is mostly far tighter.
 *
 * Cost above 25: O(rows · log) for greedy, O(size · rows) and more for exchanges. Exact: milliseconds; at worst all teams.
 *
 * @param size how many to choose, 0 to the number of candidates
 * @throws BadInput for a size out of range, a form that is none, or theta or what is covered already not from 0 to 1; Error named AbortError when stopped
 */
export function bestTeam(calls: CallChances, size: number, choice: TeamChoice = {}, control?: Control): BestTeam {
  const { form = 'product', theta = 0.5, already = new Float64Array(calls.practices) } = choice
  wholeNumber('size of the team', size, 0, calls.candidates)
  numberWithin('theta', theta, 0, 1)
  checkedForm(form)
  const base = coveredBefore(calls, already)
  const total = askedStake(calls)
  if (total === 0) {
    return { team: Array.from({ length: size }, (_, c) => c), whole: null, bound: null, proven: true }
  }
  const search: Search = { calls, form, total, base, chance: countedChances(calls, form, theta) }
  const greedy = greedyTeam(search, size, stretch(control, 0, 0.4))
  if (calls.candidates <= MOST_EXACT) {
    const team = branchAndBound(search, size, worthOf(search, greedy.team), stretch(control, 0.4, 1))
    const whole = worthOf(search, team)
    return { team, whole, bound: whole, proven: true }
  }
  const team = withExchanges(search, greedy.team, stretch(control, 0.4, 1))
  const whole = worthOf(search, team)
  const bound = Math.min(1, greedy.bound, upperBound(search, team, size, control))
  return { team, whole, bound: Math.max(whole, bound), proven: bound - whole <= EVEN }
}

/** What is covered before anybody is chosen; a practice where nobody was asked counts for nothing, whatever stands there. */
function coveredBefore({ practices, asked }: CallChances, already: ArrayLike<number>): Float64Array {
  if (listAt('already', already, 'numbers').length !== practices) {
    throw new BadInput('length of already', already.length, 'give one per practice')
  }
  return Float64Array.from(already, (covered, g) => (asked[g] ? numberWithin(`already[${g}]`, covered, 0, 1) : 0))
}

export interface TeamChoice {
  form?: CoverageForm
  /** what counts as a yes in the form `yes-or-no`; 0.5 unless given */
  theta?: number
  /** what is covered already of each practice, by people who are no candidates; nothing unless given */
  already?: ArrayLike<number>
}

interface Search {
  calls: CallChances
  form: CoverageForm
  /** stakes of the practices asked */
  total: number
  base: Float64Array
  chance: Float64Array
}

/** What one more candidate adds to C when `covered` is covered already. */
function gainOf({ calls, form, total, chance }: Search, covered: Float64Array, candidate: number): number {
  let gain = 0
  for (let at = calls.start[candidate]!; at < calls.start[candidate + 1]!; at++) {
    const g = calls.practice[at]!
    if (calls.asked[g]) gain += calls.stake[g]! * (joined(form, covered[g]!, chance[at]!) - covered[g]!)
  }
  return gain / total
}

function take({ calls, form, chance }: Search, covered: Float64Array, candidate: number): void {
  for (let at = calls.start[candidate]!; at < calls.start[candidate + 1]!; at++) {
    const g = calls.practice[at]!
    covered[g] = joined(form, covered[g]!, chance[at]!)
  }
}

function coveredBy(search: Search, team: readonly number[]): Float64Array {
  const covered = search.base.slice()
  for (const member of team) take(search, covered, member)
  return covered
}

/** C of a team, always summed in the same order, so that equal teams have equal bits. */
function worthOf(search: Search, team: readonly number[]): number {
  const { calls, total } = search
  const covered = coveredBy(search, [...team].sort(ascending))
  let sum = 0
  for (let g = 0; g < calls.practices; g++) if (calls.asked[g]) sum += calls.stake[g]! * covered[g]!
  return sum / total
}

/** The candidate that adds most, again and again; what a candidate added earlier is the most it can add later, so few are asked anew. */
function greedyTeam(search: Search, size: number, control?: Control): { team: number[]; bound: number } {
  const { candidates } = search.calls
  const covered = search.base.slice()
  const most = new Float64Array(candidates)
  for (let c = 0; c < candidates; c++) {
    if ((c & 0xfff) === 0) checkpoint(control, (0.5 * c) / candidates)
    most[c] = gainOf(search, covered, c)
  }
  const queue = largestFirst(most)
  const team: number[] = []
  let value = worthOf(search, [])
  // no team adds more than its members each alone
  let bound = value + sumOfLargest(most, size)
  while (team.length < size) {
    checkpoint(control, 0.5 + (0.5 * team.length) / size)
    const chosen = bestNow(search, covered, most, queue)
    team.push(chosen)
    value += most[chosen]!
    take(search, covered, chosen)
    most[chosen] = 0
    bound = Math.min(bound, value + sumOfLargest(most, size))
  }
  return { team: team.sort(ascending), bound }
}

function bestNow(search: Search, covered: Float64Array, most: Float64Array, queue: LargestFirst): number {
  for (;;) {
    const first = queue.take()
    const now = gainOf(search, covered, first)
    most[first] = now
    if (queue.count() === 0 || !queue.isBefore(queue.first(), first)) return first
    queue.put(first)
  }
}

/** C of the team, and what the best others could add to it if they never overlapped: no team of the size has more. */
function upperBound(search: Search, team: readonly number[], size: number, control?: Control): number {
  const covered = coveredBy(search, team)
  const gains = new Float64Array(search.calls.candidates)
  for (let c = 0; c < gains.length; c++) {
    if ((c & 0x3fff) === 0) checkpoint(control, 1)
    gains[c] = gainOf(search, covered, c)
  }
  for (const member of team) gains[member] = 0
  return worthOf(search, team) + sumOfLargest(gains, size)
}

/** Looks at so many rows in exchanges; a large search ends with what it has. */
const MOST_LOOKS = 3e8

/** Exchanges one for one while that gains; each round looks at every pair once. */
function withExchanges(search: Search, greedy: readonly number[], control?: Control): number[] {
  const team = [...greedy]
  let looks = 0
  for (let settled = 0, place = 0; settled < team.length && looks < MOST_LOOKS; place = (place + 1) % team.length) {
    const better = exchanged(search, team, place, control, settled / team.length)
    looks += search.calls.practice.length
    settled = better === team[place] ? settled + 1 : 0
    team[place] = better
  }
  return team.sort(ascending)
}

/** Who adds most to the others of the team: whoever has the place, unless another adds more. */
function exchanged(
  search: Search,
  team: readonly number[],
  place: number,
  control: Control | undefined,
  done: number,
): number {
  const others = team.filter((_, at) => at !== place)
  const covered = coveredBy(search, others)
  let best = team[place]!
  let most = gainOf(search, covered, best)
  for (let c = 0; c < search.calls.candidates; c++) {
    if ((c & 0x3fff) === 0) checkpoint(control, done)
    const gain = gainOf(search, covered, c)
    if (gain > most + EVEN && !others.includes(c)) {
      best = c
      most = gain
    }
  }
  return best
}

/** Every team in the order of its candidates, but those are left out that cannot beat what is known. */
function branchAndBound(search: Search, size: number, known: number, control?: Control): number[] {
  const { candidates, practices } = search.calls
  const layers = Array.from({ length: size + 1 }, () => new Float64Array(practices))
  layers[0]!.set(search.base)
  const rest = coveredByRest(search)
  const chosen: number[] = []
  // a little below what greedy found: so the first of all teams that are as good is found, whatever greedy took
  let best = known - 2 * EVEN
  let team: number[] = []
  let steps = 0
  const descend = (from: number, value: number): void => {
    if ((++steps & 0x3ff) === 0) checkpoint(control, 0)
    const left = size - chosen.length
    if (left === 0) {
      if (value > best + EVEN) {
        best = value
        team = [...chosen]
      }
      return
    }
    const covered = layers[chosen.length]!
    if (worthTogether(search, covered, rest[from]!) <= best + EVEN) return
    const gains = new Float64Array(candidates - from)
    for (let c = from; c < candidates; c++) gains[c - from] = gainOf(search, covered, c)
    for (let c = from; c <= candidates - left; c++) {
      if (value + sumOfLargest(gains, left, c - from) <= best + EVEN) return
      if (value + gains[c - from]! + sumOfLargest(gains, left - 1, c - from + 1) <= best + EVEN) continue
      const next = layers[chosen.length + 1]!
      next.set(covered)
      take(search, next, c)
      chosen.push(c)
      descend(c + 1, value + gains[c - from]!)
      chosen.pop()
    }
  }
  descend(0, worthOf(search, []))
  return team
}

/** For each candidate, what they and all after them would cover together. */
function coveredByRest(search: Search): Float64Array[] {
  const { candidates, practices } = search.calls
  const rest = Array.from({ length: candidates + 1 }, () => new Float64Array(practices))
  for (let c = candidates - 1; c >= 0; c--) {
    rest[c]!.set(rest[c + 1]!)
    take(search, rest[c]!, c)
  }
  return rest
}

/** C if all the rest joined as well: no choice among them gives more. */
function worthTogether({ calls, form, total }: Search, covered: Float64Array, rest: Float64Array): number {
  let sum = 0
  for (let g = 0; g < calls.practices; g++) {
    if (calls.asked[g]) sum += calls.stake[g]! * joined(form, covered[g]!, rest[g]!)
  }
  return sum / total
}

function ascending(x: number, y: number): number {
  return x - y
}
