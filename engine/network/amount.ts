import { BadInput } from '../bad-input.ts'

/** Weights and strengths lie between these, so that sums over a landscape, and products and ratios of two, neither overflow nor vanish. */
export const LEAST_AMOUNT = 1e-100
export const MOST_AMOUNT = 1e100

/** Is this a weight or a strength that can be computed with? */
export function isAmount(value: unknown): value is number {
  return typeof value === 'number' && value >= LEAST_AMOUNT && value <= MOST_AMOUNT
}

/** The error of an amount that is none, or one too large or too small to compute with. */
export function noAmount(place: string, value: unknown, otherwise = ''): BadInput {
  return new BadInput(place, value, `give a number above 0, from ${LEAST_AMOUNT} to 1e100${otherwise}`)
}
