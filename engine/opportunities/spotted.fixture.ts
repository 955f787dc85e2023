import { buildLandscape } from '../network/build-landscape.ts'
import type { LandscapeInput } from '../network/landscape-input.ts'
import type { Opportunity } from './opportunity.ts'
import { spot } from './spot.ts'
import type { SpotOptions, SpotResult } from './spot-outcome.ts'

/** Few worlds and few groups to compare with: enough to see what is found, too few for its size. */
export const quick: SpotOptions = { seed: 7, assumptions: { worlds: 120 }, comparisons: 40 }

/** What spot finds; throws when it ends otherwise. */
export function spotted(input: LandscapeInput, options: Partial<SpotOptions> = {}): SpotResult {
  const outcome = spot(buildLandscape(input), { ...quick, ...options })
  if (outcome.kind !== 'spotted') throw new Error(`The search ended as ${outcome.kind}`)
  return outcome
}

/** The card with this key; throws when it is not there. */
export function card(result: SpotResult, key: string): Opportunity {
  const found = result.opportunities.find((one) => one.key === key)
  if (!found) throw new Error(`No card ${key} among ${result.opportunities.map((one) => one.key).join(', ')}`)
  return found
}
