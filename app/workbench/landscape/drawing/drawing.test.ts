import { expect, test } from 'vitest'
import { testDatabase } from '../../../../test/support/database.ts'
import { fixedClock } from '../../../platform/clock.ts'
import { uuidv7 } from '../../../platform/uuid.ts'
import { addPerson, asking } from '../../signed-in.fixture.ts'
import { changing } from '../changing.fixture.ts'
import type { DrawnLandscape } from '../drawn-landscape.ts'

const { db, owner } = await testDatabase()
const clock = fixedClock('2027-03-01T09:00:00Z')
const { app, ana, mine, his, valley, seen } = await changing({ db, owner, clock })

async function formOf(who: typeof mine, path: string): Promise<Record<string, string>> {
  const { text, status } = await who.see(path)
  expect(status).toBe(200)
  const hidden = [...text.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g)]
  return Object.fromEntries(hidden.map(([, name, value]) => [name!, value!]))
}

async function logOf(landscape: { id: string }) {
  const { rows } = await owner.query<{ what: string; did: string; why: string | null; changed_by: string }>(
    'select what, did, why, changed_by from change where landscape_id = $1 order by id desc limit 1',
    [landscape.id],
  )
  return rows[0]!
}

const said: Record<string, { fields: Record<string, string>; there: (drawn: DrawnLandscape) => boolean }> = {
  person: {
    fields: { name: 'Zulmira', practice: 'lab' },
    there: ({ people, memberships }) => {
      const id = people.find(({ name }) => name === 'Zulmira')?.id
      return memberships.some(({ person, practice }) => person === id && practice === 'lab')
    },
  },
  practice: {
    fields: { name: 'The choir', kind: 'network', does: 'They sing' },
    there: ({ practices }) => practices.some(({ name, does }) => name === 'The choir' && does === 'They sing'),
  },
  membership: {
    fields: { person: 'joel', practice: 'lab', weight: '0.5', mode: 'imagination', since: '2026-01-01' },
    there: ({ memberships }) => memberships.some((one) => one.person === 'joel' && one.mode === 'imagination'),
  },
  boundary: {
    fields: { name: 'School years', kind: 'social', sides: 'many\nfew', stakes: 'Who speaks' },
    there: ({ boundaries }) => boundaries.some(({ name, sides }) => name === 'School years' && sides[1] === 'few'),
  },
  side: {
    fields: { boundary: 'ridge', name: 'the river' },
    there: ({ boundaries }) => boundaries[0]!.sides.join() === 'cape,city,the river',
  },
  standing: {
    fields: { practice: 'crews', side: 'ridge/city' },
    there: ({ standings }) => standings.some(({ practice, side }) => practice === 'crews' && side === 'city'),
  },
  tie: {
    fields: { from: 'joel', to: 'rosa', says: 'no', kind: 'talks', mutual: 'yes', strength: '0.5', reportedBy: 'rosa' },
    there: ({ ties }) =>
      ties.some(({ to, says, reportedBy }) => to === 'rosa' && says === 'no' && reportedBy === 'rosa'),
  },
  concern: {
    fields: { practice: 'crews', kind: 'seeks', words: 'Shade at noon' },
    there: ({ concerns }) =>
      concerns.some(({ words, concern }) => words === 'Shade at noon' && concern === 'shade-at-noon'),
  },
}

test.each(Object.keys(said))('a %s is added where it is listed, and the log says who and why', async (kind) => {
  const landscape = await valley()
  const { fields, there } = said[kind]!
  const path = `/landscapes/${landscape.slug}/drawing/${kind}/new`
  const form = await formOf(mine, path)
  const answer = await mine.send(path, { ...form, ...fields, why: 'heard at the pier' })
  expect(answer.status).toBe(303)
  expect(there(await seen(landscape))).toBe(true)
  expect(await logOf(landscape)).toMatchObject({ did: 'added', why: 'heard at the pier', changed_by: ana.id })
  expect((await mine.see(answer.location!.split('#')[0]!)).text).toContain('Kept.')
  const again = await mine.send(path, { ...form, ...fields, why: 'heard at the pier' })
  expect(again.location).toBe(answer.location)
})

test.each(Object.keys(said))('a %s is added, changed and removed over the API, and only the team may', async (kind) => {
  const landscape = await valley()
  const root = `/api/landscapes/${landscape.slug}/drawing/${kind}`
  const added = await mine.call('POST', root, { values: said[kind]!.fields })
  expect(added.status).toBe(200)
  const { id } = added.json as { id: string }
  const stands = (await mine.call('GET', `${root}/${id}`)).json as { values: Record<string, string>; based: string }
  expect(stands.values).toMatchObject(
    kind === 'boundary' ? { name: 'School years' } : kind === 'person' ? { name: 'Zulmira' } : said[kind]!.fields,
  )
  const kept = await mine.call('PUT', `${root}/${id}`, { values: {}, based: stands.based })
  expect(kept).toMatchObject({ status: 200, json: { kind: 'kept', id } })
  const stranger = asking(app, await addPerson(owner, 'Stranger'))
  expect((await stranger.call('PUT', `${root}/${id}`, { values: {}, based: stands.based })).status).toBe(404)
  const now = (await mine.call('GET', `${root}/${id}`)).json as { based: string }
  const gone = await mine.call('DELETE', `${root}/${id}?based=${encodeURIComponent(now.based)}`)
  expect(gone).toMatchObject({ status: 200, json: { kind: 'removed', id } })
  expect((await mine.call('GET', `${root}/${id}`)).status).toBe(404)
})

test.each([
  ['practice', { name: ' ', kind: 'guild' }, ['This is needed.', 'Choose one of those']],
  ['membership', { person: 'nobody', practice: 'lab', weight: '0' }, ['Nobody and nothing here', 'Write a number']],
  ['boundary', { name: 'x', kind: 'other', sides: 'same\nSame' }, ['the same name']],
  ['standing', { side: 'ridge/cape' }, ['of one person or of one group']],
  [
    'tie',
    { from: 'joel', to: 'joel', says: 'yes', kind: 'talks', strength: '2' },
    ['two different people', 'at most 1'],
  ],
  ['membership', { person: 'joel', practice: 'lab', weight: '1', since: '2027-02-30' }, ['Write a day']],
] as [string, Record<string, string>, string[]][])(
  'what is wrong with a %s is said beside the field, and what was typed is still there',
  async (kind, fields, words) => {
    const landscape = await valley()
    const before = await seen(landscape)
    const answer = await mine.send(`/landscapes/${landscape.slug}/drawing/${kind}/new`, { ...fields, why: 'Typed why' })
    expect(answer.status).toBe(422)
    for (const one of words) expect(answer.text).toContain(one)
    expect(answer.text).toContain('Typed why')
    expect(await seen(landscape)).toEqual(before)
  },
)

test('the same said twice is refused in words', async () => {
  const landscape = await valley()
  const answer = await mine.send(`/landscapes/${landscape.slug}/drawing/membership/new`, {
    person: 'Call joel',
    practice: 'the crews',
    weight: '1',
  })
  expect(answer.status).toBe(422)
  expect(answer.text).toContain('That is there already')
})

test('whoever saves from a stale tab sees both, overwrites nothing, and may then keep theirs knowingly', async () => {
  const landscape = await valley()
  const path = `/landscapes/${landscape.slug}/drawing/practice/lab`
  const form = await formOf(his, path)
  const first = await formOf(mine, path)
  await mine.send(path, { ...first, name: 'The marine lab', kind: 'organisation', why: 'its own name' })
  const stale = await his.send(path, { ...form, name: 'Laboratory', kind: 'institution' })
  expect(stale.status).toBe(409)
  for (const words of ['Ana changed this', 'its own name', 'The marine lab', 'Laboratory', 'Keep mine'])
    expect(stale.text).toContain(words)
  expect((await seen(landscape)).practices[1]!.name).toBe('The marine lab')
  const based = /name="based" value="([^"]*)"/.exec(stale.text)![1]!
  expect((await his.send(path, { based, name: 'Laboratory', kind: 'institution' })).status).toBe(303)
  expect((await seen(landscape)).practices[1]!.name).toBe('Laboratory')
})

test('a program that saves what is stale is told what stands there now, who wrote it, and how to replace it knowingly', async () => {
  const landscape = await valley()
  const path = `/api/landscapes/${landscape.slug}/drawing/practice/lab`
  const { based } = (await his.call('GET', path)).json as { based: string }
  await mine.call('PUT', path, { values: { name: 'The marine lab' }, based, why: 'its own name' })
  const stale = await his.call('PUT', path, { values: { name: 'Laboratory' }, based })
  expect(stale).toMatchObject({
    status: 409,
    json: { now: { name: 'The marine lab' }, by: { by: 'Ana', mine: false, why: 'its own name' } },
  })
  const again = { values: { name: 'Laboratory' }, based: (stale.json as { based: string }).based }
  expect((await his.call('PUT', path, again)).status).toBe(200)
  expect((await seen(landscape)).practices[1]!.name).toBe('Laboratory')
})

test('two who change the same thing in the same moment: one is kept, the other is told', async () => {
  const landscape = await valley()
  const path = `/landscapes/${landscape.slug}/drawing/practice/lab`
  const [a, b] = [await formOf(mine, path), await formOf(his, path)]
  const answers = await Promise.all([
    mine.send(path, { ...a, name: 'One', kind: 'organisation' }),
    his.send(path, { ...b, name: 'Two', kind: 'organisation' }),
  ])
  expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 409])
})

test('two who take out the same person: the second is told that it was done, and by whom', async () => {
  const landscape = await valley()
  const path = `/landscapes/${landscape.slug}/drawing/person/rosa/remove`
  const [a, b] = [await formOf(mine, path), await formOf(mine, path)]
  expect((await mine.send(path, { ...a, why: 'moved away' })).status).toBe(303)
  const second = await mine.send(path, { ...b, form_key: uuidv7() })
  expect(second.status).toBe(409)
  expect(second.text).toContain('There is nothing left to do')
  expect((await seen(landscape)).people.map(({ id }) => id)).not.toContain('rosa')
})

test('whoever changes what another removed meanwhile keeps what they typed, and may add it anew', async () => {
  const landscape = await valley()
  const drawn = await owner.query('select id from concern where landscape_id = $1', [landscape.id])
  const path = `/landscapes/${landscape.slug}/drawing/concern/${drawn.rows[0].id}`
  const form = await formOf(his, path)
  await mine.send(`${path}/remove`, { ...(await formOf(mine, `${path}/remove`)), why: 'said no longer' })
  const late = await his.send(path, { ...form, kind: 'cares', words: 'Heat below deck' })
  expect(late.status).toBe(409)
  for (const words of ['Ana removed this meanwhile', 'said no longer', 'Heat below deck', 'Add it anew'])
    expect(late.text).toContain(words)
})

test('removing says beforehand what goes along, and a boundary keeps two sides', async () => {
  const landscape = await valley()
  const page = await mine.see(`/landscapes/${landscape.slug}/drawing/person/joel2/remove`)
  for (const words of ['2 memberships', '3 accounts of ties', '1 standing', '1 concern', 'can be brought back'])
    expect(page.text).toContain(words)
  const { rows } = await owner.query("select id from side where landscape_id = $1 and name = 'cape'", [landscape.id])
  const path = `/landscapes/${landscape.slug}/drawing/side/${rows[0].id}/remove`
  const refused = await mine.send(path, await formOf(mine, path))
  expect(refused.status).toBe(422)
  expect(refused.text).toContain('at least two sides')
})

test('joining says beforehand what will happen, and then it happens: everything once, nothing lost', async () => {
  const landscape = await valley()
  const path = `/landscapes/${landscape.slug}/people/joel/join`
  const before = await mine.see(`${path}?with=joel2`)
  for (const words of [
    'Memberships: 1 moved, 1 the same',
    '1 account of a tie between the two goes',
    'Standings: 1 moved',
  ])
    expect(before.text).toContain(words)
  const answer = await mine.send(path, { with: 'joel2', why: 'one man' })
  expect(answer.status).toBe(303)
  const drawn = await seen(landscape)
  expect(drawn.people.map(({ id }) => id)).toEqual(['joel', 'marta', 'rosa'])
  expect(drawn.memberships.filter(({ person }) => person === 'joel').map(({ practice }) => practice)).toEqual([
    'crews',
    'lab',
  ])
  expect(drawn.ties.map(({ from, to, reportedBy }) => [from, to, reportedBy]).toSorted()).toEqual([
    ['joel', 'marta', 'joel'],
    ['rosa', 'joel', 'rosa'],
  ])
  expect(drawn.standings).toHaveLength(1)
  expect(drawn.concerns[0]!.person).toBe('joel')
  const again = await mine.send(path, { with: 'joel2' })
  expect(again.status).toBe(422)
  expect(again.text).toContain('no longer in this landscape')
})

test('where people live, a label is changed by its giver alone, and no one is joined into who has not agreed', async () => {
  const landscape = await valley('own-sketch')
  const { rows } = await owner.query(
    "select person_id from participant where landscape_id = $1 and external_id = 'joel'",
    [landscape.id],
  )
  const path = `/landscapes/${landscape.slug}/drawing/person`
  expect((await mine.send(`${path}/joel`, { ...(await formOf(mine, `${path}/joel`)), name: 'J.' })).status).toBe(303)
  expect((await seen(landscape)).people.find(({ id }) => id === 'joel')!.name).toBe('J.')
  const theirs = `${path}/${rows[0].person_id}`
  const refused = await his.send(theirs, { ...(await formOf(his, theirs)), name: 'Joel!' })
  expect(refused.status).toBe(422)
  expect(refused.text).toContain('not yours to change')
  expect(refused.text).toContain('Joel!')
  const { text } = await his.see(`/landscapes/${landscape.slug}/people/${rows[0].person_id}`)
  expect(text).toContain('1 person, not yet asked')
  expect(text).not.toContain('J.<')
  await owner.query("update participant set consent = 'hidden' where landscape_id = $1 and external_id = 'joel2'", [
    landscape.id,
  ])
  const hidden = await mine.send(`/landscapes/${landscape.slug}/people/joel/join`, { with: 'joel2' })
  expect(hidden.text).toContain('said something for themselves')
  const log = await owner.query('select before, after, why from change where landscape_id = $1', [landscape.id])
  expect(JSON.stringify(log.rows)).not.toContain('J.')
})

test('visitors look at a person and change nothing; on a practice page they find no way to', async () => {
  const landscape = await valley()
  await owner.query('update landscape set example = true where id = $1', [landscape.id])
  const visitor = asking(app, await addPerson(owner, 'Visitor'))
  const page = await visitor.see(`/landscapes/${landscape.slug}/people/joel`)
  expect(page.status).toBe(200)
  expect(page.text).not.toContain('/drawing/')
  expect((await visitor.see(`/landscapes/${landscape.slug}/practices/lab`)).text).not.toContain('/drawing/')
  expect((await visitor.see(`/landscapes/${landscape.slug}/drawing/practice/lab`)).status).toBe(403)
  expect((await visitor.send(`/landscapes/${landscape.slug}/drawing/practice/lab`, { name: 'x' })).status).toBe(403)
})
