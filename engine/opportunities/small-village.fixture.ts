import { emptyInput, tie } from '../fixtures/four-worlds.ts'
import { buildLandscape } from '../network/build-landscape.ts'
import type { LandscapeInput } from '../network/landscape-input.ts'
import { type Bench, openBench } from './bench.ts'
import { checkOpportunity } from './check-opportunity.ts'
import type { OwnOpportunity } from './check-outcome.ts'
import type { Opportunity } from './opportunity.ts'

const six = [0, 1, 2, 3, 4, 5]

/**
 * Four practices of six: rings inside; the mill is tied to the quay by three ties of three people each side, the others to nobody. The mill
 * and the quay stand on two sides of a river. Two of the loft know nobody at all.
 */
export function smallVillage(change: Partial<LandscapeInput> = {}): LandscapeInput {
  const practices = ['mill', 'quay', 'loft', 'yard']
  const people = practices.flatMap((practice) => six.map((i) => `${practice}-${i}`))
  return {
    ...emptyInput,
    people: people.map((id) => ({ id })),
    practices: practices.map((id) => ({ id })),
    memberships: people.map((person) => ({ person, practice: person.slice(0, 4), weight: 1 })),
    boundaries: [{ id: 'river', kind: 'geographic', sides: ['north', 'south'] }],
    standings: [
      { boundary: 'river', holder: { practice: 'mill' }, sides: ['north'] },
      { boundary: 'river', holder: { practice: 'quay' }, sides: ['south'] },
    ],
    ties: [
      ...practices.flatMap((practice) =>
        six
          .filter((i) => practice !== 'loft' || i < 3)
          .map((i) => tie(`${practice}-${i}`, `${practice}-${(i + 1) % (practice === 'loft' ? 4 : 6)}`)),
      ),
      ...[0, 2, 4].map((i) => tie(`mill-${i}`, `quay-${i}`)),
    ],
    ...change,
  }
}

export function smallBench(change: Partial<LandscapeInput> = {}): Bench {
  return openBench(buildLandscape(smallVillage(change)), { seed: 7, decoys: 0, assumptions: { worlds: 20 } })
}

/** The card of an opening that somebody brings. Throws when it is refused. */
export function cardOf(change: Partial<LandscapeInput>, own: OwnOpportunity): Opportunity {
  const outcome = checkOpportunity(smallBench(change), own, 5)
  if (outcome.kind !== 'checked') throw new Error(`It ended as ${outcome.kind}`)
  return outcome.opportunity
}
