import { sql } from 'kysely'
import { expect, test, vi } from 'vitest'
import { emptyWhatIsKept } from '../../app/platform/kept-in-memory.ts'
import { differences, everyExit, standsAt } from './every-exit.ts'
import { personId, smallCoast } from './small-coast.ts'
import { type Caller, wholeProgram } from './whole-program.ts'

/**
 * A reader who takes down every number of every day, of any two days compared, and solves for those who did not agree. They can only find
 * what those people change. So everything is fetched, those people are taken out of the tables and of the log behind the program's back,
 * and everything is fetched again: it is the same, character by character.
 */
const program = await wholeProgram()
const { db, owner, newcomer, bring, joinTeam, doTheJobs, clock } = program
vi.setConfig({ testTimeout: 600_000 })
const author = await newcomer('author@example.org', 'Author')
const reader = await newcomer('reader@example.org', 'Reader')

/** Of the crews all six agreed, of the lab five, of the clinic two, of the school nobody; what they agreed to, they agreed to whole. */
const agreed: Record<string, number> = { crews: 6, lab: 5, clinic: 2, school: 0 }
const drawn = smallCoast('consented', 'Coast')
drawn.consents = drawn.people.flatMap(({ id }) => {
  const [, group, n] = id.split('-')
  const yes = Number(n) < agreed[group!]!
  return (['map', 'ties', 'analysis', 'introductions'] as const).flatMap((purpose) =>
    yes || purpose === 'analysis' ? [{ person: id, purpose, state: 'agreed' as const, said: '2026-10-01' }] : [],
  )
})
drawn.boundaries.push({
  id: 'mixing',
  name: 'Who mixes',
  kind: 'social',
  sides: ['in', 'out'],
  history: null,
  stakes: null,
})
for (const [n, { id }] of drawn.people.entries())
  drawn.standings.push({
    boundary: n % 2 ? 'mixing' : 'ridge',
    side: n % 2 ? 'in' : 'cape',
    person: id,
    practice: null,
  })
drawn.concerns.push({
  concern: 'heat',
  words: 'Heat on deck',
  kind: 'cares',
  person: personId('school', 1),
  practice: null,
})
drawn.spacePeople.push({ space: 'pier', person: personId('school', 1), role: 'member', state: 'accepted' })
drawn.keepApart = []
const coast = await bring(author, drawn)
await joinTeam(coast, reader, 'reader')

const day = (before: number) => new Date(clock.now().getTime() - before * 86_400_000).toISOString().slice(0, 10)
const days = { earlier: day(4), later: day(1) }
await owner.query(`update change set changed_at = changed_at - interval '5 days' where landscape_id = $1`, [coast.id])
await owner.query(
  `update change set changed_at = changed_at + interval '3 days' where landscape_id = $1 and id % 3 = 0
   and what in ('participant', 'membership', 'tie', 'answer', 'standing')`,
  [coast.id],
)

async function look(who: Caller): Promise<Map<string, string>> {
  emptyWhatIsKept()
  await owner.query('delete from snapshot where landscape_id = $1', [coast.id])
  await who.call('POST', `/api/landscapes/${coast.slug}/readings`, { size: 6 })
  await doTheJobs()
  return standsAt(program, who.cookie, await everyExit(program, coast, who.id!, days))
}

/** Takes out who did not agree, with everything that was ever written of them, and leaves no trace of taking them out. */
async function takeOut(): Promise<void> {
  await owner.query(
    `begin;
     create temp table away on commit drop as select person_id::text as id from participant
       where landscape_id = '${coast.id}' and consent <> 'agreed';
     create temp table was on commit drop as select version, (select max(id) from change) as newest from landscape where id = '${coast.id}';
     delete from change c where c.landscape_id = '${coast.id}' and exists (select 1 from away a
       where a.id in (select jsonb_each_text.value from jsonb_each_text(coalesce(c.after, c.before))));
     delete from participant where landscape_id = '${coast.id}' and person_id::text in (select id from away);
     delete from change c where c.id > (select newest from was);
     update landscape set version = (select version from was) where id = '${coast.id}';
     commit`,
  )
}

/** Every table with a landscape that the program may read at all, as this viewer reads it. */
async function rowsOf(who: Caller): Promise<Record<string, number>> {
  const { rows } = await owner.query<{ name: string }>(
    `select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'landscape_id'
     where c.relkind in ('r', 'v') and c.relnamespace = 'public'::regnamespace
       and has_any_column_privilege('ecotone_app', c.oid, 'select') order by 1`,
  )
  return db.as({ kind: 'person', id: who.id! }, async (tx) => {
    const found: Record<string, number> = {}
    for (const { name } of rows) {
      const counted = await sql
        .raw<{ n: number }>(`select count(*)::int as n from ${name} where landscape_id = '${coast.id}'`)
        .execute(tx)
      found[name] = counted.rows[0]!.n
    }
    return found
  })
}

test('E10: those who did not agree change no character and no row of what a reader can fetch, for any day or two days compared', async () => {
  await author.see(`/landscapes/${coast.slug}/landscape`)
  const [before, rows] = [await look(reader), await rowsOf(reader)]
  const known = await look(author)
  await takeOut()
  expect(differences(before, await look(reader))).toEqual([])
  // places on the map are the drawers': a picture that was made of all is not made anew for each reader
  const { snapshot: _, look: __, ...others } = await rowsOf(reader)
  expect(rows).toMatchObject(others)
  // whoever draws sees them gone, on past days and in comparisons as well
  const told = differences(known, await look(author)).map((one) => one.split(':')[0]!)
  for (const part of ['known=', 'than=', '/history', '.csv?view=practices', '/spaces/pier'])
    expect(
      told.some((path) => path.includes(part)),
      part,
    ).toBe(true)
})
