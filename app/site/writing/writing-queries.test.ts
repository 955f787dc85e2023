import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { testDatabase } from '../../../test/support/database.ts'
import { fixedClock } from '../../platform/clock.ts'
import { uuidv7 } from '../../platform/uuid.ts'
import { bringWritings } from './bring-writings.ts'
import { showWhatIsDueJob } from './show-what-is-due-job.ts'
import { mayEditTheSite } from './writing-policy.ts'
import { type BroughtWriting, countShown, findShown, listShown } from './writing-queries.ts'

const { db, owner } = await testDatabase()
const clock = fixedClock('2027-03-01T09:00:00Z')
const editor = await person('editor@example.org', ['editor'])
const moderator = await person('moderator@example.org', ['moderator'])
const nobody = { kind: 'nobody' } as const
const run = (now: string) =>
  showWhatIsDueJob.run({ db, viewer: { kind: 'worker', onBehalfOf: null }, clock: fixedClock(now) } as never, {})

async function person(email: string, roles: string[]): Promise<{ kind: 'person'; id: string }> {
  const id = uuidv7()
  await owner.query('insert into person (id, name, email, email_verified) values ($1, $2, $2, true)', [id, email])
  for (const role of roles) await owner.query('insert into site_role (person_id, role) values ($1, $2)', [id, role])
  return { kind: 'person', id }
}

const post = (slug: string, more: Partial<BroughtWriting> = {}): Omit<BroughtWriting, 'id'> => ({
  kind: 'post',
  slug,
  language: 'en',
  byline: 'Madalena Carriço',
  tags: [],
  part: null,
  position: null,
  card: null,
  screen: null,
  state: 'shown',
  shownAt: new Date('2027-02-01T08:00:00Z'),
  title: `Title of ${slug}`,
  summary: '',
  words: `Words of ${slug}`,
  note: null,
  ...more,
})

describe('what is written on the site', () => {
  test('is read by anybody once it is shown, and by nobody but editors before', async () => {
    const drawn = [post('seen'), post('secret', { state: 'draft', shownAt: null })]
    expect(await db.as(editor, (tx) => bringWritings(tx, clock, drawn))).toEqual({
      brought: ['post/seen', 'post/secret'],
      standing: [],
    })
    for (const who of [nobody, moderator]) {
      expect(await db.as(who, (tx) => findShown(tx, 'post', 'seen'))).toMatchObject({
        kind: 'shown',
        writing: { title: 'Title of seen', words: 'Words of seen' },
      })
      expect(await db.as(who, (tx) => findShown(tx, 'post', 'secret'))).toEqual({ kind: 'none' })
      const all = await db.as(who, (tx) => sql<{ words: string }>`select words from writing_version`.execute(tx))
      expect(all.rows.map(({ words }) => words)).toEqual(['Words of seen'])
    }
  })

  test('is written by editors alone', async () => {
    expect(await db.as(editor, mayEditTheSite)).toBe(true)
    for (const who of [nobody, moderator]) {
      expect(await db.as(who, mayEditTheSite)).toBe(false)
      const tried = db.as(who, (tx) => bringWritings(tx, clock, [post('forged')]))
      await expect(tried).rejects.toMatchObject({ code: '42501' })
      await expect(
        db.as(who, (tx) => sql`update writing set state = 'draft' where slug = 'seen'`.execute(tx)),
      ).resolves.toMatchObject({ numAffectedRows: 0n })
    }
  })

  test('is brought once: what stands at an address stays as it is, and is told', async () => {
    const again = await db.as(editor, (tx) => bringWritings(tx, clock, [post('seen', { words: 'Other words' })]))
    expect(again).toEqual({ brought: [], standing: ['post/seen'] })
    expect(await db.as(nobody, (tx) => findShown(tx, 'post', 'seen'))).toMatchObject({
      writing: { words: 'Words of seen' },
    })
  })

  test('that is scheduled shows when its moment has come, and not before', async () => {
    const later = post('later', { state: 'scheduled', shownAt: new Date('2027-03-01T10:00:00Z') })
    await db.as(editor, (tx) => bringWritings(tx, clock, [later]))
    // it was written by now, and nobody reads that it was changed on a day to come
    const versions = `select v.kept_at from writing_version v join writing w on w.id = v.writing_id where w.slug = 'later'`
    expect((await owner.query(versions)).rows).toEqual([{ kept_at: clock.now() }])
    await run('2027-03-01T09:59:59Z')
    expect((await db.as(nobody, (tx) => findShown(tx, 'post', 'later'))).kind).toBe('none')
    await run('2027-03-01T10:00:00Z')
    expect((await db.as(nobody, (tx) => findShown(tx, 'post', 'later'))).kind).toBe('shown')
  })

  test('nothing of which is due lets every kept page stay where it is', async () => {
    const told: (string | null)[] = []
    const stop = db.hear('site_changed', (payload) => told.push(payload))
    const tell = (word: string) => owner.query("select pg_notify('site_changed', $1)", [word])
    await db.listening()
    await tell('before')
    await run('2027-03-01T10:00:00Z')
    await tell('after')
    await expect.poll(() => told).toContain('after')
    stop()
    expect(told).toEqual(['before', 'after'])
  })

  test('that was taken down, or moved, says so at its old address', async () => {
    await db.as(editor, (tx) => bringWritings(tx, clock, [post('short-lived'), post('new-name')]))
    await db.as(editor, (tx) =>
      sql`update writing set state = 'taken-down', taken_down_at = ${clock.now()} where slug = 'short-lived'`.execute(
        tx,
      ),
    )
    await db.as(editor, (tx) =>
      sql`insert into former_slug (kind, slug, writing_id) select 'post', 'old-name', id from writing where slug = 'new-name'`.execute(
        tx,
      ),
    )
    const find = (slug: string) => db.as(nobody, (tx) => findShown(tx, 'post', slug))
    expect(await find('short-lived')).toEqual({ kind: 'taken-down' })
    expect(await find('old-name')).toEqual({ kind: 'moved', slug: 'new-name' })
    expect(await find('never-there')).toEqual({ kind: 'none' })
  })

  test('is listed newest first, a page at a time and by tag; chapters by their place', async () => {
    const days = ['a', 'b', 'c'].map((slug, i) =>
      post(`listed-${slug}`, { tags: ['tide'], shownAt: new Date(Date.UTC(2026, 0, i + 1)) }),
    )
    const chapters = [2, 1].map((position) => post(`ch-${position}`, { kind: 'chapter', position }))
    await db.as(editor, (tx) => bringWritings(tx, clock, [...days, ...chapters]))
    const slugs = async (more: { tag?: string; limit: number; offset?: number }, kind: 'post' | 'chapter' = 'post') =>
      (await db.as(nobody, (tx) => listShown(tx, { kind, ...more }))).map(({ slug }) => slug)
    expect(await slugs({ tag: 'tide', limit: 2 })).toEqual(['listed-c', 'listed-b'])
    expect(await slugs({ tag: 'tide', limit: 2, offset: 2 })).toEqual(['listed-a'])
    expect(await slugs({ limit: 10 }, 'chapter')).toEqual(['ch-1', 'ch-2'])
    expect(await db.as(nobody, (tx) => countShown(tx, 'post', 'tide'))).toBe(3)
  })
})
