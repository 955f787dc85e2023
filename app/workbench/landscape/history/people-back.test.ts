import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { landscapeKnownOn } from '../known/known-landscape.ts'
import { takingOut } from './taking-out.fixture.ts'

const { db, owner, ana, mine, his, valley, seen, does, changes, log, undo, nobodyKept, rowOf } = await takingOut()

/** Every row of a landscape but for the log, whole: what nobody is shown as well. */
async function everything(landscape: { id: string }): Promise<string[]> {
  const tables = ['participant', 'placeholder_label', 'consent', 'membership', 'standing', 'tie', 'answer', 'concern']
  const also = ['legitimacy', 'legitimacy_told', 'keep_apart', 'space_person', 'custom_field', 'practice', 'boundary']
  const all: string[] = []
  for (const table of [...tables, ...also]) {
    const { rows } = await owner.query(`select to_jsonb(t)::text as row from ${table} t where landscape_id = $1`, [
      landscape.id,
    ])
    all.push(...rows.map(({ row }) => `${table} ${row}`))
  }
  const names = await owner.query(
    `select n.id, n.name from person n where id in (select person_id from participant where landscape_id = $1)`,
    [landscape.id],
  )
  return [...all, ...names.rows.map((row) => JSON.stringify(row))].toSorted()
}

/** Something of every kind is said of Marta, also what no page shows. */
async function saysMuchOf(landscape: { id: string; slug: string }, external: string): Promise<void> {
  const who = await rowOf(landscape, external)
  const other = await rowOf(landscape, 'rosa')
  const lab = (
    await owner.query("select id from practice where external_id = 'lab' and landscape_id = $1", [landscape.id])
  ).rows[0].id
  await does(landscape, { kind: 'concern', do: 'add', values: { person: external, kind: 'cares', words: 'Zqword' } })
  await does(landscape, {
    kind: 'tie',
    do: 'add',
    values: { from: external, to: 'rosa', says: 'no', kind: 'talks', strength: '0.2', reportedBy: external },
  })
  const at = landscape.id
  const { rows } = await owner.query('select id from tie where landscape_id = $1 and from_id = $2 limit 1', [at, who])
  const client = await owner.connect()
  await client.query("select set_config('ecotone.person', $1, false)", [ana.id])
  for (const [statement, values] of [
    [
      "insert into answer (landscape_id, id, person_id, question, recorded_by) values ($1, gen_random_uuid(), $2, 'ties', $3)",
      [at, who, ana.id],
    ],
    [
      "insert into legitimacy (landscape_id, id, person_id, practice_id, kind, answered_by, would_come, ground, recorded_by) values ($1, gen_random_uuid(), $2, $3, 'attested', $4, true, 'Zqground', $5)",
      [at, who, lab, other, ana.id],
    ],
    [
      "insert into legitimacy (landscape_id, id, person_id, practice_id, kind, answered_by, would_come, recorded_by) values ($1, gen_random_uuid(), $4, $3, 'attested', $2, false, $5)",
      [at, who, lab, other, ana.id],
    ],
    [
      'insert into legitimacy_told (landscape_id, id, person_id, practice_id, answered_by, would_come) values ($1, gen_random_uuid(), $2, $3, $4, true), ($1, gen_random_uuid(), $4, $3, $2, false)',
      [at, who, lab, other],
    ],
    [
      'insert into keep_apart (landscape_id, id, one_person_id, other_person_id, flagged_by) values ($1, gen_random_uuid(), $2, $3, $4)',
      [at, other, who, ana.id],
    ],
    [
      "insert into consent (landscape_id, id, person_id, purpose, state, said_at, recorded_by) values ($1, gen_random_uuid(), $2, 'analysis', 'agreed', now(), $3)",
      [at, who, ana.id],
    ],
    [
      'insert into custom_field (landscape_id, id, person_id, fields, recorded_by) values ($1, gen_random_uuid(), $2, \'{"shoe": "38"}\', $3)',
      [at, who, ana.id],
    ],
    [
      'insert into custom_field (landscape_id, id, tie_id, fields, recorded_by) values ($1, gen_random_uuid(), $2, \'{"met": "at sea"}\', $3)',
      [at, rows[0].id, ana.id],
    ],
  ] as [string, unknown[]][])
    await client.query(statement, values)
  client.release(true)
}

test.each(['fictional', 'own-sketch'] as const)(
  'whoever was taken out of a landscape that is %s comes back exactly as they were, with what no page shows',
  async (basis) => {
    const landscape = await valley(basis)
    await saysMuchOf(landscape, 'marta')
    const before = await everything(landscape)
    await changes(landscape, 'person', 'marta', null)
    const without = await everything(landscape)
    expect(without.length).toBeLessThan(before.length - 8)
    expect(without.join()).not.toContain('marta')
    const [removal] = await log(landscape)
    expect(await undo(landscape, removal!)).toMatchObject({ status: 200 })
    expect(await everything(landscape)).toEqual(before)
    expect(await nobodyKept(landscape)).toBe(true)
    const [undoing] = await log(landscape)
    expect(await undo(landscape, undoing!)).toMatchObject({ status: 200 })
    expect(await everything(landscape)).toEqual(without)
    const [again] = await log(landscape)
    expect(await undo(landscape, again!)).toMatchObject({ status: 200 })
    expect(await everything(landscape)).toEqual(before)
  },
)

test('while somebody can be brought back nobody reads of them, on no page, in no file, in no table', async () => {
  const landscape = await valley('own-sketch')
  await saysMuchOf(landscape, 'marta')
  await changes(landscape, 'person', 'marta', { name: 'Zqlabel' })
  const who = await rowOf(landscape, 'marta')
  await changes(landscape, 'person', 'marta', null)
  const root = `/landscapes/${landscape.slug}`
  for (const path of [
    '/landscape',
    '/landscape?view=people',
    '/landscape?view=ties',
    '/history',
    '/told',
    '/export.zip',
  ])
    for (const reader of [mine, his]) {
      const { text } = await reader.see(root + path)
      for (const trace of ['Zqlabel', 'Zqword', 'Call marta', who]) expect(text).not.toContain(trace)
    }
  const { text } = await mine.see(`${root}/history`)
  expect(text).toContain('Taken out: somebody withdrawn')
  expect(text).toContain('Can be undone until')
  const drawn = await mine.call('GET', `/api${root}`)
  expect(JSON.stringify(drawn.json)).not.toContain('marta')
  const today = (await owner.query("select to_char(now() at time zone 'UTC', 'YYYY-MM-DD') as day")).rows[0].day
  const known = await db.as({ kind: 'person', id: ana.id }, (tx) => landscapeKnownOn(tx, landscape, today, 'withdrawn'))
  expect(JSON.stringify(known)).not.toMatch(/marta|Zq/)
  const logged = await owner.query('select before, after from change where landscape_id = $1', [landscape.id])
  expect(JSON.stringify(logged.rows)).not.toMatch(/marta|Zq/)
  for (const viewer of [{ kind: 'person', id: ana.id } as const, { kind: 'worker', onBehalfOf: ana.id } as const])
    await expect(db.as(viewer, (tx) => sql`select * from kept_back`.execute(tx))).rejects.toThrow('permission denied')
})

test('a former name comes back, and the later one after it; the log holds neither', async () => {
  const landscape = await valley('own-sketch')
  const called = async () => (await seen(landscape)).people.find(({ id }) => id === 'marta')!.name
  await changes(landscape, 'person', 'marta', { name: 'Zqnew' })
  await changes(landscape, 'person', 'marta', { name: 'Zqnewer' })
  const [second, first] = await log(landscape)
  expect((await undo(landscape, first!)).json).toMatchObject({ detail: 'changed-since' })
  expect((await undo(landscape, second!, his)).json).toMatchObject({ detail: 'not-yours' })
  await undo(landscape, second!)
  expect(await called()).toBe('Zqnew')
  expect(await undo(landscape, first!)).toMatchObject({ status: 200 })
  expect(await called()).toBe('Call marta')
  const [undoing] = await log(landscape)
  await undo(landscape, undoing!)
  expect(await called()).toBe('Zqnew')
  const logged = await owner.query('select before, after, why from change where landscape_id = $1', [landscape.id])
  expect(JSON.stringify(logged.rows)).not.toMatch(/Zq|Call marta/)
})

test('two drawings of one person that were joined are parted again, each as it was', async () => {
  const landscape = await valley('own-sketch')
  await saysMuchOf(landscape, 'joel2')
  await saysMuchOf(landscape, 'joel')
  const before = await everything(landscape)
  const answer = await mine.send(`/landscapes/${landscape.slug}/people/joel/join`, { with: 'joel2', why: 'one man' })
  expect(answer.status).toBe(303)
  const joined = await everything(landscape)
  const [joining] = await log(landscape)
  const page = await mine.see(`/landscapes/${landscape.slug}/history`)
  expect(page.text).toContain('Two drawings of Call joel were joined into one')
  expect(await undo(landscape, joining!)).toMatchObject({ status: 200 })
  expect(await everything(landscape)).toEqual(before)
  const [parting] = await log(landscape)
  expect(await undo(landscape, parting!)).toMatchObject({ status: 200 })
  expect(await everything(landscape)).toEqual(joined)
  const [again] = await log(landscape)
  await does(landscape, { kind: 'concern', do: 'add', values: { person: 'joel', kind: 'seeks', words: 'Said since' } })
  expect(await undo(landscape, again!)).toMatchObject({ status: 200 })
  expect((await seen(landscape)).concerns.find(({ words }) => words === 'Said since')!.person).toBe('joel')
  expect((await seen(landscape)).people.map(({ id }) => id)).toEqual(['joel', 'joel2', 'marta', 'rosa'])
})

test('joined drawings are not parted once what was moved was taken away or moved on', async () => {
  const landscape = await valley()
  await mine.send(`/landscapes/${landscape.slug}/people/joel/join`, { with: 'joel2' })
  const [joining] = await log(landscape)
  await changes(landscape, 'person', 'joel', null)
  expect((await undo(landscape, joining!)).json).toMatchObject({ detail: 'gone-since' })
  await undo(landscape, (await log(landscape))[0]!)
  expect(await undo(landscape, joining!)).toMatchObject({ status: 200 })
})

test('what somebody needs has to be there: the page says what was taken out since, and leads to it', async () => {
  const landscape = await valley()
  const before = await seen(landscape)
  await changes(landscape, 'person', 'marta', null)
  const [removal] = await log(landscape)
  await changes(landscape, 'practice', 'lab', null)
  const refused = await mine.send(`/landscapes/${landscape.slug}/history/${removal!.id}/undo`, {})
  expect(refused.status).toBe(409)
  expect(refused.text).toContain(
    'the group or practice “The lab”, to which something in it belongs, was taken out since',
  )
  const practice = (await log(landscape))[0]!
  expect(refused.text).toContain(`#d${practice.id}`)
  await undo(landscape, practice)
  await undo(landscape, removal!)
  expect(await seen(landscape)).toEqual(before)
})

test('of two who were taken out, each comes back in any order that leaves nobody with half a tie', async () => {
  const landscape = await valley()
  const before = await everything(landscape)
  await changes(landscape, 'person', 'joel2', null)
  const first = (await log(landscape))[0]!
  await changes(landscape, 'person', 'rosa', null, ana)
  const second = (await log(landscape))[0]!
  const { json } = await undo(landscape, first)
  expect(json).toMatchObject({ detail: 'nothing-to-hang-on' })
  await undo(landscape, second)
  expect(await undo(landscape, first)).toMatchObject({ status: 200 })
  expect(await everything(landscape)).toEqual(before)
})

test('whoever comes back keeps their id, also when somebody was added meanwhile; if it is taken, they get the next one', async () => {
  const landscape = await valley()
  const added = await does(landscape, { kind: 'person', do: 'add', values: { name: 'Zulmira' } })
  await changes(landscape, 'person', added, null)
  const [removal] = await log(landscape)
  const other = await does(landscape, { kind: 'person', do: 'add', values: { name: 'Zulmira' } })
  expect(other).not.toBe(added)
  await owner.query('update participant set external_id = $1 where landscape_id = $2 and external_id = $3', [
    added,
    landscape.id,
    other,
  ])
  expect(await undo(landscape, removal!)).toMatchObject({ status: 200 })
  const both = (await seen(landscape)).people.filter(({ name }) => name === 'Zulmira').map(({ id }) => id)
  expect(both).toHaveLength(2)
  expect(new Set(both).size).toBe(2)
  expect(both).toContain(added)
})

test('two who take out the same person, and two who bring them back: the second is told in words', async () => {
  const landscape = await valley()
  const path = `/landscapes/${landscape.slug}/drawing/person/rosa/remove`
  const based = /name="based" value="([^"]*)"/.exec((await mine.see(path)).text)![1]!
  const answers = await Promise.all([mine.send(path, { based }), mine.send(path, { based })])
  expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 409])
  const [removal] = await log(landscape)
  const back = await Promise.all([undo(landscape, removal!), undo(landscape, removal!, his)])
  expect(back.map(({ status }) => status).toSorted()).toEqual([200, 422])
  expect((await seen(landscape)).people.map(({ id }) => id)).toContain('rosa')
})

test('doing a removal again is refused once something was said of whoever came back', async () => {
  const landscape = await valley()
  await changes(landscape, 'person', 'rosa', null)
  await undo(landscape, (await log(landscape))[0]!)
  const [undoing] = await log(landscape)
  await does(landscape, { kind: 'concern', do: 'add', values: { person: 'rosa', kind: 'cares', words: 'New' } })
  expect((await undo(landscape, undoing!)).json).toMatchObject({ detail: 'built-upon' })
})

test('where people live, a colleague who saw nobody brings nobody back', async () => {
  const landscape = await valley('own-sketch')
  await changes(landscape, 'person', 'rosa', null)
  const [removal] = await log(landscape, his)
  expect((await undo(landscape, removal!, his)).json).toMatchObject({ detail: 'not-yours' })
  expect((await his.see(`/landscapes/${landscape.slug}/history`)).text).toContain('can no longer be undone')
  expect(await undo(landscape, removal!)).toMatchObject({ status: 200 })
})
