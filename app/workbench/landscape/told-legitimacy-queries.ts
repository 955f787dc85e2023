import { nextTelling, type ToldAnswer, type Totals } from '@ecotone/engine/legitimacy/next-telling.ts'
import { sql } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'
import type { DrawnLegitimacy } from './drawn-landscape.ts'

interface Answer extends ToldAnswer {
  /** null: only that it was counted is remembered */
  id: string | null
  person: string
  practice: string
  kind: DrawnLegitimacy['kind']
}

/**
 * What may be told of people's standing, spelled out as answers without a name. Totals move in whole steps, whoever reads and however
 * often, so that two readings never give away what one person said (rule E11); the engine's `nextTelling` says when a step is due, and
 * a telling that is new is remembered with this transaction. Another transaction that tells of the same landscape waits for it.
 *
 * Of answers that may not be told there is one row, the same whatever they say: enough to know that somebody was asked, and never enough
 * for a total.
 */
export async function tellLegitimacy(tx: Tx, landscapeId: string): Promise<DrawnLegitimacy[]> {
  const { rows } =
    await sql<Answer>`select answer_id as id, person_id as person, practice_id as practice, kind, says, counted
    from legitimacy_to_tell(${landscapeId})`.execute(tx)
  const told: DrawnLegitimacy[] = []
  const counted: Answer[] = []
  for (const answers of byPair(rows.filter(({ kind }) => kind === 'attested'))) {
    const { totals, renewed } = nextTelling(answers)
    const said = answers.filter(({ says }) => says !== null)
    if (renewed) counted.push(...said)
    const shown = totals ?? (said.length > 0 ? { asked: 1, wouldCome: 0 } : { asked: 0, wouldCome: 0 })
    told.push(...spelledOut(answers[0]!, shown))
  }
  if (counted.length > 0) await remember(tx, landscapeId, counted)
  const claims = rows.filter(({ kind }) => kind === 'claimed')
  return [...claims.map((one) => nameless(one, null)), ...told]
}

function byPair(answers: readonly Answer[]): Answer[][] {
  const pairs = new Map<string, Answer[]>()
  for (const answer of answers) {
    const name = `${answer.person} ${answer.practice}`
    const others = pairs.get(name)
    if (others) others.push(answer)
    else pairs.set(name, [answer])
  }
  return [...pairs.values()]
}

function spelledOut(about: Answer, { asked, wouldCome }: Totals): DrawnLegitimacy[] {
  return Array.from({ length: asked }, (_, nth) => nameless(about, nth < wouldCome))
}

function nameless({ person, practice, kind }: Answer, wouldCome: boolean | null): DrawnLegitimacy {
  return { person, practice, kind, answeredBy: null, wouldCome, ground: null, recorded: null }
}

async function remember(tx: Tx, landscapeId: string, answers: readonly Answer[]): Promise<void> {
  const people = answers.map(({ person }) => person)
  const practices = answers.map(({ practice }) => practice)
  const ids = answers.map(({ id }) => id)
  await sql`select remember_telling(${landscapeId}, ${people}::uuid[], ${practices}::uuid[], ${ids}::uuid[])`.execute(
    tx,
  )
}
