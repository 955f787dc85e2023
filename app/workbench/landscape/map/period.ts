/** From when to when a tie or a membership held, as days ("2027-03-01"); null: nobody said. */
export interface Period {
  since: string | null
  until: string | null
}

/** A period includes its first day and its last, wherever a day is looked at; what has no date holds always. */
export function holdsOn({ since, until }: Period, day: string): boolean {
  return (since === null || since <= day) && !isOver(until, day)
}

/** Is something that held until a day over? Not on that day: the day after. */
export function isOver(until: string | null, day: string): boolean {
  return until !== null && until < day
}
