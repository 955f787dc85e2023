import type { WhatIfOutcome, WhatIfQuestion } from '@ecotone/engine/opportunities/what-if-outcome.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database, Viewer } from '../../platform/db/database.ts'
import { drawnLandscape, findLandscape, type Landscape } from '../landscape/landscape.ts'
import { landscapeInput } from '../landscape/landscape-input.ts'
import { type AssumptionAnswers, assumptionsOf } from './assumption-answers.ts'
import { decoysIn } from './decoys-in.ts'
import { peopleCount, teamInLandscape, teamSize } from './snapshot-queries.ts'
import { usualSeed } from './usual-choices.ts'
import type { Benches } from './what-if-benches.ts'

export interface WhatIfWish {
  landscape: string
  question: WhatIfQuestion
  assumptions: AssumptionAnswers
}

export type WhatIfAnswer = WhatIfOutcome | { kind: 'refused'; reason: 'no-landscape' | 'too-large'; value: null }

/** Up to so many people the bench answers while somebody waits. */
export const mostPeopleOnBench = 20_000

/**
 * What would these people in one room do? Looked at with the eyes of whoever asks, keep-apart flags and sums of legitimacy included;
 * nothing is stored. The first question opens the worlds (about 0.2 s for 300 people), further ones reuse them.
 */
export async function askWhatIf(
  db: Database,
  clock: Clock,
  who: { id: string },
  what: WhatIfWish,
  benches: Benches,
): Promise<WhatIfAnswer> {
  const viewer: Viewer = { kind: 'worker', onBehalfOf: who.id }
  const found = await db.as(viewer, async (tx) => {
    const landscape = await findLandscape(tx, what.landscape)
    return (
      landscape && {
        landscape,
        people: await peopleCount(tx, landscape.id),
        team: await teamSize(tx, landscape.id),
      }
    )
  })
  if (!found) return { kind: 'refused', reason: 'no-landscape', value: null }
  if (found.people > mostPeopleOnBench) return { kind: 'refused', reason: 'too-large', value: null }
  const { landscape, team } = found
  const asOf = landscape.asOf ?? clock.now().toISOString().slice(0, 10)
  const assumptions = assumptionsOf(what.assumptions)
  const decoys = decoysIn(landscape, team)
  const bench = JSON.stringify([who.id, landscape.id, landscape.version, asOf, assumptions, decoys])
  return benches.ask({ bench, seed: usualSeed, assumptions, decoys, question: what.question }, () =>
    loadInput(db, viewer, landscape, asOf),
  )
}

function loadInput(db: Database, viewer: Viewer, landscape: Landscape, asOf: string) {
  return db.as(viewer, async (tx) => {
    const drawn = await drawnLandscape(tx, landscape, 'analysis')
    return landscapeInput(drawn, { asOf, team: await teamInLandscape(tx, landscape.id) })
  })
}
