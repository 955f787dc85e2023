/**
 * A landscape laid out for many questions: what is known read once, and possible worlds opened once, those for choosing apart from
 * those for reporting. Keep it while people try things; it holds no result.
 */
import { joinKeys, sequence, streamKey, textKey } from '../chance.ts'
import type { Control } from '../control.ts'
import type { Landscape } from '../network/landscape.ts'
import { type Assumptions, defaultAssumptions } from '../reach/assumptions.ts'
import { openWorlds, type Reach, type SpaceEffect, type Worlds } from '../reach/reach.ts'
import { type Drawn, drawConvenable, drawFromAll } from './comparators.ts'
import { type Ground, readGround } from './ground.ts'
import type { InvitationRules } from './invitation-rules.ts'
import type { Effect, KnownReach, NoEffect } from './opportunity.ts'

export interface BenchOptions {
  seed: number
  assumptions?: Partial<Omit<Assumptions, 'seed'>>
  fewest?: number
  control?: Control
}

export interface Bench {
  ground: Ground
  seed: number
  assumptions: Assumptions
  noEffect: NoEffect | null
  /** Null when there is no effect to show. `lots` are the first half of the worlds of `score`. */
  worlds: { choose: Worlds; order: Worlds; score: Worlds; lots: Worlds } | null
  reach: Reach | null
  /** Lots already drawn, by size and number of groups. */
  lots: Map<string, Drawn>
}

/** Worlds on which invitations are composed are a quarter as many as those on which they are reported, those for their order half. */
const CHOOSING_SHARE = 0.25
const ORDERING_SHARE = 0.5
const FEWEST_WORLDS = 100

/** Opens the worlds. Cost: that of drawing two and a quarter times `assumptions.worlds` worlds. */
export function openBench(landscape: Landscape, options: BenchOptions): Bench {
  const assumptions = { ...defaultAssumptions, ...options.assumptions, seed: options.seed }
  const ground = readGround(landscape, options.fewest)
  const noEffect = whyNoEffect(ground, assumptions)
  const shouldStop = options.control?.shouldStop
  const open = (stream: string, share: number) =>
    openWorlds(
      landscape,
      { ...assumptions, worlds: Math.max(FEWEST_WORLDS, Math.round(assumptions.worlds * share)) },
      stream,
      { shouldStop },
    )
  if (noEffect) return { ground, seed: options.seed, assumptions, noEffect, worlds: null, reach: null, lots: new Map() }
  const worlds = {
    choose: open('choose', CHOOSING_SHARE),
    order: open('order', ORDERING_SHARE),
    score: open('score', 1),
    lots: open('score', 0.5),
  }
  return { ground, seed: options.seed, assumptions, noEffect, worlds, reach: worlds.score.reach(), lots: new Map() }
}

/** A sequence of chance of its own for each purpose, so that one more card never changes another. */
export function chanceFor(bench: Bench, purpose: string, what: string): () => number {
  return sequence(joinKeys(streamKey(bench.seed, purpose), textKey(what)))
}

/** Lot from everybody; the same for all invitations of one size. */
export function lotFromAll(bench: Bench, size: number, groups: number): Drawn {
  const name = `${size} ${groups}`
  const known = bench.lots.get(name)
  if (known) return known
  const gain = (group: readonly number[]) => bench.worlds!.score.gain(group)
  const drawn = drawFromAll(bench.ground, size, groups, gain, chanceFor(bench, 'lot', String(size)))
  bench.lots.set(name, drawn)
  return drawn
}

/** Lot from those who can be convened under these rules. */
export function lotConvenable(bench: Bench, rules: InvitationRules, groups: number): Drawn {
  const gain = (group: readonly number[]) => bench.worlds!.lots.gain(group)
  return drawConvenable(bench.ground, rules, groups, gain, chanceFor(bench, 'convenable', rules.candidate.key))
}

/** The effect in ids, practices with too few people left out. */
export function showEffect(bench: Bench, effect: SpaceEffect): Effect {
  const { ground, reach } = bench
  const { low, high } = effect.delta
  const band = effect.dataBand
  return {
    before: effect.before,
    after: effect.after,
    delta: effect.delta,
    split: effect.split,
    spillOver: effect.spillOver,
    local: effect.local,
    gainByPractice: ground.pairs.considered.map((practice) => ({
      practice: ground.landscape.ids.practices[practice]!,
      before: reach!.byPractice[practice]!.into,
      gain: effect.gainByPractice[practice]!,
    })),
    dataBand: band,
    cannotTell: (low <= 0 && high >= 0) || (band !== null && band.low <= 0 && band.high >= 0),
    worlds: effect.worlds,
  }
}

/** Reach as it is, in ids; practices with too few people left out. */
export function showReach(bench: Bench): KnownReach | null {
  const { ground, reach } = bench
  if (!reach) return null
  return {
    mean: reach.llc,
    dataBand: reach.dataBand,
    byPractice: ground.pairs.considered.map((practice) => {
      const row = reach.byPractice[practice]!
      return {
        practice: ground.landscape.ids.practices[practice]!,
        people: row.people,
        into: row.into,
        from: row.from,
        local: row.local,
      }
    }),
    worlds: reach.worlds,
  }
}

function whyNoEffect(ground: Ground, assumptions: Assumptions): NoEffect | null {
  const { landscape } = ground
  let invitable = 0
  for (let person = 0; person < landscape.counts.people; person++) if (!landscape.notInvitable[person]) invitable++
  if (invitable < 2) return 'nobody-to-invite'
  let peopled = 0
  for (let practice = 0; practice < landscape.counts.practices; practice++) {
    if (landscape.practiceStart[practice + 1]! > landscape.practiceStart[practice]!) peopled++
  }
  if (peopled < 2) return 'one-practice'
  return ground.pairs.ties === 0 || assumptions.kinds.length === 0 ? 'no-ties-known' : null
}
