import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { wholeProgram } from '../../../test/security/whole-program.ts'
import { ghost, wxr } from './exports.fixture.ts'
import { bringImport } from './kept/bring-import.ts'
import { bringPosts } from './kept/bring-posts-job.ts'
import { forgetOldImports } from './kept/kept-import-queries.ts'
import { readExport } from './read-export.ts'
import { readPosts } from './read-posts.ts'

const program = await wholeProgram()
const { newcomer, nobody, owner, db, clock, doTheJobs, bugs } = program
const editor = await newcomer('editor@example.org', 'Editor')
const other = await newcomer('other@example.org', 'Other editor')
const stranger = await newcomer('stranger@example.org', 'Stranger')
await owner.query('delete from site_role where person_id = $1', [stranger.id])
for (const { id } of [editor, other])
  await owner.query(`insert into site_role (person_id, role) values ($1, 'editor') on conflict do nothing`, [id])

async function send(who: typeof editor, name: string, text: string) {
  const body = new FormData()
  body.append('language', 'pt')
  if (name) body.append('file', new File([text], name))
  return who.ask('POST', '/writing/import', { body, headers: { origin: 'http://ecotone.test' } })
}

const posts = async () => (await owner.query(`select count(*)::int as n from writing where kind = 'post'`)).rows[0].n

test('an editor sees what would come and what would not and why, and nothing is written before they say so', async () => {
  const before = await posts()
  const sent = await send(editor, 'old.xml', wxr)
  expect(sent.status).toBe(303)
  const look = await editor.see(sent.location!)
  for (const said of [
    '3 posts would come',
    '6 entries would not come',
    'https://old.example/a.jpg',
    'Stays behind: iframe',
    'It was thrown away',
    'Another entry of the file has the same address',
    'scheduled',
    'One approved comment comes along',
  ])
    expect(look.text).toContain(said)
  expect(await posts()).toBe(before)
  expect((await other.see(sent.location!)).status).toBe(422)

  const key = new URL(sent.location!, 'http://ecotone.test').searchParams.get('look')!
  expect((await other.send('/writing/import/bringing', { look: key })).status).toBe(422)
  const form_key = '01890000-0000-7000-8000-000000000001'
  const done = await editor.send('/writing/import/bringing', { look: key, form_key })
  expect((await editor.see(done.location!)).text).toContain('3 posts came.  One message came along.')
  expect(await posts()).toBe(before + 3)
  expect((await nobody.see('/blog/first')).text).toContain('6 May 2020')
  expect((await nobody.see('/blog/first')).text).toContain('lang="pt"')
  expect((await nobody.see('/blog/first')).text).toContain('Hello from there')
  for (const hidden of ['draft', 'later']) expect((await nobody.see(`/blog/${hidden}`)).status).toBe(404)

  const again = await send(editor, 'old.xml', wxr)
  expect((await editor.see(again.location!)).text).toContain('There is or was a post at its address already')
  expect(await posts()).toBe(before + 3)
})

test('what is no export, and no file at all, gets words that name it', async () => {
  expect((await send(editor, 'holiday.xml', '<html>')).text).toContain('“holiday.xml” could not be read')
  const none = await send(editor, '', '')
  expect([none.status, none.text.includes('No file was sent')]).toEqual([422, true])
  expect((await editor.send('/writing/import/bringing', { look: 'none' })).text).toContain('no longer here')
})

const keyOf = (sent: { location: string | null }) =>
  new URL(sent.location!, 'http://ecotone.test').searchParams.get('look')!
const kept = async (id: string) =>
  (
    await owner.query(
      `select state, (select count(*)::int from blog_import_piece where import_id = id) as pieces from blog_import where id = $1`,
      [id],
    )
  ).rows[0]

test('what was sent is there in another process and after a restart, for its sender alone and while they edit the site', async () => {
  const sent = await send(editor, 'ghost.json', ghost)
  const second = await wholeProgram(program)
  const read = async (cookie: string) => {
    const answer = await second.app.fetch(new Request(`http://ecotone.test${sent.location}`, { headers: { cookie } }))
    return [answer.status, (await answer.text()).includes('From Ghost')]
  }
  expect(await read(editor.cookie)).toEqual([200, true])
  expect(await read(other.cookie)).toEqual([422, false])
  const mine = () =>
    db.as({ kind: 'person', id: editor.id! }, async (tx) => {
      const { rows } = await sql`select from blog_import_piece where import_id = ${keyOf(sent)}`.execute(tx)
      return rows.length
    })
  expect(await mine()).toBe(1)
  await owner.query('delete from site_role where person_id = $1', [editor.id])
  expect(await mine()).toBe(0)
  await owner.query(`insert into site_role (person_id, role) values ($1, 'editor')`, [editor.id])
})

test('what was sent is gone after a day, and of one editor the newest five lie there', async () => {
  const first = keyOf(await send(editor, 'ghost.json', ghost))
  for (let nth = 0; nth < 4; nth++) await send(editor, `${nth}.json`, ghost)
  expect(await kept(first)).toMatchObject({ pieces: 1 })
  const last = await send(editor, 'last.json', ghost)
  expect(await kept(first)).toBeUndefined()
  await owner.query(`update blog_import set sent_at = sent_at - interval '1 day' where id = $1`, [keyOf(last)])
  expect((await editor.see(last.location!)).text).toContain('kept for a day')
  await db.as({ kind: 'worker', onBehalfOf: null }, (tx) => forgetOldImports(tx, clock.now()))
  expect(await kept(keyOf(last))).toBeUndefined()
})

test('a large file comes by a job, whole and once: stopped, nothing of it is there, and it can be brought after all', async () => {
  const before = await posts()
  const large = ghost
    .replaceAll('from-ghost', 'by-a-job')
    .replace('<p>Hi</p>', `<p>Hi</p><!-- ${'x'.repeat(1_100_000)} -->`)
  const sent = await send(editor, 'large.json', large)
  const look = keyOf(sent)
  const press = (what: string) => editor.send(`/writing/import/${what}`, { look })
  const seen = async () => (await editor.see(sent.location!)).text

  for (let times = 0; times < 2; times++) expect((await press('bringing')).location).toBe(sent.location)
  expect((await owner.query('select from graphile_worker.jobs')).rowCount).toBe(1)
  expect((await editor.see(sent.location!)).headers.get('refresh')).toBe('2')
  expect(await seen()).toContain('Waiting for its turn')
  expect((await other.send('/writing/import/stop', { look })).status).toBe(422)
  await press('stop')
  expect(await seen()).toContain('Stopping')
  await doTheJobs()
  expect(await seen()).toContain('You stopped it. No post came.')
  expect([await kept(look), await posts()]).toEqual([{ state: 'stopped', pieces: 2 }, before])

  await press('bringing')
  await doTheJobs()
  expect(await seen()).toContain('One post came.')
  expect([await kept(look), await posts()]).toEqual([{ state: 'done', pieces: 0 }, before + 1])
  await press('bringing')
  expect((await owner.query('select from graphile_worker.jobs')).rowCount).toBe(0)
})

test('while its file is read it says so, and how much is written only once something is', async () => {
  const sent = await send(editor, 'read.json', ghost.replaceAll('from-ghost', 'being-read'))
  const seenAt = async (progress: number) => {
    const running = `update blog_import set state = 'running', progress = $2 where id = $1`
    await owner.query(running, [keyOf(sent), progress])
    return (await editor.see(sent.location!)).text
  }
  for (const progress of [0, 0.2]) {
    const reading = await seenAt(progress)
    expect(reading).toContain('The file is being read; nothing is written yet')
    // a bar without a value moves and claims nothing
    expect(reading).toMatch(/<progress(?![^>]* value=)/)
    expect(reading).not.toContain('%')
  }
  expect(await seenAt(0.3)).toContain('0% is written')
  expect(await seenAt(0.65)).toContain('50% is written')
})

test('reading stops when nobody waits for it any longer', async () => {
  const file = (await readExport(ghost))!
  const reading = { language: 'en' as const, now: clock.now(), standing: new Map(), signal: AbortSignal.abort() }
  await expect(readPosts(file, reading)).rejects.toThrow('aborted')
})

test('a job that is cut off leaves nothing, begins anew, and run once more does nothing', async () => {
  const before = await posts()
  const look = keyOf(await send(editor, 'cut.json', ghost.replaceAll('from-ghost', 'cut-off')))
  const sender = { kind: 'person', id: editor.id! } as const
  await owner.query(`update blog_import set state = 'waiting' where id = $1`, [look])
  const run = (stopping: AbortSignal) =>
    bringPosts.run(
      { db, clock, stopping, viewer: { kind: 'worker', onBehalfOf: editor.id }, log: (line) => void bugs.push(line) },
      { import: look },
    )
  await expect(run(AbortSignal.abort())).rejects.toThrow('these posts come at the next start')
  expect([await kept(look), await posts()]).toEqual([{ state: 'running', pieces: 1 }, before])
  for (let times = 0; times < 2; times++) await run(new AbortController().signal)
  expect([await kept(look), await posts()]).toEqual([{ state: 'done', pieces: 0 }, before + 1])
  await expect(db.as(sender, (tx) => bringImport(tx, clock, { id: look }))).rejects.toThrow('no longer there')
})

test('whoever is no editor is refused, and whoever is signed out is asked to sign in', async () => {
  expect((await stranger.see('/writing/import')).status).toBe(403)
  expect((await send(stranger, 'old.xml', wxr)).status).toBe(403)
  expect((await nobody.see('/writing/import')).location).toBe('/sign-in?next=%2Fwriting%2Fimport')
  expect(bugs).toEqual([])
})
