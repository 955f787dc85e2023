import { type Key, streamKey, worldKey } from '../chance.ts'
import { type Control, checkpoint } from '../control.ts'
import type { Landscape } from '../network/landscape.ts'
import { defaultAssumptions } from '../reach/assumptions.ts'
import { type Carriers, carriersIn } from './carriers.ts'
import { type ComplexRoom, complexStory, openComplexRoom, type PracticeRows } from './complex-story.ts'
import { followThrough } from './follow-through.ts'
import { type Calendar, calendarOf } from './meetings.ts'
import { openRunReader, type RunReader, type RunSummary } from './run-summary.ts'
import { openStoryRoom, type StoryRoom, simpleStory } from './simple-story.ts'
import { checkPlan, type SpreadPlan, type StarterChoice, starterChoice } from './spread-plan.ts'
import { drawPeople } from './starters.ts'
import type { TiedPractices } from './stuck-pairs.ts'

/** With the spaces as planned; with none; and with as many people by lot in each. */
export type Scenario = 'planned' | 'without' | 'random'

/** A run in one scenario. */
export interface RunOutcome extends RunSummary {
  /** people who came how far by each month; empty rows where a step is not looked at */
  met: Uint32Array
  tries: Uint32Array
  effect: Uint32Array
  toldBack: Uint32Array
  /** practices of which somebody met it, 1 or 0; empty where meeting and having it are the same */
  practiceMet: Uint8Array
}

/** One run, in the same world for all scenarios. */
export type Run = Partial<Record<Scenario, RunOutcome>>

/** The runs of one part; the first one also brings the practices between which ties lead, so that whoever joins need not look for them. */
export interface SpreadPart {
  runs: Run[]
  tied: TiedPractices | null
}

/** Runs that are computed together. */
export const RUNS_A_PART = 8

/** The scenarios that are compared: one where no space meets. */
export function scenariosOf(plan: SpreadPlan): Scenario[] {
  return plan.spaces.some(({ months, members }) => months.length > 0 && members.length > 0)
    ? ['planned', 'without', 'random']
    : ['planned']
}

interface Ground {
  landscape: Landscape
  plan: SpreadPlan
  carriers: Carriers
  choice: StarterChoice
  calendar: Calendar
  invitable: Uint32Array
  rows: PracticeRows
  simple: StoryRoom | null
  complex: ComplexRoom | null
  reader: RunReader
  stream: Key
}

/**
 * Makes ready to run a plan: carriers, calendar and room.
 *
 * Ties, chances and coins are those of reach. Pairs that nobody was asked about carry nothing.
 *
 * @returns the function that computes the runs of one part
 * @param opening stops the making ready; the function takes a control of its own for each part
 * @throws BadInput for a plan that cannot be run; Error named AbortError when stopped
 */
export function openSpreadParts(
  landscape: Landscape,
  plan: SpreadPlan,
  opening?: Control,
): (nth: number, control?: Control) => Run[] {
  checkPlan(landscape, plan)
  checkpoint(opening, 0)
  const { people, practices } = landscape.counts
  const { chance, crossing, kinds } = plan
  const carriers = carriersIn(landscape, { ...defaultAssumptions, chance, crossing, kinds }, opening)
  const ground: Ground = {
    landscape,
    plan,
    carriers,
    choice: starterChoice(landscape, plan.starters),
    calendar: calendarOf(plan.spaces, plan.months, people),
    invitable: Uint32Array.from({ length: people }, (_, i) => i).filter((i) => landscape.notInvitable[i] === 0),
    rows: { practices, start: landscape.memberStart, practice: landscape.memberPractice },
    simple: plan.way === 'simple' ? openStoryRoom(people) : null,
    complex: plan.way === 'simple' ? null : openComplexRoom(carriers, opening),
    reader: openRunReader(landscape, plan.months, plan.reachedWith),
    stream: streamKey(plan.seed, 'spread'),
  }
  const scenarios = scenariosOf(plan)
  return (nth, control) => {
    const first = nth * RUNS_A_PART
    const runs = Math.min(RUNS_A_PART, plan.runs - first)
    return Array.from({ length: runs }, (_, r) => {
      const world = worldKey(ground.stream, first + r)
      const starters = startersOf(ground, world)
      return Object.fromEntries(
        scenarios.map((scenario) => [scenario, outcome(ground, world, starters, scenario, control)]),
      )
    })
  }
}

function startersOf({ choice, carriers }: Ground, world: Key): Uint32Array {
  if (choice.draw === null) return choice.from
  return drawPeople(choice.from, choice.draw, carriers.personKey, world, 'starters')
}

function outcome(ground: Ground, world: Key, starters: Uint32Array, scenario: Scenario, control?: Control): RunOutcome {
  const { carriers, plan, simple, complex, rows, reader, landscape } = ground
  const calendar = calendarIn(ground, scenario, world)
  if (simple) simpleStory(carriers, world, starters, calendar, plan.months, simple, control)
  else {
    const threshold = plan.way as Exclude<SpreadPlan['way'], 'simple'>
    complexStory(carriers, rows, threshold, world, starters, calendar, plan.months, complex!, control)
  }
  const room: StoryRoom = simple ?? complex!
  const order = room.order.subarray(0, room.reached)
  const row = () => new Uint32Array(plan.months + 1)
  const counts = { tries: row(), effect: row(), toldBack: row() }
  followThrough(order, room.month, simple ? 'met' : 'tried', plan.follow, carriers.personKey, world, counts)
  return {
    ...reader.read(order, room.month, starters.length),
    ...counts,
    met: complex ? metByMonth(complex, plan.months) : new Uint32Array(0),
    practiceMet: complex ? practicesMet(complex, landscape) : new Uint8Array(0),
  }
}

function calendarIn({ calendar, plan, invitable, carriers }: Ground, scenario: Scenario, world: Key): Calendar {
  if (scenario === 'planned') return calendar
  if (scenario === 'without') return []
  const drawn = plan.spaces.map((space) => ({
    ...space,
    members: drawPeople(invitable, space.members.length, carriers.personKey, world, `random space ${space.id}`),
  }))
  return calendarOf(drawn, plan.months, carriers.people)
}

function metByMonth({ met, metOrder, metCount }: ComplexRoom, months: number): Uint32Array {
  const counts = new Uint32Array(months + 1)
  for (let k = 0; k < metCount; k++) counts[met[metOrder[k]!]!]!++
  for (let t = 1; t <= months; t++) counts[t]! += counts[t - 1]!
  return counts
}

function practicesMet({ metOrder, metCount }: ComplexRoom, landscape: Landscape): Uint8Array {
  const { memberStart, memberPractice, counts } = landscape
  const found = new Uint8Array(counts.practices)
  for (let k = 0; k < metCount; k++) {
    const i = metOrder[k]!
    for (let p = memberStart[i]!; p < memberStart[i + 1]!; p++) found[memberPractice[p]!] = 1
  }
  return found
}
