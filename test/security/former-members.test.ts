import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { uuidv7 } from '../../app/platform/uuid.ts'
import { makePersonalLink } from '../../app/workbench/held/held.ts'
import { personId, smallCoast } from './small-coast.ts'
import { wholeProgram } from './whole-program.ts'

const { db, owner, clock, newcomer, bring, joinTeam } = await wholeProgram()
const steward = await newcomer('steward@example.org', 'Steward')

/** A landscape with a convener who named four people and made each of them a link. */
async function scene(email: string) {
  const landscape = await bring(steward, smallCoast('own-sketch', email))
  const convener = await newcomer(email, 'Convener')
  await joinTeam(landscape, convener, 'convener')
  const people: string[] = []
  for (const nth of [0, 1, 2, 3]) {
    const { rows } = await owner.query(
      'update participant set named_by = $3 where landscape_id = $1 and external_id = $2 returning person_id',
      [landscape.id, personId('crews', nth), convener.id],
    )
    const [{ person_id: who }] = rows
    people.push(who)
    const made = await db.as({ kind: 'person', id: convener.id! }, (tx) =>
      makePersonalLink(tx, clock, { landscapeId: landscape.id, personId: who, way: nth === 1 ? 'printed' : 'link' }),
    )
    expect(made.kind).toBe('made')
  }
  const [opened, , byLetter] = people
  await owner.query('update personal_link set openings = 1, opened_on = now() where person_id = $1', [opened])
  // in the transaction of a notice: the letter, and then this
  await owner.query('update person set told_address = $2 where id = $1', [byLetter, `told-${email}`])
  await db.as({ kind: 'person', id: convener.id! }, async (tx) => {
    const letter = uuidv7()
    await sql`insert into mail (id, person_id, landscape_id, subject, plain_text, html, kind, written_at, next_try_at)
      values (${letter}, ${byLetter!}, ${landscape.id}, 's', 't', 'h', 'deed', ${clock.now()}, ${clock.now()})`.execute(
      tx,
    )
    await sql`select told_by_letter(${landscape.id}, ${byLetter!}, ${letter})`.execute(tx)
  })
  /** of the four, in order: opened, a card, sent by letter, a link that was shown */
  const holding = async () => {
    const { rows } = await owner.query('select person_id, why from personal_link where landscape_id = $1', [
      landscape.id,
    ])
    return people.map((one) => rows.find(({ person_id }) => person_id === one)?.why ?? 'holds')
  }
  const token = async (bound: boolean) =>
    owner.query(
      `insert into api_token (id, person_id, name, hash, beginning, scopes, landscape_id, made_at, expires_at)
       values (gen_random_uuid(), $1, 'x', gen_random_uuid()::text, 'eco_', '{read}', $2, now(), now() + interval '30 days')`,
      [convener.id, bound ? landscape.id : null],
    )
  await token(true)
  await token(false)
  const tokens = async () =>
    (await owner.query('select landscape_id from api_token where person_id = $1', [convener.id])).rowCount
  return { landscape, convener, holding, tokens }
}

test('what somebody who is off the team made and nobody opened ends: cards, links and tokens; what was opened or sent stays', async () => {
  const { landscape, convener, holding, tokens } = await scene('taken-off@example.org')
  expect(await holding()).toEqual(['holds', 'holds', 'holds', 'holds'])
  expect(await tokens()).toBe(2)
  const off = await db.as({ kind: 'person', id: steward.id! }, (tx) =>
    sql<{ it: string }>`select take_off_team(${landscape.id}, ${convener.id}) as it`.execute(tx),
  )
  expect(off.rows).toEqual([{ it: 'done' }])
  expect(await holding()).toEqual(['holds', 'maker-left', 'holds', 'maker-left'])
  // the one that opens everything they see stays, and sees this landscape no longer: the tables are asked each time
  expect(await tokens()).toBe(1)
})

test('another role keeps them: who only draws from now on is still on the team', async () => {
  const { landscape, convener, holding } = await scene('less@example.org')
  await db.as({ kind: 'person', id: steward.id! }, (tx) =>
    sql`select give_role(${landscape.id}, ${convener.id}, 'team-member')`.execute(tx),
  )
  expect(await holding()).toEqual(['holds', 'holds', 'holds', 'holds'])
})

test('a door that is closed ends the same, and every token', async () => {
  const { convener, holding, tokens } = await scene('shut@example.org')
  // the first who was let in runs the instance
  await db.as({ kind: 'person', id: steward.id! }, (tx) =>
    sql`select close_door(${convener.id}, ${clock.now()})`.execute(tx),
  )
  expect(await holding()).toEqual(['holds', 'maker-left', 'holds', 'maker-left'])
  expect(await tokens()).toBe(0)
})
