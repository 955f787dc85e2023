import { BadInput, listAt, numberWithin, soundSeed } from '../bad-input.ts'
import { coin, sequence, streamKey, textKey } from '../chance.ts'
import { type Control, checkpoint } from '../control.ts'
import { type DrawPool, type KindsOfPeople, kindsOfPeople } from './draw-pool.ts'
import { leximin } from './leximin.ts'
import type { LinearSolver } from './linear-solver.ts'
import { type Bound, conflictingBounds, isPanel, type MakeUp, smallestRelaxation } from './panels.ts'
import { smallSolver } from './small-solver.ts'

/** A lottery over panels, with the chance it gives to everybody. */
export interface FairLottery {
  kind: 'fair'
  /** chance of each person, in the order of the pool, 0 to 1: for that person alone */
  chance: Float64Array
  /** the smallest chance of anybody whom some panel can hold; as large as quotas allow, to seven digits */
  least: number
  /** how many people no panel can hold under these quotas: tell them before the draw */
  impossible: number
  /** ids of people who are alike; within a kind lots fall evenly */
  kinds: readonly (readonly string[])[]
  /** how many of each kind a panel holds, and with what chance such a panel is drawn */
  lottery: readonly { makeUp: MakeUp; chance: number }[]
}

/** No panel meets the quotas. */
export interface NoPanel {
  kind: 'no-panel'
  /** bounds that cannot hold together, although any one less could */
  conflict: Bound[]
  /** the smallest change that helps: bounds with their new number; null when none within what may be relaxed does */
  relaxation: Bound[] | null
}

/**
 * Who should sit on a panel when more want to than fit: a lottery that meets every quota and makes chances as equal as quotas allow, the
 * smallest first (leximin). Or why no panel can meet them, and the smallest change that would do.
 *
 * People who chose the same in every category get the same chance. Chances depend neither on order nor on the solver; which panels carry
 * them may depend on the solver. Quotas may name only what people chose to say of themselves.
 *
 * Cost: some hundred linear programs for a hundred kinds of people: about a second; larger pools need a grown-up solver in the pool.
 *
 * @throws BadInput naming what is wrong with the pool; Error when the solver gives up, with the reason, or named AbortError when stopped
 */
export function fairDraw(pool: DrawPool, control?: Control): FairLottery | NoPanel {
  const kinds = kindsOfPeople(pool)
  const solver = pool.solver ?? smallSolver
  const found = leximin(kinds, solver, control)
  if (!found) {
    const pause = () => checkpoint(control, 0.5)
    const stoppable: LinearSolver = (program) => {
      pause()
      return solver(program, pause)
    }
    return {
      kind: 'no-panel',
      conflict: conflictingBounds(kinds, stoppable),
      relaxation: smallestRelaxation(kinds, stoppable),
    }
  }
  const chance = new Float64Array(pool.people.length)
  let least = 1
  let impossible = 0
  for (const [kind, people] of kinds.people.entries()) {
    for (const person of people) chance[person] = found.chance[kind]!
    if (found.impossible[kind]) impossible += people.length
    else least = Math.min(least, found.chance[kind]!)
  }
  const lottery = found.lottery.toSorted((one, other) => compared(one.makeUp, other.makeUp))
  return { kind: 'fair', chance, least, impossible, kinds: idsOf(pool, kinds), lottery }
}

function idsOf({ people }: DrawPool, kinds: KindsOfPeople): string[][] {
  return kinds.people.map((alike) => alike.map((person) => people[person]!.id))
}

function compared(one: MakeUp, other: MakeUp): number {
  const at = one.findIndex((some, kind) => some !== other[kind])
  return at < 0 ? 0 : one[at]! - other[at]!
}

/**
 * Draws one panel of the lottery: first how many of each kind, then who of each kind. The same seed draws the same people, whatever their
 * order in the pool.
 *
 * Let the seed come from something that nobody chose, such as dice before witnesses, after the chances are fixed: whoever picks the seed
 * picks the panel. Cost O(people · categories + log).
 *
 * @param pool the one that the lottery was made for; its people may stand in another order
 * @returns ids of those drawn, in order
 * @throws BadInput for a seed that is neither a text nor a whole number, for what is no lottery, and for the lottery of another pool
 */
export function drawPanel(pool: DrawPool, fair: FairLottery, seed: number | string): string[] {
  soundSeed('seed', seed)
  const { kinds, lottery } = lotteryOf(pool, fair)
  let left = sequence(streamKey(seed, 'fair draw'))()
  let drawn = lottery[0]!
  for (const panel of lottery) {
    drawn = panel
    left -= panel.chance
    if (left < 0) break
  }
  const stream = streamKey(seed, 'fair draw: who of a kind')
  const lot = (id: string) => {
    const key = textKey(id)
    return coin(stream.low, stream.high, key.low, key.high)
  }
  return kinds
    .flatMap((people, kind) => {
      const lots = people.map((id) => ({ id, lot: lot(id) }))
      // people stand by id, and sorting keeps that between equal lots
      return lots.sort((x, y) => x.lot - y.lot).slice(0, drawn.makeUp[kind]!)
    })
    .map(({ id }) => id)
    .sort()
}

/** Chances of panels come from a linear program. */
const ROUNDING = 1e-6

/** The lottery, when it is one and of this very pool: the same people, alike in the same way, under quotas that its panels meet. */
function lotteryOf(pool: DrawPool, fair: FairLottery): FairLottery {
  if (fair?.kind !== 'fair') throw new BadInput('lottery.kind', fair?.kind, 'give the lottery of a fair draw')
  const kinds = kindsOfPeople(pool)
  const ids = idsOf(pool, kinds)
  const others = ids.findIndex((alike, kind) => JSON.stringify(alike) !== JSON.stringify(fair.kinds?.[kind]))
  if (others >= 0 || ids.length !== listAt('lottery.kinds', fair.kinds).length) {
    throw new BadInput('pool', `${pool.people.length} people`, 'give the people for whom this lottery was made')
  }
  for (const [at, { makeUp, chance }] of listAt('lottery.lottery', fair.lottery).entries()) {
    listAt(`lottery.lottery[${at}].makeUp`, makeUp, 'numbers')
    numberWithin(`lottery.lottery[${at}].chance`, chance, 0, 1 + ROUNDING)
  }
  if (!fair.lottery.every(({ makeUp }) => isPanel(kinds, makeUp))) {
    throw new BadInput('pool', `${pool.seats} seats`, 'give the seats and quotas for which this lottery was made')
  }
  return fair
}
