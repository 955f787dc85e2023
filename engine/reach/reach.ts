import { type Control, checkpoint, stretch } from '../control.ts'
import type { Landscape } from '../network/landscape.ts'
import { type Assumptions, checkAssumptions } from './assumptions.ts'
import { openCounter, setMembers } from './count-world.ts'
import { type Band, dataBand, type Estimate, estimate } from './estimate.ts'
import { gainsOfOneMore } from './gains-of-one-more.ts'
import { keepInside } from './inside-worlds.ts'
import { placesOfMembers } from './members.ts'
import { whyNothing } from './pair-weights.ts'
import { type PracticeReach, reachNow, reachOfWorld } from './reach-now.ts'
import { seldomTold } from './seldom-told.ts'
import { type EffectByWorld, effectByWorld, meanGain } from './space-effect.ts'
import { firstWorld, keepBlocks, onlyStop, openWorldSet, type WorldSet } from './world-set.ts'

/**
 * A reason why reach across practices has no meaning here; the numbers are then all 0 and must not be shown. No stakes: there are
 * practices enough, but every pair of them was given a stake of 0.
 */
export type CannotSay = 'fewer-than-two-practices' | 'no-stakes'

/** How far what is learned travels in a landscape as it is. All chances, 0 to 1. */
export interface Reach {
  cannotSay: CannotSay | null
  /** mean chance that what is learned in one practice can reach another (weighted by stakes) */
  llc: Estimate
  /** 10–90 % band over what the unknown pairs may be; null unless unknown pairs are drawn */
  dataBand: Band | null
  /** one row per practice, in the landscape's order */
  byPractice: PracticeReach[]
  /**
   * `between[from * practices + into]`: mean chance from practice to practice (diagonal: local). −1 where there is no pair
   * of different people. Null above 256 practices.
   */
  between: Float64Array | null
  worlds: number
}

/** What one space with these members would do to the landscape: chances, and differences of chances. */
export interface SpaceEffect {
  cannotSay: CannotSay | null
  before: Estimate
  after: Estimate
  /** after − before, paired over worlds */
  delta: Estimate
  /** parts of delta: pairs with both people in the space, with one, with none; `in + edge + out` is delta's mean to the last bit */
  split: { in: number; edge: number; out: number }
  /** (edge + out) / delta; null when delta's interval includes 0 */
  spillOver: number | null
  /** mean chance between members, before and after; null under two members */
  local: { before: Estimate; after: Estimate } | null
  /** one per practice: rise of the mean chance that what is learned in the others reaches it */
  gainByPractice: number[]
  /** 10–90 % band of delta over what the unknown pairs may be; null unless unknown pairs are drawn */
  dataBand: Band | null
  worlds: number
}

/**
 * A set of possible worlds of one landscape under one set of assumptions, kept for many what-ifs. Where a control may be given and is not,
 * whoever opened the worlds is asked whether to stop.
 */
export interface Worlds {
  readonly assumptions: Assumptions
  readonly stream: string
  readonly cannotSay: CannotSay | null
  /** Reach of the landscape as it is, by practice and by pair too. Computed at the first call, then kept. */
  reach(control?: Control): Reach
  /**
   * Mean rise of the landscape's reach by a space with these members: the fast one, for choosing. May be below 0 when
   * attention costs. Fewer than two members: 0.
   *
   * Cost, c = 0: only what lies around those who attend, in each world. c > 0: every world is drawn again.
   */
  gain(members: ArrayLike<number>, space?: string, control?: Control): number
  /**
   * The gain of these members and one more, for each candidate (those who are members already: the gain of the members). To
   * rounding the same as `gain` of each group, at about the cost of one `gain` for them all when c = 0: use it for greedy choice
   * and for swaps. One group after another when attention costs, or when worlds are sampled.
   */
  gains(members: ArrayLike<number>, candidates: ArrayLike<number>, space?: string, control?: Control): Float64Array
  /** The full effect of a space with these members, with intervals and split, for showing. A few times the cost of `gain`. */
  effect(members: ArrayLike<number>, space?: string, control?: Control): SpaceEffect
}

/**
 * Draws possible worlds, in which every tie is open or closed, and counts who can be reached from whom.
 *
 * Question: what is the chance that something learned here can reach there? Independent cascade in its live-edge view (Kempe,
 * Kleinberg & Tardos 2003): LLC = Σ s_ab · mean σ_ij / Σ s_ab over ordered pairs of practices, each world counted in one
 * union–find pass; pairs of a person with themselves are taken out where practices overlap. Membership weights do not enter.
 * One-way ties lead from component to component; above 4,096 people what goes through the largest is counted once for all, and
 * parts of an effect are followed from 128 random people in each world, which keeps the mean and widens the interval. Spaces that
 * exist already enter only when assumed to carry.
 *
 * Cost: O(people + ties) per world; 512 MB of worlds are kept, above that they are made again when needed.
 *
 * Empty cases: with fewer than two practices that have people, or with stakes that are all 0, `cannotSay` tells so and every number is 0.
 *
 * What misleads: the assumptions are guesses, so order is sounder than size; a ceiling on learning, not learning; those who are
 * well mapped look better connected. Show the interval, the answer rates and the assumptions.
 *
 * @param stream worlds of another stream are independent: choose on 'choose', report on 'score'
 * @throws BadInput for assumptions out of range; Error named AbortError when stopped
 */
export function openWorlds(
  landscape: Landscape,
  assumptions: Assumptions,
  stream: 'choose' | 'score' | (string & {}),
  control?: Control,
): Worlds {
  checkAssumptions(assumptions, landscape.ids.boundaries)
  const set = openWorldSet(landscape, assumptions, stream, control)
  const cannotSay: CannotSay | null = whyNothing(set.weights)
  if (assumptions.attentionCost > 0) keepBlocks(set)
  const before = drawAll(set, seldomTold(control))
  set.control = undefined
  let now: Reach | null = null
  const often = worldsBetweenChecks(set)
  const gain = (list: Uint32Array, space: string, within: Control | undefined): number => {
    if (cannotSay || (list.length < 2 && assumptions.attentionCost === 0)) return 0
    return meanGain(set, list, space, (w) => w % often === 0 && checkpoint(within, w / assumptions.worlds))
  }
  /** Does something that may be stopped; what it has left half done is made anew. */
  const during = <T>(given: Control | undefined, act: (within: Control | undefined) => T): T => {
    const within = given ? seldomTold(given) : onlyStop(control)
    set.control = onlyStop(within)
    let done = false
    try {
      const result = act(within)
      done = true
      within?.onProgress?.(1)
      return result
    } finally {
      set.control = undefined
      if (!done) set.counter = openCounter(set.places, set.weights)
    }
  }
  const gainsOfEach = (list: Uint32Array, tried: Uint32Array, space: string, within: Control | undefined) =>
    Float64Array.from(tried, (one, k) => {
      const group = Uint32Array.from(new Set([...list, one])).sort()
      return gain(group, space, stretch(within, k / tried.length, (k + 1) / tried.length))
    })
  const worlds: Worlds = {
    assumptions,
    stream,
    cannotSay,
    reach: (given) => (now ??= during(given, (within) => reachNow(set, within))),
    gain: (members, space = 'space', given) => {
      const list = placesOfMembers(set.places, members)
      return during(given, (within) => gain(list, space, within))
    },
    gains: (members, candidates, space = 'space', given) => {
      const list = placesOfMembers(set.places, members)
      placesOfMembers(set.places, candidates)
      const tried = Uint32Array.from(candidates, (one) => set.places.placeOf[one]!)
      if (cannotSay) return new Float64Array(tried.length)
      return during(given, (within) => {
        if (assumptions.attentionCost === 0 && !set.sources) {
          const onWorld = (w: number) => w % often === 0 && checkpoint(within, w / assumptions.worlds)
          return gainsOfOneMore(set, list, tried, space, onWorld)
        }
        return gainsOfEach(list, tried, space, within)
      })
    },
    effect: (members, space = 'space', given) => {
      const list = placesOfMembers(set.places, members)
      return during(given, (within) => {
        const onWorld = (w: number) => w % often === 0 && checkpoint(within, w / before.length)
        const effect = effectByWorld(set, list, space, onWorld)
        return { cannotSay, ...summary(set, before, effect, list.length) }
      })
    },
  }
  keepInside(worlds, { set, during })
  return worlds
}

/** So many worlds at most between questions whether to stop, and so many people and ties in them: some milliseconds. */
const MOST_WORLDS_BETWEEN_CHECKS = 16
const PEOPLE_AND_TIES_BETWEEN_CHECKS = 200_000

function worldsBetweenChecks({ places, ties, unknown }: WorldSet): number {
  // one-way ties are followed from everybody, and pairs nobody was asked about are very many: no telling how long
  if (ties.oneWay.count > 0 || unknown) return 1
  const worlds = Math.floor(PEOPLE_AND_TIES_BETWEEN_CHECKS / Math.max(1, places.people + ties.mutual.count))
  return Math.max(1, Math.min(MOST_WORLDS_BETWEEN_CHECKS, worlds))
}

/** Draws every world and gives the reach in each. */
function drawAll(set: WorldSet, control: Control | undefined): Float64Array {
  const often = worldsBetweenChecks(set)
  const before = new Float64Array(set.coinKeys.length)
  setMembers(set.counter, new Uint32Array(0))
  for (let w = 0; w < before.length; w++) {
    if (w % often === 0) checkpoint(control, w / before.length)
    before[w] = reachOfWorld(set, w, firstWorld(set, w))
  }
  control?.onProgress?.(1)
  return before
}

function summary(
  set: WorldSet,
  before: Float64Array,
  effect: EffectByWorld,
  members: number,
): Omit<SpaceEffect, 'cannotSay'> {
  const { worlds } = set.assumptions
  const { stakes, stakesInto } = set.weights
  const mean = (values: Float64Array) => estimate(values, worlds).mean
  const split = { in: mean(effect.in), edge: mean(effect.edge), out: mean(effect.out) }
  const delta = { ...estimate(effect.delta, worlds), mean: split.in + split.edge + split.out }
  const sure = delta.low > 0 || delta.high < 0
  return {
    before: estimate(before, worlds, 0),
    after: estimate(
      before.map((value, w) => value + effect.delta[w]!),
      worlds,
      0,
    ),
    delta,
    split,
    spillOver: sure ? (split.edge + split.out) / delta.mean : null,
    local:
      members < 2
        ? null
        : { before: estimate(effect.localBefore, worlds, 0), after: estimate(effect.localAfter, worlds, 0) },
    gainByPractice: Array.from(effect.gained, (sum, b) =>
      stakesInto[b]! > 1e-12 ? ((sum / worlds) * stakes) / stakesInto[b]! : 0,
    ),
    dataBand: set.unknown && dataBand(effect.delta, worlds),
    worlds,
  }
}
