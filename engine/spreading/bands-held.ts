import { BadInput, wholeNumber } from '../bad-input.ts'

/** What was said of when something would first happen: months, null = not within the months looked at. */
export interface MonthBand {
  early: number | null
  late: number | null
}

/**
 * How well did the bands foretell what then happened? The share of real crossings whose month lies inside its 10–90 % band; something that
 * did not happen lies inside when the band leaves it open (`late` null). Sound bands hold about eight in ten.
 *
 * Few crossings say little: ten of them, all inside, still fit bands that hold only three in four.
 *
 * @param real for each band the month in which it really happened, null = it did not
 * @returns null where there is nothing to compare
 * @throws BadInput for lists of different length, months below 0 or not whole, and a band whose end comes before its beginning
 */
export function bandsHeld(
  bands: readonly MonthBand[],
  real: readonly (number | null)[],
): { inside: number; of: number; share: number } | null {
  if (bands.length !== real.length) {
    throw new BadInput('length of real', real.length, `give one for each of the ${bands.length} bands`)
  }
  let inside = 0
  bands.forEach(({ early, late }, k) => {
    const from = monthOf(`bands[${k}].early`, early)
    const to = monthOf(`bands[${k}].late`, late)
    if (to < from) throw new BadInput(`bands[${k}].late`, late, 'the end of a band is not before its beginning')
    const happened = monthOf(`real[${k}]`, real[k]!)
    if (happened >= from && happened <= to) inside++
  })
  return bands.length === 0 ? null : { inside, of: bands.length, share: inside / bands.length }
}

function monthOf(place: string, month: number | null): number {
  return month === null ? Number.POSITIVE_INFINITY : wholeNumber(place, month, 0, 100_000)
}
