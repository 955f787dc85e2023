import { type Control, checkpoint } from '../control.ts'
import type { Landscape } from '../network/landscape.ts'
import { toldOf } from './attested-calls.ts'
import { rateFrom } from './beta.ts'

/** Totals told about each person in each practice, with the person's own claim beside and never in them. */
export interface AttestedTotals {
  person: string[]
  practice: string[]
  asked: Uint32Array
  wouldCome: Uint32Array
  mean: Float64Array
  low: Float64Array
  high: Float64Array
  claimed: Uint8Array
}

/**
 * What members say about each person, where enough of them answered and the practice is not too small to be told of. A row that holds only a
 * claim stands too, without a number. Cost O(answers), some 20 µs for each row.
 */
export function attestedTotals(
  landscape: Landscape,
  values: { fewest: number; fewestPeople: number },
  control?: Control,
): AttestedTotals {
  const told = toldOf(landscape, values)
  const rows: { person: number; practice: number; yes: number; no: number; claimed: number }[] = []
  for (const [practice, why] of told.entries()) {
    if (why === 'too-few-people') continue
    for (let at = landscape.legitimacyStart[practice]!; at < landscape.legitimacyStart[practice + 1]!; at++) {
      const [yes, no] = [landscape.legitimacyWouldCome[at]!, landscape.legitimacyWouldNot[at]!]
      const claimed = landscape.legitimacyClaimed[at]!
      const enough = yes + no >= values.fewest
      if (!enough && claimed === 0) continue
      const person = landscape.legitimacyPerson[at]!
      rows.push({ person, practice, yes: enough ? yes : 0, no: enough ? no : 0, claimed })
    }
  }
  const rates = rows.map(({ yes, no }, row) => {
    if ((row & 0x1ff) === 0) checkpoint(control, row / rows.length)
    return yes + no > 0 ? rateFrom(yes, no) : { mean: Number.NaN, low: Number.NaN, high: Number.NaN }
  })
  return {
    person: rows.map((row) => landscape.ids.people[row.person]!),
    practice: rows.map((row) => landscape.ids.practices[row.practice]!),
    asked: Uint32Array.from(rows, (row) => row.yes + row.no),
    wouldCome: Uint32Array.from(rows, (row) => row.yes),
    mean: Float64Array.from(rates, (rate) => rate.mean),
    low: Float64Array.from(rates, (rate) => rate.low),
    high: Float64Array.from(rates, (rate) => rate.high),
    claimed: Uint8Array.from(rows, (row) => row.claimed),
  }
}
