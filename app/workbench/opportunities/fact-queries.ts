import { sql } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'

interface Account {
  landscapeId: string
  id: string
  recordedBy: string
  fromId: string
  toId: string
  says: 'yes' | 'no'
  reportedBy: string | null
  confirmedOn: string
  recordedAt: Date
}

/** One more account of a tie: the two talk, or they do not. Accounts of others stay beside it. */
export async function insertAccount(tx: Tx, one: Account): Promise<void> {
  await sql`insert into tie (landscape_id, id, from_id, to_id, kind, strength, mutual, says, reported_by, confirmed_on, recorded_at, recorded_by)
    values (${one.landscapeId}, ${one.id}, ${one.fromId}, ${one.toId}, 'talks', 0.5, true, ${one.says}, ${one.reportedBy},
      ${one.confirmedOn}, ${one.recordedAt}, ${one.recordedBy})`.execute(tx)
}

interface Asked {
  landscapeId: string
  id: string
  recordedBy: string
  personId: string
  aboutPracticeId: string | null
  askedOn: string
  answeredOn: string | null
}

/** That somebody was asked about their ties, and perhaps answered. */
export async function insertAnswer(tx: Tx, one: Asked): Promise<void> {
  await sql`insert into answer (landscape_id, id, person_id, question, about_practice_id, asked_on, answered_on, recorded_by)
    values (${one.landscapeId}, ${one.id}, ${one.personId}, 'ties', ${one.aboutPracticeId}, ${one.askedOn}, ${one.answeredOn},
      ${one.recordedBy})`.execute(tx)
}

export async function isParticipant(tx: Tx, landscapeId: string, personId: string): Promise<boolean> {
  const { rows } =
    await sql`select 1 from participant_seen where landscape_id = ${landscapeId} and person_id = ${personId}`.execute(
      tx,
    )
  return rows.length > 0
}
