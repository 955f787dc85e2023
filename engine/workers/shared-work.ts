import { measureOf } from '../measures.ts'
import { cardsStep, composeStep, findStep, settingsStep } from '../opportunities/spot-steps.ts'
import type { SharedWork } from '../parts.ts'

/** Work of any kind of input and result, as workers see it. */
export type AnyWork = SharedWork<unknown, unknown, unknown, unknown>

/** Work that is shared and no measure of its own: the steps of longer computations. */
const steps = [findStep, composeStep, settingsStep, cardsStep] as unknown as readonly AnyWork[]
const byId = new Map(steps.map((step) => [step.id, step]))

/**
 * The work of an id: a step, or a measure of the catalogue.
 *
 * @throws BadInput when there is none
 */
export function workOf(id: string): AnyWork {
  return byId.get(id) ?? (measureOf(id) as unknown as AnyWork)
}
