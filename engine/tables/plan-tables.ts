import { BadInput, soundSeed, wholeNumber } from '../bad-input.ts'
import type { Control } from '../control.ts'
import type { Joining, Parted } from '../parts.ts'
import { judge, type Order, orders } from './judge.ts'
import { type Pace, paceOf } from './pace.ts'
import { type FoundPlan, isEnough, openSearches } from './searches.ts'
import { rulesNotKept, type Seating, seatingOf } from './seating.ts'
import { checkSeats, type Plan, type Seats } from './seats.ts'

export interface TableSettings {
  /** what comes first, and what only where that is equal */
  readonly order: Order
  /** the work: how many moves are tried in all (4 to 60 ns each, more where many are made) */
  readonly moves: number
  /** independent searches that share the work; the best of them is taken */
  readonly starts: number
  /** for each pair kept apart so many others, by chance, are kept apart too: so that never meeting says nothing of anybody */
  readonly decoys: number
  readonly seed: number | string
}

export const usualTables: TableSettings = {
  order: 'meetings, mix, balance',
  moves: 20_000_000,
  starts: 4,
  decoys: 3,
  seed: 1,
}

/** Follows and stops a search, and is given each better plan while it runs. */
export interface TableControl extends Control {
  /** given a plan that keeps every rule and is better than all before; a copy, to keep */
  onBest?: (plan: Plan) => void
}

/** @throws BadInput for settings out of their range */
function checkTableSettings({ order, moves, starts, decoys, seed }: TableSettings): void {
  if (!orders.includes(order)) throw new BadInput('order', order, `give one of: ${orders.join('; ')}`)
  wholeNumber('moves', moves, 1_000, 100_000_000_000)
  wholeNumber('starts', starts, 1, 1_000)
  wholeNumber('decoys', decoys, 0, 100)
  soundSeed('seed', seed)
}

/**
 * Who sits where in each round, so that tables mix across boundaries and people meet others than before?
 *
 * Rules (apart, together, hosts, sizes) are kept in every round, or there is no plan. Among the plans that keep them: the best in what
 * `order` names first, then in the next, then in the last. The budget is moves tried, so that the same seats, settings and seed give the
 * same plan everywhere. Method: simulated annealing over swaps, from several starts and, where one fits, from an explicit design.
 *
 * @returns the plan, its worth, a proven bound for each goal, and the gap between the two
 * @throws BadInput for seats and settings that cannot be, and when no plan was found that keeps every rule; Error named AbortError when
 *   stopped (`onBest` was given the best plan until then)
 */
export function planTables(seats: Seats, settings: TableSettings = usualTables, control: TableControl = {}): Seating {
  const { onBest, onProgress, shouldStop } = control
  const joining = join(seats, settings, paceOf(control))
  const search = openSearches(seats, settings, { shouldStop })
  const better = judge(settings.order, search.balanced)
  let best: FoundPlan['score'] | null = null
  for (let nth = 0; nth < settings.starts; nth++) {
    const found = search.run(nth, {
      shouldStop,
      onProgress: onProgress && ((done) => onProgress((nth + done) / settings.starts)),
      onBest:
        onBest &&
        ((plan, score) => {
          if (score.broken > 0 || (best && !better(score, best))) return
          best = { ...score }
          onBest(plan.slice())
        }),
    })
    joining.add(found)
    if (isEnough(search, found.score)) break
  }
  onProgress?.(1)
  return joining.result()
}

/** The same in parts: each start is one, and the best of all is taken, the first of those that are equal. */
export const tablesInParts: Parted<Seats, TableSettings, FoundPlan, Seating> = {
  count: (_, { starts }) => starts,
  open(seats, settings) {
    let search: ReturnType<typeof openSearches> | undefined
    return (nth, control) => {
      search ??= openSearches(seats, settings, { shouldStop: control?.shouldStop })
      return search.run(nth, control)
    }
  },
  join: (seats, settings) => join(seats, settings, paceOf()),
}

function join(seats: Seats, settings: TableSettings, pace: Pace): Joining<FoundPlan, Seating> {
  checkSeats(seats, pace)
  checkTableSettings(settings)
  const search = { bounds: null as FoundPlan['bounds'] | null, balanced: true }
  let best: FoundPlan | null = null
  let moves = 0
  let done = false
  return {
    add(found) {
      if (done) return
      moves += found.moves
      if (!best || judge(settings.order, found.balanced)(found.score, best.score)) best = found
      search.bounds = found.bounds
      done = isEnough(found, found.score)
    },
    result() {
      if (!best || best.score.broken > 0) throw rulesNotKept(moves)
      return seatingOf(seats, settings, best, moves, pace)
    },
  }
}
