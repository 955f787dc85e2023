import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import type { Tx } from '../../app/platform/db/database.ts'
import { heldAboutMe } from '../../app/workbench/held/held-queries.ts'
import { readMySay } from '../../app/workbench/landscape/purposes/my-word-queries.ts'
import { sayForMyself } from '../../app/workbench/landscape/purposes/say-for-myself.ts'
import { consentedValley, type Valley } from './consented-valley.ts'

const { db, owner, clock, ana, mine, as, valley, says } = await consentedValley()

const inUnion = async ({ id }: Valley) =>
  (
    await owner.query(
      `select p.external_id from membership m join practice g on g.landscape_id = m.landscape_id and g.id = m.practice_id
       join participant p on p.landscape_id = m.landscape_id and p.person_id = m.person_id
       where m.landscape_id = $1 and g.external_id = 'union'`,
      [id],
    )
  ).rows.map(({ external_id }) => external_id as string)

describe('what tells of politics, faith or health', () => {
  test('E4: no way in that others have writes down that somebody belongs to such a practice', async () => {
    const where = await valley()
    const added = { values: { person: 'marta', practice: 'union', weight: '1' } }
    expect((await mine.call('POST', `${where.api}/drawing/membership`, added)).status).toBe(422)
    const form = { person: 'marta', practice: 'union', weight: '1' }
    expect((await mine.send(`${where.root}/drawing/membership/new`, form)).status).toBe(422)
    await mine.call('POST', `${where.api}/cells`, {
      table: 'people',
      cells: [{ thing: 'marta', column: 'groups', text: 'The union' }],
      rows: [{ name: 'Somebody new', groups: 'The union' }],
    })
    await mine.send(`${where.root}/landscape/pasted`, {
      text: 'name\tgroups\nSomebody else\tThe union',
      view: 'people',
      keep: 'yes',
    })
    const [marta, union] = [await where.row('marta'), await where.row('union', 'practice')]
    const straight = as(ana, (tx) =>
      sql`insert into membership (landscape_id, id, person_id, practice_id)
        values (${where.id}, gen_random_uuid(), ${marta}, ${union})`.execute(tx),
    )
    await expect(straight).rejects.toMatchObject({ constraint: 'special_category_needs_own_consent' })
    expect(await inUnion(where)).toEqual([])
  })

  test('E4: a practice that has people in it is not made to tell such a thing of them', async () => {
    const where = await valley()
    const { json } = await mine.call('GET', `${where.api}/drawing/practice/lab`)
    const { values, based } = json as { values: Record<string, string>; based: string }
    const marked = { values: { ...values, specialCategory: 'yes' }, based }
    expect((await mine.call('PUT', `${where.api}/drawing/practice/lab`, marked)).status).toBe(422)
    const { rows } = await owner.query('select 1 from practice where landscape_id = $1 and special_category', [
      where.id,
    ])
    expect(rows).toHaveLength(1)
  })

  test('E4: they themselves say it, with their consent, and taking the consent back ends it', async () => {
    const where = await valley()
    const union = await where.row('union', 'practice')
    expect(await says(where, 'marta', {}, [union])).toEqual({ kind: 'said' })
    expect(await inUnion(where)).toEqual(['marta'])
    const me = await where.row('marta')
    const held = await as({ id: me }, (tx) => readMySay(tx, where.id))
    expect(held.special).toEqual([{ id: union, name: 'The union', mine: true }])
    await says(where, 'marta', { 'special-category': false })
    expect(await inUnion(where)).toEqual([])
  })

  test('E4: by a personal link nobody says it, reads it, or finds out that it was said', async () => {
    const where = await valley()
    const [me, union] = [await where.row('marta'), await where.row('union', 'practice')]
    const byLink = <T>(work: (tx: Tx) => Promise<T>) =>
      db.as({ kind: 'person', id: me }, work, { purpose: 'held about me', byLink: true })
    const tried = await byLink((tx) => sayForMyself(tx, clock, { landscapeId: where.id, said: {}, special: [union] }))
    expect(tried).toEqual({ kind: 'refused', reason: 'account-needed' })
    const alone = { landscapeId: where.id, said: { 'special-category': true } as const }
    await expect(byLink((tx) => sayForMyself(tx, clock, alone))).rejects.toMatchObject({
      constraint: 'special_category_needs_own_account',
    })
    expect(await inUnion(where)).toEqual([])

    const read = () =>
      byLink(async (tx) => ({ say: await readMySay(tx, where.id), held: await heldAboutMe(tx, where.id) }))
    const before = await read()
    await says(where, 'marta', {}, [union])
    const after = await read()
    expect(after).toEqual(before)
    expect(after.say).toMatchObject({ special: [], moreByAccount: true })
    expect(JSON.stringify(after)).not.toMatch(/union|special-category":\{|"purpose":"special/i)
    expect(await inUnion(where)).toEqual(['marta'])

    // what the pages leave out is not there to be read either, and is there for the account of the same person
    const telling = async (tx: Tx) =>
      (
        await sql<{ n: number }>`select (select count(*) from consent where purpose = 'special-category')::int as n
          union all select count(*)::int from agreement where purpose = 'special-category'`.execute(tx)
      ).rows.map(({ n }) => n)
    expect(await byLink(telling)).toEqual([0, 0])
    expect(await db.as({ kind: 'person', id: me }, telling, { purpose: 'held about me' })).toEqual([1, 1])
  })

  test('E4: consent to one is not used by others for another, and a consent that others wrote down is none', async () => {
    const where = await valley(['map', 'special-category'])
    const [marta, union] = [await where.row('marta'), await where.row('union', 'practice')]
    const byAna = () =>
      as(ana, (tx) =>
        sql`insert into membership (landscape_id, id, person_id, practice_id)
          values (${where.id}, gen_random_uuid(), ${marta}, ${union})`.execute(tx),
      )
    await expect(byAna()).rejects.toMatchObject({ constraint: 'special_category_needs_own_consent' })
    await says(where, 'marta', { 'special-category': true })
    await expect(byAna()).rejects.toMatchObject({ constraint: 'special_category_needs_own_consent' })
  })

  test('E4: joining moves nobody into such a practice; bringing back brings what they said themselves', async () => {
    const where = await valley()
    await says(where, 'joel2', {}, [await where.row('union', 'practice')])
    await mine.call('POST', `${where.api}/people/joel/join`, { with: 'joel2' })
    expect((await inUnion(where)).filter((one) => one === 'joel')).toEqual([])
    const other = await valley()
    await says(other, 'marta', {}, [await other.row('union', 'practice')])
    const gone = await other.row('marta')
    await as(ana, (tx) => sql`select take_out(${other.id}, ${gone})`.execute(tx))
    expect(await inUnion(other)).toEqual([])
    const { rows } = await owner.query(
      'select taken_at from kept_back where landscape_id = $1 order by taken_at desc limit 1',
      [other.id],
    )
    const back = await as(ana, (tx) =>
      sql<{ bring_back: string[] }>`select bring_back(${other.id}, taken_at) from still_kept(${other.id})`.execute(tx),
    )
    expect(rows).toHaveLength(1)
    expect(back.rows.map(({ bring_back }) => bring_back)).toEqual([['done']])
    expect(await inUnion(other)).toEqual(['marta'])
  })

  test('E5: no column keeps a group that was found, or a trait that was guessed, on a person', async () => {
    const { rows } = await owner.query(
      `select table_name || '.' || column_name as name from information_schema.columns where table_schema = 'public'
       and column_name <> 'found_at' and column_name ~ '(found_|guess|infer|cluster|communit|opinion|trait|leaning|ethnic|religio|politic|health|union|sexual)'`,
    )
    expect(rows).toEqual([])
    // what a reading keeps lies in one row of its own, and names groups that were drawn
    const { rows: kept } = await owner.query(
      `select distinct kcu.table_name from information_schema.columns kcu
       where kcu.table_schema = 'public' and kcu.data_type = 'jsonb' order by 1`,
    )
    expect(kept.map(({ table_name }) => table_name as string)).not.toContain('person')
    expect(kept.map(({ table_name }) => table_name as string)).not.toContain('participant')
  })
})
