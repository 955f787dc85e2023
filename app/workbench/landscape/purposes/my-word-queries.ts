import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/database.ts'
import { type DrawnConsent, type Purpose, purposes } from '../drawn-landscape.ts'

/** What the viewer said last to each purpose, and the name they stand there by. */
export interface MySay {
  /** null: never said anything */
  said: Record<Purpose, { state: DrawnConsent['state']; at: Date } | null>
  name: string | null
  /** practices of which only they themselves may say that they belong (rule E4) */
  special: { id: string; name: string; mine: boolean }[]
  /** there are such practices here, and by a link nothing about them is said or read */
  moreByAccount: boolean
}

/** The viewer's own newest words in one landscape. Needs no more than being that person ("held about me"). */
export async function readMySay(tx: Tx, landscapeId: string): Promise<MySay> {
  const words = await sql<{ purpose: Purpose; state: DrawnConsent['state']; at: Date }>`
    select distinct on (purpose) purpose, state, said_at as at from consent
    where landscape_id = ${landscapeId} and person_id = viewer()
    order by purpose, said_at desc,
      array_position(array['withdrawn', 'hidden', 'not yet asked', 'told', 'agreed'], state)`.execute(tx)
  const names = await sql<{ name: string | null }>`select name from person where id = viewer()`.execute(tx)
  const special = await sql<MySay['special'][number]>`select practice_id as id, name, mine from special_practices()
    where landscape_id = ${landscapeId}`.execute(tx)
  const more = await sql<{ more: boolean }>`select more_by_account(${landscapeId}) as more`.execute(tx)
  const newest = new Map(words.rows.map(({ purpose, state, at }) => [purpose, { state, at }]))
  const said = Object.fromEntries(purposes.map((one) => [one, newest.get(one) ?? null])) as MySay['said']
  return { said, name: names.rows[0]?.name ?? null, special: special.rows, moreByAccount: more.rows[0]!.more }
}

/** Writes the viewer's words down; see `say_for_myself`. */
export async function writeMyWord(
  tx: Tx,
  word: {
    landscapeId: string
    said: Partial<Record<Purpose, boolean>>
    hidden: boolean
    name: string | null
    at: Date
  },
): Promise<'said' | 'not-here' | 'name-needed'> {
  const { rows } = await sql<{ outcome: 'said' | 'not-here' | 'name-needed' }>`
    select say_for_myself(${word.landscapeId}, ${JSON.stringify(word.said)}::jsonb, ${word.name}, ${word.hidden}, ${word.at}) as outcome,
      set_config('ecotone.why', 'told', true)`.execute(tx)
  return rows[0]!.outcome
}

/** Writes down to which of these practices the viewer says they belong, with their explicit consent; to none takes it back. */
export async function writeWhereIBelong(
  tx: Tx,
  word: { landscapeId: string; practices: readonly string[]; at: Date },
): Promise<'said' | 'not-here' | 'account-needed'> {
  const { rows } = await sql<{ outcome: 'said' | 'not-here' | 'account-needed' }>`
    select say_where_i_belong(${word.landscapeId}, ${word.practices}::uuid[], ${word.at}) as outcome`.execute(tx)
  return rows[0]!.outcome
}
