import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { siteSeeds } from '../../../../db/seeds/site.ts'
import { siteChanges, siteNotes } from '../../../../db/seeds/site-notes.ts'
import { testDatabase } from '../../../../test/support/database.ts'
import { get, post, testShell } from '../../../../test/support/web.ts'
import { setSignedIn } from '../../../people/people.ts'
import { fixedClock } from '../../../platform/clock.ts'
import { keptPages } from '../../../platform/http/kept-pages.ts'
import { uuidv7 } from '../../../platform/uuid.ts'
import { bringChanges, bringWritings } from '../../writing/bring-writings.ts'
import { readWords } from '../../writing/read-words.ts'
import { handbookRoutes } from '../handbook-routes.ts'
import { bringNotes } from './bring-notes.ts'
import { listNotesIn } from './note-queries.ts'
import { notesRoutes } from './notes-routes.ts'
import { plainText } from './plain-text.ts'

const { db, owner } = await testDatabase()
const clock = fixedClock('2027-03-01T09:00:00Z')

interface Somebody {
  kind: 'person'
  id: string
  name: string
}

async function person(name: string, role?: string): Promise<Somebody> {
  const id = uuidv7()
  await owner.query('insert into person (id, name, email, email_verified) values ($1, $2, $3, true)', [
    id,
    name,
    `${id}@example.org`,
  ])
  if (role) await owner.query('insert into site_role (person_id, role) values ($1, $2)', [id, role])
  return { kind: 'person', id, name }
}

const [editor, moderator, ana, rui] = [
  await person('Ed', 'editor'),
  await person('Mo', 'moderator'),
  await person('Ana'),
  await person('Rui'),
]
const day = '2027-03-01'
const seeds = await siteSeeds(join(import.meta.dirname, '../../../..'), day)
await db.as(editor, async (tx) => {
  await bringWritings(tx, clock, seeds)
  await bringNotes(tx, clock, siteNotes(day))
  await bringChanges(tx, siteChanges(day))
})

const kept = keptPages()
function site(who?: Somebody) {
  const app = testShell({ kept })
  if (who)
    app.use((c, next) => {
      setSignedIn(c, { id: who.id, name: who.name, email: `${who.id}@example.org`, language: null })
      return next()
    })
  const place = { db, clock, landscapesOf: async () => [] }
  notesRoutes(app, place)
  handbookRoutes(app, place)
  return {
    async read(path: string): Promise<string> {
      kept.empty()
      const answer = await app.fetch(get(path))
      expect(answer.status, path).toBe(200)
      return answer.text()
    },
    fetch: (request: Request) => app.fetch(request),
  }
}
const nobody = site()
const chapter = '/handbook/where-you-are-trusted'
const words = seeds.find(({ slug }) => slug === 'where-you-are-trusted')!.words
const { text, leaves } = plainText(readWords(words))
const first = leaves.find(({ node, end, start }) => node.type === 'paragraph' && end - start > 200)!
const at = `1-${first.start}-${first.start + 40}`
const plain = (html: string) => html.replace(/<[^>]+>/g, '').replace(/\s+/g, ' ')

/** Sends a note and answers where it led. */
async function note(
  who: Somebody,
  said: Record<string, string>,
): Promise<{ status: number; id: string; html: string }> {
  const sent = { byline: who.name, words: 'So it was with us.', at, quote: '', answers: '', ...said }
  const answer = await site(who).fetch(post(`${chapter}/notes`, sent))
  const location = answer.headers.get('location') ?? ''
  return { status: answer.status, id: location.split('#note-')[1] ?? '', html: await answer.text() }
}
const decide = async (who: Somebody, id: string, state: string) =>
  (await site(who).fetch(post(`/notes/${id}/state`, { state }))).status

describe('the notes that come with the book', () => {
  test('stand at their passages, a disagreement in one thread, and one beside the chapter since its words were changed', async () => {
    const second = await nobody.read('/handbook/sketching-thirty-people-without-harm')
    expect(second).toMatch(/<mark class="noted">Initials, or a role and a letter, are enough to begin with<\/mark>/)
    expect(second).toMatch(/Vicente Arco[\s\S]*there is only one baker/)
    const seventh = await nobody.read('/handbook/an-invitation-each-side-can-say-yes-to')
    expect(seventh.match(/<details class="note">/g)).toHaveLength(1)
    expect(seventh.match(/<li id="note-/g)).toHaveLength(2)
    expect(plain(seventh)).toContain('3 notes by readers')
    const eleventh = await nobody.read('/handbook/did-the-landscape-change')
    expect(eleventh).not.toContain('<mark')
    const [, orphaned] = eleventh.split('About passages that have since changed')
    expect(orphaned).toContain('<blockquote>Nobody should draw a line through four readings.</blockquote>')
    expect(plain(eleventh)).toContain('leave the paper between them white')
    expect(plain(await nobody.read('/handbook'))).toContain('3 notes by readers')
  })
})

describe('a note on a passage', () => {
  test('is begun by a link after each paragraph, which says where in the plain text of which version it is', async () => {
    const html = await nobody.read(chapter)
    const paragraphs = leaves.filter(({ node }) => node.type === 'paragraph')
    const links = [...html.matchAll(/notes\/new\?at=1-(\d+)-(\d+)" class="note-here"/g)]
    expect(links).toHaveLength(paragraphs.length)
    for (const [nth, [, start, end]] of links.entries())
      expect([Number(start), Number(end)]).toEqual([paragraphs[nth]!.start, paragraphs[nth]!.end])
    const form = await site(ana).read(`${chapter}/notes/new?at=${at}`)
    expect(plain(form)).toContain(text.slice(first.start, first.start + 40).trim())
    const signedOut = await nobody.fetch(get(`${chapter}/notes/new?at=${at}`))
    expect([signedOut.status, signedOut.headers.get('location')]).toEqual([
      303,
      `/sign-in?next=${encodeURIComponent(`${chapter}/notes/new?at=${at}`)}`,
    ])
  })

  test('is read by its writer and by those who look after it, until one of them shows it; the next of the same writer is shown at once', async () => {
    const { id, status } = await note(ana, { words: 'Waits for a reader.' })
    expect(status).toBe(303)
    expect(await nobody.read(chapter)).not.toContain('Waits for a reader.')
    expect(await site(rui).read(chapter)).not.toContain('Waits for a reader.')
    expect(await site(ana).read(chapter)).toContain('Waits for a reader.')
    expect(await site(moderator).read('/notes')).toContain('Waits for a reader.')
    expect(await decide(rui, id, 'shown')).toBe(403)
    expect(await decide(moderator, id, 'shown')).toBe(303)
    const html = await nobody.read(chapter)
    expect(html).toContain('Waits for a reader.')
    expect(html).toContain(`<mark class="noted">${text.slice(first.start, first.start + 20)}`)
    await note(ana, { words: 'Shown at once.' })
    expect(await nobody.read(chapter)).toContain('Shown at once.')
    await decide(editor, id, 'set-aside')
    expect(await nobody.read(chapter)).not.toContain('Waits for a reader.')
  })

  test('is answered once over, and never an answer', async () => {
    const { id } = await note(editor, { words: 'I doubt it.' })
    const answer = await note(rui, { words: 'So do I.', at: '', answers: id })
    expect(answer.status).toBe(303)
    await decide(moderator, answer.id, 'shown')
    expect(await nobody.read(chapter)).toMatch(/I doubt it\.[\s\S]*<ol class="note-answers">[\s\S]*So do I\./)
    expect((await note(rui, { at: '', answers: answer.id })).status).toBe(422)
    expect((await note(rui, { at: '', answers: uuidv7() })).status).toBe(422)
  })

  test('is refused with the words still there, without words or name, too long, too often, or about what is not there', async () => {
    for (const [said, told] of [
      [{ words: '' }, 'There is nothing written yet.'],
      [{ words: 'x'.repeat(2001) }, 'A note has at most 2000 characters.'],
      [{ byline: ' ' }, 'A note needs a name'],
      [{ at: '1-99999-100000' }, 'the passage is no longer there'],
      [{ at: 'nowhere' }, 'the passage is no longer there'],
    ] as const) {
      const { status, html } = await note(rui, said)
      expect([status, html]).toEqual([422, expect.stringContaining(told)])
    }
    const busy = await person('Busy')
    for (let nth = 0; nth < 20; nth++) expect((await note(busy, {})).status).toBe(303)
    const { status, html } = await note(busy, { words: 'One too many.' })
    expect([status, html]).toEqual([422, expect.stringContaining('One too many.')])
    expect((await nobody.fetch(post(`${chapter}/notes`, { words: 'W', byline: 'B', at }))).status).toBe(303)
    expect(
      (await db.as(moderator, (tx) => listNotesIn(tx, 'waiting', 500))).filter(({ byline }) => byline === 'B'),
    ).toEqual([])
  })

  test('is found where it was seen when the chapter changed while it was written, and nothing in it is a sign', async () => {
    const quote = text.slice(first.start, first.start + 60)
    const moved = `1-${first.start + 9}-${first.start + 69}`
    await note(ana, { at: moved.replace('1-', '7-'), quote, words: '<b>bold</b> & *plain*' })
    const html = await nobody.read(chapter)
    expect(html).toContain('&lt;b&gt;bold&lt;/b&gt; &amp; *plain*')
    const { rows } = await owner.query(`select starts_at, version from reader_note where words like '<b>%'`)
    expect(rows).toEqual([{ starts_at: first.start, version: 1 }])
  })
})

describe('what somebody wrote', () => {
  test('can be taken back and taken along; where others answered an empty place stays, and so it does when they erase themselves', async () => {
    const [eva, leo] = [await person('Eva'), await person('Leo')]
    const one = await note(eva, { words: 'With an answer.' })
    await note(eva, { words: 'Without one.' })
    await decide(moderator, one.id, 'shown')
    const answer = await note(leo, { words: 'The answer stays.', at: '', answers: one.id })
    await decide(moderator, answer.id, 'shown')
    const file = JSON.parse(await site(eva).read('/account/notes.json'))
    expect(file.items).toHaveLength(2)
    expect(file.items[1].target.selector[1]).toMatchObject({
      type: 'TextQuoteSelector',
      exact: text.slice(first.start, first.start + 40).trim(),
    })
    expect((await site(leo).fetch(post('/account/notes', { note: one.id }))).status).toBe(303)
    expect(await nobody.read(chapter)).toContain('With an answer.')
    await site(eva).fetch(post('/account/notes', { note: one.id }))
    const html = await nobody.read(chapter)
    expect(html).not.toContain('With an answer.')
    expect(html).toMatch(/Whoever wrote this took it back\.[\s\S]*The answer stays\./)
    await owner.query('delete from person where id = any ($1)', [[eva.id, leo.id]])
    const { rows } = await owner.query(
      `select count(*)::int as n from reader_note where words in ('Without one.', 'The answer stays.')`,
    )
    expect(rows).toEqual([{ n: 0 }])
  })

  test('can be changed by nobody else, and shown by nobody who does not look after it, whatever they ask of the database', async () => {
    const { id } = await note(await person('Newcomer'), { words: 'Mine alone.' })
    const tried = async (who: Somebody | { kind: 'nobody' }, statement: string) => {
      const { sql } = await import('kysely')
      return db
        .as(who, (tx) => sql.raw(statement).execute(tx))
        .then(
          ({ numAffectedRows, rows }) => Number(numAffectedRows ?? rows.length),
          () => 0,
        )
    }
    const stranger = await person('Stranger')
    const insert = (
      state: string,
      by: string,
    ) => `insert into reader_note (id, writing_id, version, starts_at, ends_at, quote, prefix, suffix, alone, language, byline, words, state, written_at, written_by)
      select '${uuidv7()}', writing_id, 1, 0, 1, 'q', '', '', true, 'en', 'b', 'w', '${state}', now(), ${by} from reader_note limit 1`
    for (const [who, statement] of [
      [stranger, `update reader_note set words = 'theirs' where id = '${id}'`],
      [stranger, `delete from reader_note where id = '${id}'`],
      [stranger, `select 1 from reader_note where id = '${id}'`],
      [{ kind: 'nobody' }, `select 1 from reader_note where id = '${id}'`],
      [stranger, `update reader_note set state = 'shown' where id = '${id}'`],
      [stranger, insert('shown', 'viewer()')],
      [stranger, insert('waiting', 'null')],
      [stranger, insert('waiting', `'${rui.id}'`)],
      [{ kind: 'nobody' }, insert('waiting', 'null')],
    ] as const)
      expect(await tried(who, statement), statement).toBe(0)
    expect(await tried(stranger, insert('waiting', 'viewer()'))).toBe(1)
  })
})
