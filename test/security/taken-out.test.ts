import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { uuidv7 } from '../../app/platform/uuid.ts'
import { markOfIds, markOfNames, personId, smallCoast } from './small-coast.ts'
import { as, consentedCoast, teamAndStranger } from './team-and-stranger.ts'

const { auth, owner, newcomer, bring, steward, sketch, tried, rowId } = await teamAndStranger()

test('taking somebody out reaches only who is in, and never the row of somebody who may sign in', async () => {
  await auth.kysely.transaction().execute(async (tx) => {
    await sql`insert into person (id, email) values (${sketch.id}, 'invited@example.org')`.execute(tx)
    await sql`insert into account (id, person_id, account_id, provider_id) values (${sketch.id}, ${sketch.id}, 'x', 'email-link')`.execute(
      tx,
    )
  })
  expect(await tried(as(steward), `select take_out('${sketch.id}', '${sketch.id}') as it`)).toEqual([{ it: false }])
  expect((await owner.query('select from person where id = $1', [sketch.id])).rowCount).toBe(1)
})

test('whoever is taken out leaves no word and no given id in the log', async () => {
  const drawn = smallCoast('own-sketch', 'To be forgotten')
  const who = personId('crews', 0)
  drawn.concerns.push({ concern: 'own', words: 'Zqword of hers', kind: 'cares', person: who, practice: null })
  const landscape = await bring(steward, drawn)
  const id = await rowId(landscape, who)
  const log = async () =>
    JSON.stringify(
      (await owner.query('select before, after, why from change where landscape_id = $1', [landscape.id])).rows,
    )
  expect(await log()).toContain('Zqword')
  expect(await tried(as(steward), `select take_out('${landscape.id}', '${id}') as it`)).toEqual([{ it: true }])
  for (const trace of ['Zqword', 'Zqground', markOfIds, markOfNames]) expect(await log()).not.toContain(trace)
  expect(await tried(as(steward), 'select * from kept_back')).toBe('refused')
  expect((await owner.query('select from person where id = $1', [id])).rowCount).toBe(1)
  await owner.query("select forget_what_was_kept_back(now() + interval '31 days')")
  expect((await owner.query('select from person where id = $1', [id])).rowCount).toBe(0)
})

test('E3: whoever withdraws leaves no name, address or label behind, whichever way it was written down', async () => {
  const drawn = consentedCoast()
  drawn.people[0] = { ...drawn.people[0]!, email: 'leaves@example.org', phone: '123' }
  const landscape = await bring(steward, drawn)
  const who = await rowId(landscape, personId('crews', 0))
  await tried(
    as(steward),
    `insert into consent (landscape_id, id, person_id, purpose, state, said_at, recorded_by)
    values ('${landscape.id}', '${uuidv7()}', '${who}', 'map', 'withdrawn', '2026-12-02', '${steward.id}')`,
  )
  const { rows } = await owner.query(
    `select p.consent, n.name, n.phone, n.told_address, n.email from participant p join person n on n.id = p.person_id where person_id = $1`,
    [who],
  )
  expect(rows).toEqual([{ consent: 'withdrawn', name: null, phone: null, told_address: null, email: null }])
})

test('the state of a participant and their newest word are one thing, and of two words of one day the more private holds', async () => {
  // somebody else's drawing: in the one of the steward people of these ids asked to be gone
  const own = await newcomer('own-drawing@example.org')
  const drawn = consentedCoast()
  const one = { person: personId('crews', 0), purpose: 'map' as const, said: '2027-02-01' }
  drawn.consents.push({ ...one, state: 'hidden' }, { ...one, state: 'agreed' })
  const landscape = await bring(own, drawn)
  const who = await rowId(landscape, personId('crews', 0))
  const state = async () =>
    (
      await owner.query('select consent from participant where landscape_id = $1 and person_id = $2', [
        landscape.id,
        who,
      ])
    ).rows[0].consent
  expect(await state()).toBe('hidden')
  await tried(
    as(own),
    `update participant set consent = 'withdrawn' where person_id = '${who}' and landscape_id = '${landscape.id}'`,
  )
  const { rows } = await owner.query(
    `select state from consent where landscape_id = $1 and person_id = $2 and purpose = 'map' order by said_at desc limit 1`,
    [landscape.id, who],
  )
  expect(rows[0].state).toBe('withdrawn')
})

test('whoever erases themselves takes along the people who were only in their own landscapes', async () => {
  const leaver = await newcomer('leaver@example.org')
  const landscape = await bring(leaver, smallCoast('fictional', 'Left'))
  const who = await rowId(landscape, personId('crews', 0))
  expect(await tried(as(leaver), 'select erase_me() as it')).toEqual([{ it: 'erased' }])
  const { rows } = await owner.query('select id from person where id = any ($1)', [[who, leaver.id]])
  expect(rows).toEqual([])
})
