/** Fewest people whose value is told to others, unless a caller says otherwise. */
export const FEWEST_TOLD = 5

/**
 * May a value that stands for so many people be told to others?
 *
 * With fewer than five people a mean or a share gives single answers away: between two people it is one tie. Nobody is
 * nobody's secret, so a value of 0 people may be told. Whoever hides one value of a sum must also see to what the sum
 * less the values shown would tell: hide the sum or a second value.
 *
 * Source: threshold rule of statistical disclosure control (Hundepool et al. 2012, Statistical Disclosure Control).
 *
 * @param people that the value stands for
 * @param fewest from 1: everything may be told
 */
export function tellable(people: number, fewest = FEWEST_TOLD): boolean {
  return people === 0 || people >= fewest
}
