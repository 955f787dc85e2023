import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { testDatabase } from '../../../test/support/database.ts'
import type { Tx } from '../../platform/db/database.ts'
import { uuidv7 } from '../../platform/uuid.ts'
import { careAnswered } from './care/care.fixture.ts'
import type { DrawnLandscape, DrawnTie } from './drawn-landscape.ts'
import { emptyLandscape } from './formats/empty-landscape.ts'
import { importLandscape } from './import-landscape.ts'
import { drawnLandscape, findLandscape } from './landscape.ts'

const { db, owner } = await testDatabase()
const clock = { now: () => new Date('2027-03-01T09:00:00Z') }

const madalena = await addPerson('Madalena Carriço', 'madalena@example.org')
const tome = await addPerson('Tomé Caldeira', 'tome@example.org')

async function addPerson(name: string, email: string): Promise<{ id: string }> {
  const id = uuidv7()
  await owner.query('insert into person (id, name, email, email_verified) values ($1, $2, $3, true)', [id, name, email])
  return { id }
}

function asPerson<T>(who: { id: string }, work: (tx: Tx) => Promise<T>, purpose?: string): Promise<T> {
  return db.as({ kind: 'person', id: who.id }, work, purpose ? { purpose } : {})
}

function tie(from: string, to: string, more: Partial<DrawnTie> = {}): DrawnTie {
  const unsaid = { reportedBy: null, since: null, until: null, confirmed: null, recorded: null, retracted: null }
  return { from, to, kind: 'talks', strength: 0.5, mutual: true, says: 'yes', ...unsaid, ...more }
}

/** A little of everything that a drawing can hold. */
function coast(basis: DrawnLandscape['about']['basis']): DrawnLandscape {
  const people = ['ana', 'bento', 'célia', 'dário'].map((id) => ({
    id,
    name: `${id} of the coast`,
    email: null,
    phone: null,
    language: null,
  }))
  return {
    ...emptyLandscape({ name: 'Ílhas & coast', basis }),
    people,
    practices: [
      { id: 'crews', name: 'Crews', kind: 'community', does: 'leave at three', specialCategory: false },
      { id: 'lab', name: 'Lab', kind: 'institution', does: null, specialCategory: false },
    ],
    memberships: [
      { person: 'ana', practice: 'crews', weight: 1, mode: 'engagement', since: '2020-01-01', until: null },
      { person: 'bento', practice: 'crews', weight: 0.1, mode: null, since: null, until: null },
      { person: 'célia', practice: 'lab', weight: 1, mode: null, since: null, until: null },
    ],
    boundaries: [
      {
        id: 'ridge',
        name: 'The ridge',
        kind: 'geographic',
        sides: ['cape', 'city'],
        history: 'two roads',
        stakes: null,
      },
      {
        id: 'rules',
        name: 'Who decides',
        kind: 'political',
        sides: ['makes', 'lives by'],
        history: null,
        stakes: null,
      },
    ],
    standings: [
      { boundary: 'ridge', side: 'cape', person: null, practice: 'crews' },
      { boundary: 'ridge', side: 'cape', person: 'célia', practice: null },
      { boundary: 'ridge', side: 'city', person: 'célia', practice: null },
      { boundary: 'ridge', side: null, person: 'dário', practice: null },
      { boundary: 'rules', side: 'makes', person: null, practice: 'lab' },
    ],
    ties: [
      tie('ana', 'bento', { strength: 0.1, recorded: '2026-12-01', confirmed: '2027-01-01' }),
      tie('ana', 'célia', { kind: 'learns', mutual: false, reportedBy: 'célia', recorded: '2026-12-01' }),
      tie('bento', 'célia', { says: 'no', recorded: '2026-12-01', retracted: '2027-02-01' }),
    ],
    legitimacy: [
      {
        person: 'ana',
        practice: 'lab',
        kind: 'attested',
        answeredBy: 'célia',
        wouldCome: true,
        ground: null,
        recorded: '2027-01-01',
      },
      {
        person: 'ana',
        practice: 'crews',
        kind: 'claimed',
        answeredBy: null,
        wouldCome: null,
        ground: 'my boat',
        recorded: null,
      },
    ],
    concerns: [{ concern: 'heat', words: 'Heat on deck', kind: 'cares', person: null, practice: 'crews' }],
    answers: [{ person: 'ana', question: 'ties', about: null, asked: '2026-11-01', answered: '2026-12-01' }],
    spaces: [
      {
        id: 'breakfast',
        name: 'Breakfast',
        question: 'Why go out tired?',
        why: null,
        stage: 'alive',
        groundRule: 'open',
      },
    ],
    spacePeople: [{ space: 'breakfast', person: 'ana', role: 'host', state: 'accepted' }],
    invitations: [{ space: 'breakfast', practice: 'lab', words: 'Come at seven.' }],
    keepApart: [{ one: { practice: 'lab' }, other: { person: 'bento' }, concern: 'heat' }],
    consents: [],
  }
}

async function bring(drawn: DrawnLandscape): Promise<{ id: string; slug: string }> {
  const outcome = await importLandscape(db, clock, madalena, { drawn, care: careAnswered })
  if (outcome.kind !== 'imported') throw new Error(outcome.kind)
  return outcome
}

test('what was brought in comes out equal', async () => {
  const { id } = await bring(coast('fictional'))
  const out = await asPerson(madalena, (tx) => drawnLandscape(tx, { id }, 'export'), 'restorable export')
  const sorted = coast('fictional')
  sorted.legitimacy.reverse()
  expect(out).toEqual(sorted)
})

test('two landscapes of one name live at two addresses', async () => {
  const one = await bring(coast('fictional'))
  const other = await bring(coast('fictional'))
  expect(one.slug).toMatch(/^ilhas-coast(-\d+)?$/)
  expect(other.slug).not.toBe(one.slug)
})

test('a landscape without anybody in it is refused and leaves nothing behind', async () => {
  const before = await owner.query('select count(*)::int as n from landscape')
  const outcome = await importLandscape(db, clock, madalena, {
    drawn: emptyLandscape({ name: 'Nobody', basis: 'fictional' }),
  })
  expect(outcome).toEqual({ kind: 'refused', reason: 'nobody-in-it' })
  const after = await owner.query('select count(*)::int as n from landscape')
  expect(after.rows).toEqual(before.rows)
})

test('a failure half-way leaves nothing of the import', async () => {
  const drawn = coast('fictional')
  drawn.invitations.push({ space: 'breakfast', practice: 'nowhere', words: 'x' })
  await expect(bring(drawn)).rejects.toThrow('nowhere')
  const { rows } = await owner.query(
    "select count(*)::int as n from landscape where name = 'Ílhas & coast' and not exists (select 1 from tie where landscape_id = landscape.id)",
  )
  expect(rows[0].n).toBe(0)
})

test("nobody outside the team finds a landscape, not even its people's ids", async () => {
  const { slug, id } = await bring(coast('fictional'))
  expect(await asPerson(tome, (tx) => findLandscape(tx, slug))).toBeNull()
  expect(await asPerson(madalena, (tx) => findLandscape(tx, slug))).toMatchObject({ role: 'steward' })
  await expect(asPerson(tome, (tx) => drawnLandscape(tx, { id }))).rejects.toThrow('may read')
})

test('E1: in a sketch of one own, a second convener sees "1 person, not yet asked" and no tie', async () => {
  const { id } = await bring(coast('own-sketch'))
  await owner.query("insert into convener (landscape_id, person_id, role) values ($1, $2, 'convener')", [id, tome.id])
  const mine = await asPerson(madalena, (tx) => drawnLandscape(tx, { id }))
  const theirs = await asPerson(tome, (tx) => drawnLandscape(tx, { id }))
  expect(mine.people.map(({ name }) => name)).toContain('ana of the coast')
  expect(mine.ties).toHaveLength(3)
  expect(theirs.people.map(({ name }) => name)).toEqual([null, null, null, null])
  expect(theirs.people.map(({ id: person }) => person)).not.toContain('ana')
  expect(theirs.memberships).toHaveLength(3)
  expect(theirs.ties).toEqual([])
  expect(theirs.answers).toEqual([])
  expect(theirs.standings.every(({ person }) => person === null)).toBe(true)
  const kept = await owner.query(
    'select p.name from person p join participant t on t.person_id = p.id where t.landscape_id = $1',
    [id],
  )
  expect(kept.rows.every(({ name }: { name: string | null }) => name === null)).toBe(true)
})

test('E11: who attested whom is not on any page, and the flagger alone sees a keep-apart', async () => {
  const { id } = await bring(coast('fictional'))
  await owner.query("insert into convener (landscape_id, person_id, role) values ($1, $2, 'convener')", [id, tome.id])
  const mine = await asPerson(madalena, (tx) => drawnLandscape(tx, { id }))
  const theirs = await asPerson(tome, (tx) => drawnLandscape(tx, { id }, 'export'), 'restorable export')
  expect(mine.legitimacy).toEqual([])
  expect(mine.keepApart).toHaveLength(1)
  expect(theirs.legitimacy).toEqual([])
  expect(theirs.keepApart).toEqual([])
  const { rows } = await asPerson(tome, (tx) => sql<{ what: string }>`select distinct what from change`.execute(tx))
  expect(rows.map(({ what }) => what)).not.toContain('legitimacy')
  expect(rows.map(({ what }) => what)).not.toContain('keep_apart')
})

test('the analysis counts answers about standing and honours every keep-apart', async () => {
  const { id } = await bring(coast('fictional'))
  const seen = await db.as({ kind: 'worker', onBehalfOf: madalena.id }, (tx) => drawnLandscape(tx, { id }, 'analysis'))
  expect(seen.legitimacy).toHaveLength(2)
  expect(seen.legitimacy.every(({ answeredBy }) => answeredBy === null)).toBe(true)
  expect(seen.keepApart).toHaveLength(1)
})

test("E4: a person's side on a political boundary cannot be kept, whoever writes it", async () => {
  const drawn = coast('fictional')
  drawn.standings.push({ boundary: 'rules', side: 'makes', person: 'ana', practice: null })
  await expect(bring(drawn)).rejects.toThrow('practices_only_on_this_kind')
})

test('E4: belonging to a practice that tells of health or faith cannot be kept of somebody who lives and has not said so', async () => {
  const special = (basis: DrawnLandscape['about']['basis']) => {
    const drawn = coast(basis)
    drawn.practices[0]!.specialCategory = true
    return drawn
  }
  await expect(bring(special('own-sketch'))).rejects.toThrow('only the person may say')
  await expect(bring(special('fictional'))).resolves.toBeDefined()
})

test('E2: whoever was named and not told within a month is forgotten, with everything said about them', async () => {
  const { id } = await bring(coast('own-sketch'))
  await owner.query("update participant set told_at = now() where landscape_id = $1 and external_id = 'ana'", [id])
  await owner.query("update participant set named_at = timestamptz '2027-03-01' where landscape_id = $1", [id])
  const forget = (day: string) => owner.query('select forget_the_untold($1::timestamptz) as n', [day])
  await forget('2027-03-30')
  expect((await asPerson(madalena, (tx) => drawnLandscape(tx, { id }))).people).toHaveLength(4)
  await forget('2027-04-01')
  const left = await asPerson(madalena, (tx) => drawnLandscape(tx, { id }))
  expect(left.people.map(({ id: person }) => person)).toEqual(['ana'])
  expect(left.ties).toEqual([])
})

test('every change is in the log with who and why, and the log cannot be changed', async () => {
  const { id } = await bring(coast('fictional'))
  const { rows } = await owner.query(
    "select distinct why, changed_by from change where landscape_id = $1 and what = 'tie'",
    [id],
  )
  expect(rows).toEqual([{ why: 'import', changed_by: madalena.id }])
  await expect(asPerson(madalena, (tx) => sql`delete from change`.execute(tx))).rejects.toThrow('permission denied')
})
