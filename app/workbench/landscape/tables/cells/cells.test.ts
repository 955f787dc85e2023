import { expect, test } from 'vitest'
import { testDatabase } from '../../../../../test/support/database.ts'
import { fixedClock } from '../../../../platform/clock.ts'
import { uuidv7 } from '../../../../platform/uuid.ts'
import { addPerson, appFor, asking } from '../../../signed-in.fixture.ts'
import { bringLandscape } from '../../bring-landscape.fixture.ts'
import type { DrawnLandscape } from '../../drawn-landscape.ts'
import { drawnLandscape } from '../../landscape.ts'
import { landscapeRoutes } from '../../landscape-routes.ts'
import { valleyDrawing } from '../../valley.fixture.ts'

const { db, owner } = await testDatabase()
const clock = fixedClock('2027-03-01T09:00:00Z')
const app = appFor({ db, clock }, (to, place) => landscapeRoutes(to, place, async () => []))
const ana = await addPerson(owner, 'Ana')
const rui = await addPerson(owner, 'Rui')
const [mine, his] = [asking(app, ana), asking(app, rui)]

async function valley(basis: DrawnLandscape['about']['basis'] = 'fictional') {
  const brought = await bringLandscape({ db, clock }, ana, { drawn: valleyDrawing(basis) })
  await owner.query("insert into convener values ($1, $2, 'convener')", [brought.id, rui.id])
  const api = `/api/landscapes/${brought.slug}`
  return { ...brought, api, cells: `${api}/cells` }
}

const seen = (landscape: { id: string }, who = ana) =>
  db.as({ kind: 'person', id: who.id }, (tx) => drawnLandscape(tx, landscape))

interface Answer {
  status: number
  json: {
    deed: string
    cells: { kind: string; stands?: string; words?: string; problem?: string; by?: { by: string } }[]
    rows: { kind: string; id?: string; column?: string; words?: string }[]
    newGroups: string[]
  }
}
const write = (who: typeof mine, path: string, wish: object) =>
  who.call('POST', path, wish) as Promise<unknown> as Promise<Answer>

test('cells of groups are written as typed, in words of any of four languages, and one deed undoes them all', async () => {
  const landscape = await valley()
  const before = await seen(landscape)
  const answer = await write(mine, landscape.cells, {
    table: 'practices',
    boundary: 'ridge',
    why: 'they said so',
    cells: [
      { thing: 'lab', column: 'name', text: ' The marine lab ', was: 'The lab' },
      { thing: 'lab', column: 'kind', text: 'instituição' },
      { thing: 'lab', column: 'does', text: 'They count fish' },
      { thing: 'crews', column: 'side', text: 'cape | City' },
    ],
  })
  expect(answer).toMatchObject({ status: 200, json: { cells: Array(4).fill({ kind: 'changed' }) } })
  expect(answer.json.cells[3]!.stands).toBe('cape | city')
  const now = await seen(landscape)
  expect(now.practices.find(({ id }) => id === 'lab')).toMatchObject({
    name: 'The marine lab',
    kind: 'institution',
    does: 'They count fish',
  })
  expect(now.standings.filter(({ practice }) => practice === 'crews')).toHaveLength(2)
  const undone = await mine.call('POST', `${landscape.api}/history/${answer.json.deed}/undo`, {})
  expect(undone.status).toBe(200)
  expect(await seen(landscape)).toEqual(before)
})

test('groups of a person are listed in one cell: what stays is not touched, and known to be unknown is a question mark', async () => {
  const landscape = await valley()
  const write1 = (column: string, text: string, was?: string) =>
    write(mine, landscape.cells, {
      table: 'people',
      boundary: 'ridge',
      cells: [{ thing: 'joel2', column, text, ...(was !== undefined && { was }) }],
    })
  expect((await write1('groups', 'the lab', 'The crews | The lab')).json.cells[0]).toMatchObject({ stands: 'The lab' })
  expect((await seen(landscape)).memberships.filter(({ person }) => person === 'joel2')).toHaveLength(1)
  expect((await write1('side', '?', 'cape')).json.cells[0]).toMatchObject({ kind: 'changed', stands: '?' })
  expect((await seen(landscape)).standings).toEqual([
    { boundary: 'ridge', side: null, person: 'joel2', practice: null },
  ])
  expect((await write1('groups', 'The choir')).json.cells[0]).toMatchObject({
    problem: 'unknown',
    words: 'Nobody and nothing here is called “The choir”.',
  })
  expect((await write1('side', 'sea')).json.cells[0]!.words).toBe('“sea” is none of these: cape, city, ?.')
})

test('an account of a tie is written cell by cell, and one that is not known is taken away', async () => {
  const landscape = await valley()
  const { rows } = await owner.query<{ id: string }>(
    'select id from tie where landscape_id = $1 and reported_by is null',
    [landscape.id],
  )
  const thing = rows[0]!.id
  const cell = (column: string, text: string) => ({ thing, column, text })
  const answer = await write(mine, landscape.cells, {
    table: 'ties',
    cells: [
      cell('kind', 'rivals'),
      cell('strength', '0,75'),
      cell('since', '2026-01-01'),
      cell('confirmed', '2027-02-01'),
    ],
  })
  expect(answer.json.cells.map(({ kind, words }) => words ?? kind)).toEqual([
    expect.stringContaining('is none of these'),
    'changed',
    'changed',
    'changed',
  ])
  expect(answer.status).toBe(422)
  const kept = await write(mine, landscape.cells, {
    table: 'ties',
    cells: [cell('kind', 'trust'), cell('strength', '0,75'), cell('since', '2026-01-01'), cell('says', 'no')],
  })
  expect(kept.status).toBe(200)
  expect((await seen(landscape)).ties.find(({ since }) => since !== null)).toMatchObject({
    kind: 'trusts',
    strength: 0.75,
    says: 'no',
  })
  const ends = await write(mine, landscape.cells, { table: 'ties', cells: [cell('until', '2025-01-01')] })
  expect(ends.json.cells[0]!.words).toBe('It cannot end before it began.')
  expect((await write(mine, landscape.cells, { table: 'ties', cells: [cell('says', 'not known')] })).status).toBe(200)
  expect((await seen(landscape)).ties).toHaveLength(3)
})

test('of two who write one cell the second is told what stands there and by whom; other cells of the row are no conflict', async () => {
  const landscape = await valley()
  const name = { thing: 'lab', column: 'name', was: 'The lab' }
  await write(mine, landscape.cells, { table: 'practices', cells: [{ ...name, text: 'Marine lab' }] })
  const stale = await write(his, landscape.cells, { table: 'practices', cells: [{ ...name, text: 'Laboratory' }] })
  expect(stale.status).toBe(409)
  expect(stale.json.cells[0]).toMatchObject({
    problem: 'changed-meanwhile',
    stands: 'Marine lab',
    text: 'Laboratory',
    by: { by: 'Ana', mine: false },
  })
  expect((await seen(landscape)).practices[1]!.name).toBe('Marine lab')
  const other = { thing: 'lab', column: 'does', text: 'Counts fish', was: '' }
  expect((await write(his, landscape.cells, { table: 'practices', cells: [other] })).status).toBe(200)
  const knowingly = [{ ...name, text: 'Laboratory', was: 'Marine lab' }]
  expect((await write(his, landscape.cells, { table: 'practices', cells: knowingly })).status).toBe(200)
  expect((await seen(landscape)).practices[1]).toMatchObject({ name: 'Laboratory', does: 'Counts fish' })
})

test('a refused cell refuses all of them, unless what cannot be is to be left out', async () => {
  const landscape = await valley()
  const cells = [
    { thing: 'lab', column: 'kind', text: 'club' },
    { thing: 'crews', column: 'kind', text: 'network' },
  ]
  const refused = await write(mine, landscape.cells, { table: 'practices', cells })
  expect(refused.status).toBe(422)
  expect(refused.json.cells[0]!.words).toBe(
    '“club” is none of these: community, organisation, institution, network, public.',
  )
  expect((await seen(landscape)).practices[0]!.kind).toBe('community')
  const kept = await write(mine, landscape.cells, { table: 'practices', cells, leaveOut: true })
  expect(kept).toMatchObject({ status: 200, json: { cells: [{ kind: 'refused' }, { kind: 'changed' }] } })
  expect((await seen(landscape)).practices.map(({ kind }) => kind)).toEqual(['network', 'organisation'])
})

test('new rows bring groups and sides along, a row that cannot be leaves nothing, and a trial keeps nothing', async () => {
  const landscape = await valley()
  const before = await seen(landscape)
  const wish = {
    table: 'people',
    boundary: 'ridge',
    leaveOut: true,
    rows: [
      { name: 'Zulmira', groups: 'The choir | The lab', side: 'city' },
      { name: 'Call rosa', groups: 'The lab' },
      { name: 'Yara', groups: 'The choir' },
      { name: 'Xisto', groups: 'The boat', side: 'sea' },
    ],
  }
  const tried = await write(mine, landscape.cells, { ...wish, trial: true })
  expect(tried.json.rows.map(({ kind, words }) => words ?? kind)).toEqual([
    'added',
    '“Call rosa” is there already. Change that row, or add a second one of this name by its form.',
    'added',
    '“sea” is none of these: cape, city, ?.',
  ])
  expect(tried.json.newGroups).toEqual(['The choir'])
  expect(await seen(landscape)).toEqual(before)
  const kept = await write(mine, landscape.cells, wish)
  const now = await seen(landscape)
  expect(now.practices.map(({ name }) => name)).toEqual(['The crews', 'The choir', 'The lab'])
  expect(now.people).toHaveLength(6)
  expect(now.standings).toHaveLength(2)
  expect((await mine.call('POST', `${landscape.api}/history/${kept.json.deed}/undo`, {})).status).toBe(200)
  expect(await seen(landscape)).toEqual(before)
})

test('new rows of ties name both ends by what one calls them', async () => {
  const landscape = await valley()
  const answer = await write(mine, landscape.cells, {
    table: 'ties',
    leaveOut: true,
    rows: [
      { from: 'call Joel', to: 'Call rosa', kind: 'learns', strength: '0.9' },
      { from: 'Call joel', to: 'Call joel' },
      { from: 'Nobody', to: 'Call joel' },
    ],
  })
  expect(answer.json.rows.map(({ kind, column }) => column ?? kind)).toEqual(['added', 'to', 'from'])
  expect((await seen(landscape)).ties).toContainEqual(
    expect.objectContaining({ from: 'joel', to: 'rosa', kind: 'learns', mutual: false, strength: 0.9 }),
  )
})

test('the same sent twice with one key is kept once', async () => {
  const landscape = await valley()
  const wish = { table: 'people', rows: [{ name: 'Zulmira' }], key: uuidv7() }
  const [one, other] = [await write(mine, landscape.cells, wish), await write(mine, landscape.cells, wish)]
  expect(one.json.deed).toMatch(/^\d+$/)
  expect(other.json.deed).toBe(one.json.deed)
  expect((await seen(landscape)).people.filter(({ name }) => name === 'Zulmira')).toHaveLength(1)
})

test('only the team writes: not the signed out, not strangers, not visitors of an example, nor a label that somebody else gave', async () => {
  const landscape = await valley('own-sketch')
  const wish = { table: 'practices', cells: [{ thing: 'lab', column: 'name', text: 'x' }] }
  const stranger = asking(app, await addPerson(owner, 'Stranger'))
  expect((await write(asking(app, null), landscape.cells, wish)).status).toBe(403)
  expect((await write(stranger, landscape.cells, wish)).status).toBe(404)
  const { rows } = await owner.query<{ person_id: string }>(
    "select person_id from participant where landscape_id = $1 and external_id = 'joel'",
    [landscape.id],
  )
  const label = { table: 'people', cells: [{ thing: rows[0]!.person_id, column: 'name', text: 'Joel!' }] }
  const theirs = await write(his, landscape.cells, label)
  expect(theirs.json.cells[0]!.words).toContain('This is not yours to change')
  const example = await valley()
  await owner.query('update landscape set example = true where id = $1', [example.id])
  expect((await write(stranger, example.cells, wish)).status).toBe(403)
})

test('what is no request for cells is refused with the place, and too many go another way', async () => {
  const landscape = await valley()
  const wrong = await mine.call('POST', landscape.cells, { table: 'boats', cells: [] })
  expect(wrong).toMatchObject({ status: 422, json: { detail: expect.stringContaining('table') } })
  const many = { table: 'people', rows: Array.from({ length: 301 }, (_, nth) => ({ name: `P${nth}` })) }
  expect(await mine.call('POST', landscape.cells, many)).toMatchObject({
    status: 413,
    json: { detail: 'too-many-cells' },
  })
  const fixed = { table: 'ties', cells: [{ thing: uuidv7(), column: 'from', text: 'x' }] }
  expect((await write(mine, landscape.cells, fixed)).status).toBe(409)
})
