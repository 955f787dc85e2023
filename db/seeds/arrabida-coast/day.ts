const oneDay = 86_400_000

/** The ISO day `offset` days after `from` (before it, when negative). */
export function dayAfter(from: string, offset: number): string {
  const start = Date.parse(`${from}T00:00:00Z`)
  if (!/^\d{4}-\d{2}-\d{2}$/.test(from) || Number.isNaN(start)) {
    throw new Error(`"${from}" is not a day. Write it as 2027-03-01.`)
  }
  return new Date(start + offset * oneDay).toISOString().slice(0, 10)
}

/** Days on which the example was looked at, counted from the day it is told on. */
export const firstSketchDay = -420
export const firstSurveyDay = -200
export const secondSurveyDay = -20
