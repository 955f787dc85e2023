/** Where the program reads the time. Handed on as a value, so that a test can say what time it is. */
export interface Clock {
  now(): Date
}

export const systemClock: Clock = { now: () => new Date() }

/** A clock that stands at one moment ("2027-03-01T10:00:00Z") until it is told otherwise. */
export function fixedClock(moment: string): Clock & { set(moment: string): void } {
  let now = readMoment(moment)
  return {
    now: () => new Date(now),
    set(later) {
      now = readMoment(later)
    },
  }
}

function readMoment(text: string): number {
  const moment = Date.parse(text)
  if (Number.isNaN(moment)) throw new Error(`"${text}" is no moment; write it like 2027-03-01T10:00:00Z.`)
  return moment
}
