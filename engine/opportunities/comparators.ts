/**
 * What a space is compared with: doing nothing, groups drawn by lot from everybody, and groups drawn by lot that could be convened
 * under the same rules. The first lot is drawn once for each size, on the worlds on which effects are reported. The second is drawn for each card, on
 * the first half of these worlds, and moved by what the composed group differs between that half and all of them: what is compared is the difference
 * of two groups, and that hardly depends on the worlds.
 *
 * Drawing from everybody often does well on reach alone, because random people span more practices; need, standing and care are
 * what make a space possible, so the fair comparison is with groups that could be convened.
 */
import { type Control, checkpoint } from '../control.ts'
import type { Comparators, Lot } from './effect.ts'
import type { Ground } from './ground.ts'
import { type InvitationRules, randomGroup } from './invitation-rules.ts'

export type Gain = (group: readonly number[]) => number

/** Rises of reach by groups drawn from everybody who may be invited, sorted. Cost: `groups` gains. */
export function drawFromAll(
  ground: Ground,
  { size, groups, control }: { size: number; groups: number; control?: Control },
  gain: Gain,
  next: () => number,
): Drawn {
  const everybody: number[] = []
  for (let person = 0; person < ground.landscape.counts.people; person++) {
    if (!ground.landscape.notInvitable[person]) everybody.push(person)
  }
  const gains: number[] = []
  for (let draw = 0; draw < groups; draw++) {
    checkpoint(control, (0.5 * draw) / groups)
    gains.push(gain(someOf(everybody, size, next).sort((x, y) => x - y)))
  }
  return { gains: gains.sort((x, y) => x - y), size, from: everybody.length }
}

/** So many of them by lot; puts them in the first places of the list. */
function someOf(people: number[], size: number, next: () => number): number[] {
  const many = Math.min(size, people.length)
  for (let i = 0; i < many; i++) {
    const j = i + Math.floor(next() * (people.length - i))
    const kept = people[i]!
    people[i] = people[j]!
    people[j] = kept
  }
  return people.slice(0, many)
}

/** The same from those who can be convened, under the rules of the invitation. */
export function drawConvenable(
  ground: Ground,
  rules: InvitationRules,
  { groups, control }: { groups: number; control?: Control },
  gain: Gain,
  next: () => number,
): Drawn {
  const gains: number[] = []
  for (let draw = 0; draw < groups; draw++) {
    checkpoint(control, 0.5 + (0.5 * draw) / groups)
    const group = randomGroup(ground, rules, next)
    if (group) gains.push(gain(group))
  }
  return { gains: gains.sort((x, y) => x - y), size: rules.size, from: rules.convenable.length }
}

export interface Drawn {
  /** Ascending. */
  gains: number[]
  size: number
  from: number
}

/**
 * Puts the comparators of one invitation together.
 *
 * @param composed `delta`: rise of reach by the composed group as reported; `onLots`: the same on the worlds of the lots; `before`: reach
 * when nothing is done
 */
export function compare(
  composed: { delta: number; onLots: number; before: number },
  all: Drawn,
  convenable: Drawn,
): Comparators {
  const { delta, onLots, before } = composed
  const below = convenable.gains.filter((gain) => gain < onLots).length
  const lot = lotOf(convenable, before, delta - onLots)
  return {
    lot: lotOf(all, before, 0),
    convenable: lot,
    nothing: before,
    beatsLot: convenable.gains.length > 0 && delta > lot.p95Delta,
    betterThan: convenable.gains.length > 0 ? below / convenable.gains.length : 0,
  }
}

function lotOf(drawn: Drawn, before: number, shift: number): Lot {
  const medianDelta = quantile(drawn.gains, 0.5) + shift
  const p95Delta = quantile(drawn.gains, 0.95) + shift
  return {
    groups: drawn.gains.length,
    size: drawn.size,
    from: drawn.from,
    median: before + medianDelta,
    p95: before + p95Delta,
    medianDelta,
    p95Delta,
  }
}

/** Quantile of ascending values, between the two nearest; 0 of none. */
export function quantile(sorted: readonly number[], share: number): number {
  if (sorted.length === 0) return 0
  const at = share * (sorted.length - 1)
  const low = Math.floor(at)
  const high = Math.min(sorted.length - 1, low + 1)
  return sorted[low]! + (at - low) * (sorted[high]! - sorted[low]!)
}
