import type { Tx } from '../../../platform/db/database.ts'
import { keptInMemory } from '../../../platform/kept-in-memory.ts'
import type { Landscape } from '../landscape.ts'
import { type DayOfChange, daysInTruth, daysOfChange } from './known-queries.ts'

/** One step of playing a landscape back: a day, and what changed up to it since the step before. */
export interface Step extends DayOfChange {
  /** the last step is the landscape of today: nothing was changed since its day */
  isToday: boolean
}

const mostSteps = 40

/** Days are the same for everybody who may read the same; asked for with every look, so kept until something is changed. */
const kept = keptInMemory<string, DayOfChange[]>()
const mostKept = 50

/**
 * The days to step through when a landscape is played back, the first one first and today last: those on which something was recorded
 * (`then`), or on which a tie or a membership began or was over, as far as they have dates (`now`). At most forty.
 */
export async function stepsOf(tx: Tx, landscape: Landscape, by: 'then' | 'now', today: string): Promise<Step[]> {
  const { id, version, viewerId, role, basis, example } = landscape
  const key = [id, version, viewerId, role, basis, example, by, today].join(' ')
  const days = kept.get(key) ?? (await (by === 'then' ? daysOfChange(tx, id) : daysInTruth(tx, id, today)))
  kept.set(key, days)
  const oldest = kept.keys().next().value
  if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest)
  return stepsAmong(days, today)
}

/** Of very many days those at which about the same share of all changes lies between two; the first and the last are always among them. */
export function stepsAmong(days: readonly DayOfChange[], today: string, most: number = mostSteps): Step[] {
  const past = days.filter(({ day }) => day <= today)
  const all = past.reduce((sum, { changes }) => sum + changes, 0)
  const steps: Step[] = []
  let [reached, since] = [0, nothing]
  for (const [nth, one] of past.entries()) {
    reached += one.changes
    since = together(since, one)
    const isLast = nth === past.length - 1
    // the first takes one place, the last another, and the shares those between
    const isDue = past.length <= most || nth === 0 || reached >= ((steps.length - 0.5) * all) / (most - 2)
    if (!isLast && !(isDue && steps.length < most - 1)) continue
    steps.push({ ...since, day: one.day, isToday: isLast })
    since = nothing
  }
  return steps
}

const nothing = { changes: 0, peopleAdded: 0, peopleRemoved: 0, tiesAdded: 0, tiesRemoved: 0 }

function together(one: typeof nothing, other: typeof nothing): typeof nothing {
  return {
    changes: one.changes + other.changes,
    peopleAdded: one.peopleAdded + other.peopleAdded,
    peopleRemoved: one.peopleRemoved + other.peopleRemoved,
    tiesAdded: one.tiesAdded + other.tiesAdded,
    tiesRemoved: one.tiesRemoved + other.tiesRemoved,
  }
}

/** Which step shows a day: the last one that is not after it; none before the first. */
export function stepOn(steps: readonly Step[], day: string | null): number {
  if (day === null) return steps.length - 1
  return steps.findLastIndex((step) => !step.isToday && step.day <= day)
}
