import { agreementMeasures } from './agreement/agreement-measures.ts'
import { BadInput } from './bad-input.ts'
import { brokerageMeasures } from './brokerage/brokerage-measures.ts'
import { clusteringMeasures } from './clustering/clustering-measures.ts'
import { crossingMeasures } from './crossing/crossing-measures.ts'
import { drawMeasures } from './draw/draw-measures.ts'
import { equityMeasures } from './equity/equity-measures.ts'
import { fragilityMeasures } from './fragility/fragility-measures.ts'
import { legitimacyMeasures } from './legitimacy/legitimacy-measures.ts'
import type { Measure, Parameters } from './measure.ts'
import { opportunitiesMeasures } from './opportunities/opportunities-measures.ts'
import { positionMeasures } from './position/position-measures.ts'
import { reachMeasures } from './reach/reach-measures.ts'
import { spreadingMeasures } from './spreading/spreading-measures.ts'
import { structureMeasures } from './structure/structure-measures.ts'
import { tablesMeasures } from './tables/tables-measures.ts'

/** A measure of any kind of input and result, as lists and workers see it. */
export type AnyMeasure = Measure<unknown, Parameters, unknown, unknown>

const all = [
  ...reachMeasures,
  ...opportunitiesMeasures,
  ...crossingMeasures,
  ...brokerageMeasures,
  ...fragilityMeasures,
  ...positionMeasures,
  ...clusteringMeasures,
  ...structureMeasures,
  ...legitimacyMeasures,
  ...tablesMeasures,
  ...agreementMeasures,
  ...spreadingMeasures,
  ...equityMeasures,
  ...drawMeasures,
] as const

/** Every measure with the types of its own input, values and result. */
type Described = (typeof all)[number]

/**
 * The catalogue: everything the engine can be asked, with what to say beside the answer. Whoever needs one measure alone imports it from its
 * family, which keeps the others out of a page.
 */
export const measures = all as unknown as readonly AnyMeasure[]

const byId = new Map(measures.map((measure) => [measure.id, measure]))

/**
 * The measure of an id. Where the id is written out, with the types of that measure.
 *
 * @throws BadInput when the catalogue has none
 */
export function measureOf<Id extends Described['id']>(id: Id): Extract<Described, { readonly id: Id }>
export function measureOf(id: string): AnyMeasure
export function measureOf(id: string): AnyMeasure {
  const found = byId.get(id)
  if (!found) throw new BadInput('measure', id, `the catalogue has ${measures.map((one) => one.id).join(', ')}`)
  return found
}
