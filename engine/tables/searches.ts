import { streamKey, worldKey } from '../chance.ts'
import type { Control } from '../control.ts'
import { anneal, type Dice, diceOf, type Search } from './anneal.ts'
import { type Bounds, boundsOf } from './bounds.ts'
import { climb } from './climb.ts'
import { drawDecoys } from './decoys.ts'
import { designFor, planByDesign } from './design-plan.ts'
import type { Rounds } from './designs.ts'
import { firstPlan } from './first-plan.ts'
import { openHall, type Score, seatAll } from './hall.ts'
import { judge, worthOf } from './judge.ts'
import { paceOf } from './pace.ts'
import type { TableSettings } from './plan-tables.ts'
import { checkSeats, type Plan, type Seats } from './seats.ts'
import { thermalCycles } from './thermal-cycles.ts'
import { readWishes, type Wishes } from './wishes.ts'

/** What one start found. */
export interface FoundPlan {
  readonly plan: Plan
  readonly score: Score
  /** moves tried */
  readonly moves: number
  readonly bounds: Bounds
  readonly balanced: boolean
}

export interface SearchControl extends Control {
  onBest?: (plan: Plan, score: Score) => void
}

/** Everything that the starts of one gathering share. */
export interface Searches {
  readonly bounds: Bounds
  /** is evenness between tables looked at while searching? Not for given differences, which are hardly ever equal */
  readonly balanced: boolean
  run(nth: number, control?: SearchControl): FoundPlan
}

/** Moves for one slow cooling, for each three people in each round: beyond, starting anew finds more than cooling slower. */
const SLOW = 60
/** The same for one round where nothing counts but mix: there, going on from what was found is better than starting anew for longer. */
const SLOW_CYCLES = 200
const MOST_CYCLES = 50
/** Where meetings are as few as can be, nearly every swap makes two people meet again; only exchanges in all rounds lead on, so they are most of the moves. */
const FIRM_STRETCH = 8
/** With this share of a slow cooling to spend, half of it goes to warming and cooling again and again while meetings stay firm. */
const PATIENT = 0.25
const FIRM_CYCLES = 6

const worst: Score = {
  broken: Number.POSITIVE_INFINITY,
  mix: -1,
  repeats: Number.POSITIVE_INFINITY,
  uneven: Number.POSITIVE_INFINITY,
}

/** Reads the seats, once for each worker. */
export function openSearches(seats: Seats, settings: TableSettings, control?: Control): Searches {
  const pace = paceOf(control)
  checkSeats(seats, pace)
  const balanced = seats.difference === undefined
  const wishes = readWishes(seats, drawDecoys(seats, settings.decoys, control), pace)
  const bounds = boundsOf(seats, wishes, pace)
  const design = designFor(seats, diceOf(streamKey(settings.seed, 'design')), pace)
  return {
    bounds,
    balanced,
    run: (nth, how) => runStart({ seats, settings, wishes, bounds, balanced, design }, nth, how),
  }
}

/** Nothing better can be found: every rule kept and every goal at its bound. */
export function isEnough({ bounds, balanced }: { bounds: Bounds; balanced: boolean }, score: Score): boolean {
  const near = 1e-9 * (1 + bounds.mix)
  return (
    score.broken === 0 &&
    score.repeats <= bounds.repeats &&
    score.mix >= bounds.mix - near &&
    (!balanced || score.uneven <= 1e-9)
  )
}

const coldCooling = { warm: 0.002, cold: 0.0002 }
const warmCooling = { warm: 0.01, cold: 0.0003 }

interface Setup {
  seats: Seats
  settings: TableSettings
  wishes: Wishes
  bounds: Bounds
  balanced: boolean
  design: Rounds | null
}

function runStart(setup: Setup, nth: number, control: SearchControl = {}): FoundPlan {
  const { seats, settings, wishes, bounds, balanced } = setup
  const dice = diceOf(worldKey(streamKey(settings.seed, 'tables'), nth))
  const budget = Math.max(1, Math.floor(settings.moves / settings.starts))
  const cycles = Math.min(MOST_CYCLES, Math.max(1, Math.floor(budget / slowMoves(setup))))
  const better = judge(settings.order, balanced)
  let best: { plan: Plan; score: Score } = { plan: new Int32Array(0), score: worst }
  let moves = 0
  for (let cycle = 0; cycle < cycles && !isEnough(setup, best.score); cycle++) {
    const share = { from: cycle / cycles, to: (cycle + 1) / cycles }
    const isDesign = setup.design !== null && (nth + cycle) % 2 === 0
    const first = firstPlan(seats, wishes, dice, paceOf(control))
    const plan = isDesign ? planByDesign(setup.design!, first, seats.people, dice) : first
    const found = cool(
      setup,
      { plan, dice, isDesign, warmly: nth % 4 === 3, budget: Math.floor(budget / cycles) },
      share,
      control,
    )
    moves += found.moves
    if (better(found.score, best.score)) best = found
  }
  return { ...best, moves, bounds, balanced }
}

/** One round without rules, where nothing counts but mix. */
function isSimple({ seats, wishes, balanced }: Setup): boolean {
  return seats.rounds === 1 && wishes.kind.length === 0 && !balanced
}

function slowMoves(setup: Setup): number {
  return (isSimple(setup) ? SLOW_CYCLES : SLOW) * setup.seats.people ** 3 * setup.seats.rounds
}

interface Begin {
  plan: Plan
  dice: Dice
  isDesign: boolean
  /** cooled less far before goals are firm: where repeats cannot be avoided, more mix is found so */
  warmly: boolean
  budget: number
}

/** The share of the work while goals may be traded, and how often and how warmly it is cooled after that. */
function planOfCooling(setup: Setup, { isDesign, budget }: Begin) {
  const meetingsFirst = setup.settings.order.startsWith('meetings')
  const stretch = meetingsFirst ? FIRM_STRETCH : undefined
  if (isDesign) return { cycles: 1, loosely: 0, warm: 0.006, stretch }
  if (meetingsFirst && budget >= PATIENT * slowMoves(setup))
    return { cycles: FIRM_CYCLES, loosely: 0.5, warm: 0.003, stretch }
  return { cycles: 1, loosely: 0.75, warm: 0.001, stretch: undefined }
}

/** One slow cooling (or cycles of them): loosely first, where goals may be traded, then firmly, then uphill only. */
function cool(setup: Setup, begin: Begin, share: { from: number; to: number }, control: SearchControl) {
  const { seats, settings, wishes, balanced } = setup
  const { shouldStop, onProgress, onBest } = control
  const best = { plan: begin.plan, score: { ...worst } }
  const better = judge(settings.order, balanced)
  const open = (firm: boolean): Search => {
    const worth = worthOf(seats, wishes, settings.order, firm, balanced)
    const hall = openHall(seats, wishes, worth, best.plan, paceOf(control))
    return { hall, dice: begin.dice, better, best, onBest, worse: 0 }
  }
  const part = (from: number, to: number): Control => ({
    shouldStop,
    onProgress:
      onProgress && ((done) => onProgress(share.from + (share.to - share.from) * (from + (to - from) * done))),
  })
  const enough = (score: Score) => isEnough(setup, score)
  const { cycles, loosely, warm, stretch } = planOfCooling(setup, begin)
  let moves = 0
  let heat = 2 * wishes.most
  let search = open(false)
  best.plan = best.plan.slice()
  if (isSimple(setup)) {
    const tried = thermalCycles(search, begin.budget, enough, part(0, 1))
    climb(search)
    return { ...best, moves: tried }
  }
  if (loosely > 0) {
    const how = begin.warmly ? warmCooling : coldCooling
    const cooled = anneal(search, { moves: Math.floor(begin.budget * loosely), ...how }, enough, part(0, loosely))
    moves += cooled.moves
    heat = cooled.heat
  }
  search = open(true)
  for (let nth = 0; nth < cycles; nth++) {
    if (nth > 0) seatAll(search.hall, best.plan)
    const left = { moves: Math.floor((begin.budget - moves) / (cycles - nth)), warm, cold: 0.0001, heat, stretch }
    const from = loosely + ((1 - loosely) * nth) / cycles
    moves += anneal(search, left, enough, part(from, from + (1 - loosely) / cycles)).moves
  }
  climb(search)
  return { ...best, moves }
}
