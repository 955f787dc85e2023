import type { DrawnLandscape } from '../drawn-landscape.ts'
import { holdsOn, type Period } from '../map/period.ts'

/**
 * The part of a drawing that stood on a day: without ties and memberships that were over by then, had not begun, or were taken back. What
 * has no date stands always. A period includes its last day.
 */
export function standingOn(drawn: DrawnLandscape, day: string): DrawnLandscape {
  return {
    ...drawn,
    about: { ...drawn.about, asOf: day },
    memberships: drawn.memberships.filter((one) => holdsOn(one, day)),
    ties: drawn.ties.filter((tie) => holdsOn(tie, day) && (tie.retracted === null || tie.retracted > day)),
  }
}

/**
 * A drawing as it was on an earlier day, by what is known now: only ties and memberships that stood then, and only people of whom one
 * membership did, or who have none. What carries no date is there as it is today.
 */
export function asItWasOn(drawn: DrawnLandscape, day: string): DrawnLandscape {
  const then = standingOn(drawn, day)
  const belonged = new Set(then.memberships.map(({ person }) => person))
  const elsewhere = new Set(drawn.memberships.map(({ person }) => person).filter((person) => !belonged.has(person)))
  const here = (person: string | null) => person === null || !elsewhere.has(person)
  return {
    ...then,
    people: then.people.filter(({ id }) => here(id)),
    ties: then.ties.filter(({ from, to }) => here(from) && here(to)),
    standings: then.standings.filter(({ person }) => here(person)),
    concerns: then.concerns.filter(({ person }) => here(person)),
    answers: then.answers.filter(({ person, answered }) => here(person) && (answered === null || answered <= day)),
  }
}

/** How much of what could have a date has one: what is shown of an earlier day rests on that. */
export function datedIn(drawn: DrawnLandscape): { dated: number; undated: number } {
  const both: Period[] = [...drawn.ties, ...drawn.memberships]
  const dated = both.filter(({ since, until }) => since !== null || until !== null).length
  return { dated, undated: both.length - dated }
}
