import { sql } from 'kysely'
import type { Viewer } from '../../app/platform/db/database.ts'
import { smallCoast } from './small-coast.ts'
import { wholeProgram } from './whole-program.ts'

/** The small coast of people who were asked whether they may be shown, and of whom a few agreed. */
export function consentedCoast() {
  const drawn = smallCoast('consented', 'Agreed')
  drawn.consents = drawn.people.map(({ id }, nth) => ({
    person: id,
    purpose: 'map',
    state: nth % 6 === 0 ? 'agreed' : 'not yet asked',
    said: '2026-12-01',
  }))
  return drawn
}

/** Whoever is signed in, as the database is told of them. */
export const as = (who: { id: string | null }): Viewer => ({ kind: 'person', id: who.id! })

/**
 * A steward with two landscapes, a convener who is on the team of both, and a stranger with a landscape of their own; `tried` asks
 * the database as one of them, past every page.
 */
export async function teamAndStranger() {
  const program = await wholeProgram()
  const { db, owner, newcomer, bring, joinTeam } = program
  const steward = await newcomer('steward@example.org', 'Steward')
  const convener = await newcomer('convener@example.org', 'Convener')
  const stranger = await newcomer('stranger@example.org', 'Stranger')
  const sketch = await bring(steward, smallCoast('own-sketch', 'Sketch'))
  const agreed = await bring(steward, consentedCoast())
  const theirs = await bring(stranger, smallCoast('own-sketch', 'Theirs'))
  for (const one of [sketch, agreed]) await joinTeam(one, convener)

  /** What a statement gives this viewer; "refused" when the database does not let them try. */
  async function tried(viewer: Viewer, statement: string, purpose = ''): Promise<unknown[] | 'refused'> {
    try {
      return await db.as(viewer, async (tx) => (await sql.raw<object>(statement).execute(tx)).rows, { purpose })
    } catch (error) {
      if ((error as { code?: string }).code === '42501') return 'refused'
      throw error
    }
  }

  async function rowId(landscape: { id: string }, external: string): Promise<string> {
    const { rows } = await owner.query(
      'select person_id from participant where landscape_id = $1 and external_id = $2',
      [landscape.id, external],
    )
    return rows[0].person_id
  }

  return { ...program, steward, convener, stranger, sketch, agreed, theirs, tried, rowId }
}
