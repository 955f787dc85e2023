import { keepAudit } from '../../../people/audit/audit.ts'
import type { Clock } from '../../../platform/clock.ts'
import type { Tx } from '../../../platform/db/database.ts'
import { uuidv7 } from '../../../platform/uuid.ts'
import type { Landscape } from '../landscape.ts'
import { mayConvene } from '../landscape-policy.ts'
import { type CareAnswers, type CareCheck, isAnswered } from './care-check.ts'
import { insertCareCheck } from './care-queries.ts'

export type AnswerOutcome = { kind: 'answered' } | { kind: 'refused'; reason: 'not-allowed' | 'not-all-answered' }

/**
 * Writes one look at the five questions down, with the day and whoever looked; earlier ones stay. "Go on" lets people in for a year and
 * boundaries of class, politics or culture for a day. "Stop" lets in neither, and takes away nothing.
 */
export async function answerCareCheck(
  tx: Tx,
  clock: Clock,
  landscape: Landscape,
  { decision, answers }: { decision: CareCheck['decision']; answers: CareAnswers },
): Promise<AnswerOutcome> {
  if (!mayConvene(landscape)) return { kind: 'refused', reason: 'not-allowed' }
  if (decision === 'go' && !isAnswered(answers)) return { kind: 'refused', reason: 'not-all-answered' }
  await keepAudit(tx, { what: 'care-checked', landscapeId: landscape.id })
  await insertCareCheck(tx, landscape.id, { id: uuidv7(clock.now().getTime()), decision, answeredAt: null, ...answers })
  return { kind: 'answered' }
}
