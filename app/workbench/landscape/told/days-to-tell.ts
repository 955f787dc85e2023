/** Days that somebody who was named may stay untold (rule E2); the clock in the database has the same. */
const daysAllowed = 30

/** Whole days that are left to tell somebody who was named then; none when the next round of the clock forgets them. */
export function daysToTell(namedAt: Date, now: Date): number {
  return Math.max(0, Math.ceil(daysAllowed - (now.getTime() - namedAt.getTime()) / 86_400_000))
}
