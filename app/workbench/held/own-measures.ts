import { valuesOf } from '@ecotone/engine/measure.ts'
import { measureOf } from '@ecotone/engine/measures.ts'
import { buildLandscape } from '@ecotone/engine/network/build-landscape.ts'
import { FEWEST_TOLD } from '@ecotone/engine/tellable.ts'
import type { TiesToMeasure } from './held-queries.ts'

export type OwnMeasures =
  | { kind: 'cannot-tell'; because: 'not-agreed' | 'too-few' }
  | {
      kind: 'told'
      /** people one has a tie with */
      contacts: number
      /** pairs of them who have no tie with each other */
      pairs: number
      /** into how many pieces those one is joined with would fall without one; 2 or more: others would lose touch */
      pieces: number
      /** own ties that nothing else could replace */
      bridges: number
    }

const brokerage = measureOf('own-brokerage')
const cutPoint = measureOf('own-cut-point')

/**
 * How does somebody stand among those who, like them, agreed to be counted? For that person alone (rule E9).
 *
 * Told from five contacts on: of two contacts, "no pair without a tie" would say that these two have one.
 * What misleads: ties of whoever has not agreed are not there, so others may be joined in ways that nobody sees.
 */
export function ownMeasures(known: TiesToMeasure | null): OwnMeasures {
  if (known === null) return { kind: 'cannot-tell', because: 'not-agreed' }
  const contacts = known.ties.filter((ends) => ends.includes(0)).length
  if (contacts < FEWEST_TOLD) return { kind: 'cannot-tell', because: 'too-few' }
  const people = Array.from({ length: known.people }, (_, nth) => ({ id: String(nth) }))
  const landscape = buildLandscape({
    complete: false,
    people,
    // one group of everybody: pairs are counted whichever groups they are in
    practices: [{ id: 'all' }],
    memberships: people.map(({ id }) => ({ person: id, practice: 'all', weight: 1 })),
    ties: known.ties.map(([one, other]) => ({
      from: String(one),
      to: String(other),
      mutual: true,
      kind: 'talks',
      strength: 1,
      freshness: 1,
      says: 'yes',
    })),
  })
  const { roles } = brokerage.run(landscape, valuesOf(brokerage, { person: '0', draws: 0 }))
  const { pieces, bridges } = cutPoint.run(landscape, valuesOf(cutPoint, { person: '0' }))
  const chains = Object.values(roles ?? {}).reduce((sum, count) => sum + count, 0)
  // each pair is a chain there and a chain back
  return { kind: 'told', contacts, pairs: Math.round(chains / 2), pieces: pieces ?? 0, bridges: bridges ?? 0 }
}
