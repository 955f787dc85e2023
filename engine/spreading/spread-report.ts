import { wilson } from '../agreement/wilson.ts'
import type { Landscape } from '../network/landscape.ts'
import type { Joining } from '../parts.ts'
import { type Band, bandOf } from './bands.ts'
import { fromTheStart, leastShown, unknownStart } from './run-summary.ts'
import { type Run, type RunOutcome, type Scenario, type SpreadPart, scenariosOf } from './spread-parts.ts'
import type { SpreadPlan } from './spread-plan.ts'
import { openStuckPairs, type StuckPairs, type StuckPoint } from './stuck-pairs.ts'

/** When something first happens over all stories, null = not within the months looked at; and in how many it does. */
export interface FirstMonth {
  /** share of the stories in which it happens, 0 to 1 */
  share: number
  /** the same at 95 %, because only so many stories were drawn */
  shareBetween: { low: number; high: number }
  /** 10 % of the stories have it by then, half of them, 90 % */
  early: number | null
  median: number | null
  late: number | null
  /** the median of those in which it happens; null where it never does */
  medianWhenItHappens: number | null
}

/** When a boundary is first crossed: by somebody who shares no side with those it began with. */
export interface BoundaryCrossing {
  boundary: string
  /** in how many stories it can be told, because a side of the starters is known and not all sides are theirs */
  told: number
  first: FirstMonth | null
  /** the same for each of its sides; null for a side of fewer than five people, and where every story began there */
  sides: { side: string; first: FirstMonth | null }[]
}

/** What comes out in one scenario, month by month from 0 on: never one line. */
export interface ScenarioReport {
  practices: Band[]
  /** people who have it: met it where one contact may do, tried it where there is a threshold */
  people: Band[]
  /** people who met it; null where that is the same as having it */
  met: Band[] | null
  /** the steps after; null where a step is not looked at */
  tried: Band[] | null
  effect: Band[] | null
  toldBack: Band[] | null
  crossings: BoundaryCrossing[]
}

/** A single run, as counts by practice: possible, not forecast. */
export interface Story {
  run: number
  practices: {
    practice: string
    /** month in which it was reached; null when it was not, or may not be shown */
    month: number | null
    /** people who have it at the end; null under five people in the practice */
    people: number | null
    hidden: boolean
  }[]
}

export interface SpreadReport {
  cannotSay: 'nobody to begin with' | null
  runs: number
  months: number
  /** how many people there are, and how many of them answered who they are tied to */
  known: { people: number; answered: number }
  planned: ScenarioReport | null
  /** null where no space meets */
  without: ScenarioReport | null
  random: ScenarioReport | null
  /** practices more than without spaces and than with random ones, in the same worlds, by month */
  moreThanWithout: Band[] | null
  moreThanRandom: Band[] | null
  stuck: StuckPoint[]
  stories: Story[]
}

/** What is kept of a run until the end: nothing that grows with the number of practices. */
type Kept = Partial<Record<Scenario, KeptOutcome>>
type KeptOutcome = Omit<RunOutcome, 'practice' | 'people' | 'practiceMet'>

function kept(run: Run): Kept {
  const entries = Object.entries(run).map(([scenario, outcome]) => {
    const { practice: _, people: __, practiceMet: ___, ...rest } = outcome
    return [scenario, rest]
  })
  return Object.fromEntries(entries)
}

/** Puts runs together, as they come, into bands. */
export function joinRuns(landscape: Landscape, plan: SpreadPlan): Joining<SpreadPart, SpreadReport> {
  const outcomes: Kept[] = []
  const stories: Story[] = []
  let stuck: StuckPairs | null = null
  let began = false
  return {
    add({ runs, tied }) {
      if (tied) stuck = openStuckPairs(landscape, tied)
      for (const run of runs) {
        const planned = run.planned!
        began = began || planned.byMonth[0]! > 0
        stuck?.look(planned)
        if (stories.length < plan.stories) stories.push(storyOf(landscape, planned, stories.length))
        outcomes.push(kept(run))
      }
    },
    result() {
      const has = (scenario: Scenario) => began && scenariosOf(plan).includes(scenario)
      const report = (scenario: Scenario) => (has(scenario) ? reportOf(landscape, plan, outcomes, scenario) : null)
      return {
        cannotSay: began ? null : 'nobody to begin with',
        runs: plan.runs,
        months: plan.months,
        known: { people: landscape.counts.people, answered: answered(landscape) },
        planned: report('planned'),
        without: report('without'),
        random: report('random'),
        moreThanWithout: has('without') ? gain(outcomes, 'without', plan.months) : null,
        moreThanRandom: has('random') ? gain(outcomes, 'random', plan.months) : null,
        stuck: (began && stuck?.points()) || [],
        stories: began ? stories : [],
      }
    },
  }
}

function answered({ complete, counts, answeredAll, answerStart }: Landscape): number {
  if (complete) return counts.people
  let count = 0
  for (let i = 0; i < counts.people; i++) if (answeredAll[i] === 1 || answerStart[i + 1]! > answerStart[i]!) count++
  return count
}

function reportOf(landscape: Landscape, plan: SpreadPlan, runs: readonly Kept[], scenario: Scenario): ScenarioReport {
  const outcomes = runs.map((run) => run[scenario]!)
  const of = (pick: (outcome: KeptOutcome) => Uint32Array) => bandsByMonth(outcomes.map(pick), plan.months)
  const isComplex = plan.way !== 'simple'
  const { tries, effect, toldBack } = plan.follow
  const triesAtAll = isComplex || tries > 0
  return {
    practices: of(({ practices }) => practices),
    people: of(({ byMonth }) => byMonth),
    met: isComplex ? of(({ met }) => met) : null,
    tried: triesAtAll ? of(isComplex ? ({ byMonth }) => byMonth : (outcome) => outcome.tries) : null,
    effect: triesAtAll && effect > 0 ? of((outcome) => outcome.effect) : null,
    toldBack: triesAtAll && effect > 0 && toldBack > 0 ? of((outcome) => outcome.toldBack) : null,
    crossings: landscape.ids.boundaries.map((_, b) => crossingOf(landscape, outcomes, b)),
  }
}

function bandsByMonth(rows: readonly ArrayLike<number>[], months: number): Band[] {
  return Array.from({ length: months + 1 }, (_, t) => bandOf(rows.map((row) => row[t]!)))
}

function gain(runs: readonly Kept[], against: Scenario, months: number): Band[] {
  const rows = runs.map((run) => {
    const other = run[against]!.practices
    return Array.from(run.planned!.practices, (count, t) => count - other[t]!)
  })
  return bandsByMonth(rows, months)
}

function crossingOf(landscape: Landscape, outcomes: readonly KeptOutcome[], b: number): BoundaryCrossing {
  const { ids, sideStart } = landscape
  const months = outcomes.map(({ boundary }) => boundary[b]!)
  const told = months.filter((month) => month !== unknownStart && month !== fromTheStart)
  const people = peopleBySide(landscape, b)
  return {
    boundary: ids.boundaries[b]!,
    told: told.length,
    first: told.length > 0 ? firstMonth(told) : null,
    sides: ids.sides.slice(sideStart[b], sideStart[b + 1]).map((side, k) => {
      const own = outcomes.map((outcome) => outcome.side[sideStart[b]! + k]!)
      const open = own.filter((month) => month !== unknownStart && month !== fromTheStart)
      return { side, first: people[k]! >= leastShown && open.length > 0 ? firstMonth(open) : null }
    }),
  }
}

function peopleBySide({ standing, stanceStart, stanceSide, sideStart, counts }: Landscape, b: number): number[] {
  const people = new Array<number>(sideStart[b + 1]! - sideStart[b]!).fill(0)
  for (let i = 0; i < counts.people; i++) {
    const stance = standing[b * counts.people + i]!
    for (let k = stanceStart[stance]!; k < stanceStart[stance + 1]!; k++) people[stanceSide[k]! - sideStart[b]!]!++
  }
  return people
}

function firstMonth(months: readonly number[]): FirstMonth {
  const happened = months.filter((month) => month >= 0)
  const all = bandOf(months.map((month) => (month >= 0 ? month : Number.POSITIVE_INFINITY)))
  const orNever = (month: number) => (Number.isFinite(month) ? month : null)
  return {
    share: happened.length / months.length,
    shareBetween: wilson(happened.length, months.length),
    early: orNever(all.low),
    median: orNever(all.median),
    late: orNever(all.high),
    medianWhenItHappens: happened.length > 0 ? bandOf(happened).median : null,
  }
}

function storyOf(landscape: Landscape, outcome: RunOutcome, run: number): Story {
  return {
    run,
    practices: landscape.ids.practices.map((practice, a) => {
      const hidden = landscape.practiceStart[a + 1]! - landscape.practiceStart[a]! < leastShown
      const month = outcome.practice[a]!
      return {
        practice,
        month: hidden || month < 0 ? null : month,
        people: hidden ? null : outcome.people[a]!,
        hidden,
      }
    }),
  }
}
