import { BadInput, numberWithin, soundSeed, wholeNumber } from '../bad-input.ts'
import type { Landscape } from '../network/landscape.ts'
import type { TieKind } from '../network/landscape-input.ts'
import { numberOf } from '../network/number-of.ts'
import type { Threshold } from './complex-story.ts'
import type { FollowThrough } from './follow-through.ts'
import type { DatedSpace } from './meetings.ts'
import { MOST_MONTHS } from './simple-story.ts'

/** Everything that is assumed of how something spreads through a landscape. All of it is guessed, and shown beside the result. */
export interface SpreadPlan {
  /** one contact may do, or a threshold */
  way: 'simple' | Threshold
  /** chance that a tie of strength 1, confirmed now, inside one side carries: 0 to 1 */
  chance: number
  /** factor for each boundary a tie crosses: 0 to 1 */
  crossing: number
  kinds: readonly TieKind[]
  /** who has it first: these people, or so many drawn anew for each run from these practices (none named: from all people) */
  starters: { people: readonly string[] } | { count: number; practices: readonly string[] }
  spaces: readonly DatedSpace[]
  months: number
  runs: number
  seed: number | string
  /** people of a practice who must have it for the practice to count as reached; all of them where it has fewer */
  reachedWith: number
  follow: FollowThrough
  /** how many single runs are told as stories */
  stories: number
}

/**
 * Refuses a plan that cannot be run.
 *
 * @throws BadInput naming the value
 */
export function checkPlan(landscape: Landscape, plan: SpreadPlan): void {
  numberWithin('chance', plan.chance, 0, 1)
  numberWithin('crossing', plan.crossing, 0, 1)
  wholeNumber('months', plan.months, 1, MOST_MONTHS)
  wholeNumber('runs', plan.runs, 1, 100_000)
  wholeNumber('stories', plan.stories, 0, 1000)
  wholeNumber('reachedWith', plan.reachedWith, 1, 1_000_000)
  soundSeed('seed', plan.seed)
  for (const [step, chance] of Object.entries(plan.follow)) numberWithin(`follow.${step}`, chance, 0, 1)
  if (plan.way !== 'simple') checkThreshold(plan.way, landscape.counts.people)
  if ('count' in plan.starters) wholeNumber('starters', plan.starters.count, 1, 100_000)
}

function checkThreshold({ counted, at }: Threshold, people: number): void {
  const most = counted === 'share' ? 1 : people + 1_000_000
  if (typeof at === 'number') {
    aboveZero('threshold', at, most)
    return
  }
  if (at.length !== people)
    throw new BadInput('length of threshold', at.length, `give one for each of ${people} people`)
  for (let i = 0; i < at.length; i++) aboveZero(`threshold[${i}]`, at[i]!, most)
}

function aboveZero(place: string, value: number, most: number): void {
  numberWithin(place, value, 0, most)
  if (value === 0) throw new BadInput(place, value, 'give a number above 0: nobody tries what nobody around them has')
}

/** From whom the starters of a run are: fixed people, or a number to draw. */
export interface StarterChoice {
  from: Uint32Array
  /** null: all of them start */
  draw: number | null
}

/**
 * Turns the ids of starters into numbers.
 *
 * @throws BadInput for an id that is not in the landscape
 */
export function starterChoice(landscape: Landscape, starters: SpreadPlan['starters']): StarterChoice {
  if ('people' in starters) {
    const people = landscape.ids.people
    return { from: distinct(starters.people.map((id) => known(people, 'starters.people', id, 'person'))), draw: null }
  }
  if (starters.practices.length === 0) {
    return { from: Uint32Array.from({ length: landscape.counts.people }, (_, i) => i), draw: starters.count }
  }
  const practices = landscape.ids.practices
  const members = starters.practices.flatMap((id) => {
    const a = known(practices, 'starters.practices', id, 'practice')
    return Array.from(landscape.practicePerson.subarray(landscape.practiceStart[a]!, landscape.practiceStart[a + 1]!))
  })
  return { from: distinct(members), draw: starters.count }
}

function distinct(numbers: number[]): Uint32Array {
  return Uint32Array.from(new Set(numbers)).sort()
}

function known(ids: readonly string[], place: string, id: string, what: string): number {
  const number = numberOf(ids, id)
  if (number < 0) throw new BadInput(place, id, `there is no ${what} of this id in the landscape`)
  return number
}
