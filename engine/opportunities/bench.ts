/**
 * A landscape laid out for many questions: what is known read once, and possible worlds opened once, those for choosing apart from
 * those for reporting. Keep it while people try things; it holds no result.
 */
import { joinKeys, sequence, streamKey, textKey } from '../chance.ts'
import { type Control, quiet, stretch } from '../control.ts'
import type { Landscape } from '../network/landscape.ts'
import { type Assumptions, checkAssumptions, defaultAssumptions } from '../reach/assumptions.ts'
import { openWorlds, type Reach, type SpaceEffect, type Worlds } from '../reach/reach.ts'
import { type Drawn, drawConvenable, drawFromAll } from './comparators.ts'
import type { Effect, NoEffect } from './effect.ts'
import { type Ground, readGround } from './ground.ts'
import { type InvitationRules, rulesForLot } from './invitation-rules.ts'
import type { KnownReach } from './spot-outcome.ts'

export interface BenchOptions {
  seed: number | string
  assumptions?: Partial<Omit<Assumptions, 'seed'>>
  fewest?: number
  decoys?: number
  control?: Control
}

export interface Bench {
  ground: Ground
  seed: number | string
  assumptions: Assumptions
  noEffect: NoEffect | null
  /** Null when there is no effect to show. `lots` are the first half of the worlds of `score`, in a large landscape all of them. */
  worlds: { choose: Worlds; order: Worlds; score: Worlds; lots: Worlds } | null
  reach: Reach | null
  /** Lots already drawn, by size and number of groups. */
  lots: Map<string, Drawn>
}

/** Worlds on which invitations are composed are a quarter as many as those on which they are reported, those for their order half. */
const CHOOSING_SHARE = 0.25
/** In a small landscape half as many: worlds are cheap there, and what was chosen on few does worse on others. */
const CHOOSING_SHARE_OF_FEW = 0.5
const SMALL = 5_000
const ORDERING_SHARE = 0.5
/** Worlds on which is chosen and ordered are never fewer than so many, in a landscape of any size and in a large one. */
const FEWEST_WORLDS = 100
const FEWEST_WORLDS_OF_MANY = 32
/** Worlds on which is reported are as many as asked for: an interval takes two. */
const LEAST_WORLDS = 2
/** From so many people and accounts of ties on a landscape is large: fewer worlds are enough, because each holds more pairs. */
const LARGE = 200_000

/**
 * How many worlds effects are reported on unless somebody says: 400, in larger landscapes as many as hold 80 million people and ties, 64 at
 * least. The interval beside every number says what that leaves open.
 */
export function usualWorlds(landscape: Landscape): number {
  const { people, accounts } = landscape.counts
  return Math.max(64, Math.min(defaultAssumptions.worlds, Math.round(80_000_000 / Math.max(1, people + accounts))))
}

export function isLarge({ counts }: Landscape): boolean {
  return counts.people + counts.accounts > LARGE
}

/**
 * Opens the worlds; effects are reported on exactly `assumptions.worlds` of them.
 *
 * @throws BadInput naming the assumption that cannot be, such as fewer than two worlds
 *
 * Cost: that of drawing two and a quarter times `assumptions.worlds` worlds, a quarter less in a large landscape.
 */
export function openBench(landscape: Landscape, options: BenchOptions): Bench {
  const { control } = options
  const worldsUnlessSaid = { worlds: usualWorlds(landscape) }
  const assumptions = { ...defaultAssumptions, ...worldsUnlessSaid, ...options.assumptions, seed: options.seed }
  const ground = readGround(landscape, options.fewest, {
    decoys: options.decoys,
    control: quiet(control),
  })
  const noEffect = whyNoEffect(ground, assumptions)
  checkAssumptions(assumptions, landscape.ids.boundaries)
  const fewest = isLarge(landscape) ? FEWEST_WORLDS_OF_MANY : FEWEST_WORLDS
  const open = (stream: string, share: number, least: number, within?: Control) => {
    const worlds = Math.max(least, Math.round(assumptions.worlds * share))
    return openWorlds(landscape, { ...assumptions, worlds }, stream, within)
  }
  if (noEffect) return { ground, seed: options.seed, assumptions, noEffect, worlds: null, reach: null, lots: new Map() }
  const isSmall = landscape.counts.people + landscape.counts.accounts < SMALL
  const choosing = isSmall ? CHOOSING_SHARE_OF_FEW : CHOOSING_SHARE
  const choose = open('choose', choosing, fewest, stretch(control, 0.05, 0.2))
  const order = open('order', ORDERING_SHARE, fewest, stretch(control, 0.2, 0.4))
  const score = open('score', 1, LEAST_WORLDS, stretch(control, 0.4, 0.8))
  const lots = isLarge(landscape) ? score : open('score', 0.5, LEAST_WORLDS, stretch(control, 0.8, 1))
  const worlds = { choose, order, score, lots }
  return {
    ground,
    seed: options.seed,
    assumptions,
    noEffect,
    worlds,
    reach: score.reach(quiet(control)),
    lots: new Map(),
  }
}

/** A sequence of chance of its own for each purpose, so that one more card never changes another. */
export function chanceFor({ seed }: { seed: number | string }, purpose: string, what: string): () => number {
  return sequence(joinKeys(streamKey(seed, purpose), textKey(what)))
}

/** Lot from everybody; the same for all invitations of one size. */
export function lotFromAll(bench: Bench, size: number, groups: number, control?: Control): Drawn {
  const name = `${size} ${groups}`
  const known = bench.lots.get(name)
  if (known) return known
  const gain = (group: readonly number[]) => bench.worlds!.score.gain(group, undefined, quiet(control))
  const drawn = drawFromAll(bench.ground, { size, groups, control }, gain, chanceFor(bench, 'lot', String(size)))
  bench.lots.set(name, drawn)
  return drawn
}

/** Lot from those who can be convened under these rules. */
export function lotConvenable(bench: Bench, wanted: InvitationRules, groups: number, control?: Control): Drawn {
  const rules = rulesForLot(bench.ground, wanted)
  const gain = (group: readonly number[]) => bench.worlds!.lots.gain(group, undefined, quiet(control))
  const next = chanceFor(bench, 'convenable', rules.candidate.key)
  return drawConvenable(bench.ground, rules, { groups, control }, gain, next)
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
