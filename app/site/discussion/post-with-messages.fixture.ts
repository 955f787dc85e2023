import { beforeEach } from 'vitest'
import { testDatabase } from '../../../test/support/database.ts'
import { get, post, testShell } from '../../../test/support/web.ts'
import { setSignedIn } from '../../people/people.ts'
import { sealWith } from '../../people/seal.ts'
import { fixedClock } from '../../platform/clock.ts'
import { keptPages } from '../../platform/http/kept-pages.ts'
import { uuidv7 } from '../../platform/uuid.ts'
import { blogRoutes } from '../blog/blog-routes.ts'
import { timeOf } from '../contact/form-time.ts'
import { bringWritings } from '../writing/bring-writings.ts'
import { discussionRoutes } from './discussion-routes.ts'

/** A program that answers. */
interface Asked {
  fetch(request: Request): Response | Promise<Response>
}

/** Where the letter to whoever wrote leads: the whole, the message, and the key. */
export const linkIn = (text: string) => /\/discussion\/messages\/([0-9a-f-]{36})\?token=([\w-]+)/.exec(text)!

/**
 * A post to which people say something, over a database of its own, anew before each test: who writes, who looks through it, and what became
 * of it. Ask for it once, at the top of the file.
 */
export async function postWithMessages() {
  const { db, owner } = await testDatabase()
  const clock = fixedClock('2027-03-01T09:00:00Z')
  const seal = sealWith('a secret that only these tests know')
  const kept = keptPages()
  db.hear('site_changed', () => kept.empty())

  async function person(name: string, role?: string) {
    const id = uuidv7()
    const email = `${name.toLowerCase()}@example.org`
    await owner.query('insert into person (id, name, email, email_verified) values ($1, $2, $3, true)', [
      id,
      name,
      email,
    ])
    if (role) await owner.query('insert into site_role (person_id, role) values ($1, $2)', [id, role])
    return { kind: 'person' as const, id, name, email }
  }
  type Somebody = Awaited<ReturnType<typeof person>>
  const editor = await person('Yara', 'editor')
  const moderator = await person('Tome', 'moderator')
  const ana = await person('Ana')

  await db.as(editor, (tx) =>
    bringWritings(tx, clock, [
      {
        ...{ kind: 'post', slug: 'the-tide', language: 'en', byline: 'Ana', tags: [], title: 'The tide', summary: '' },
        ...{ words: 'Words.', part: null, position: null, card: null, screen: null, note: null },
        ...{ state: 'shown', shownAt: new Date('2027-02-01T08:00:00Z') },
      },
    ]),
  )
  const topic = (await owner.query<{ id: string }>(`select id from writing where slug = 'the-tide'`)).rows[0]!.id

  function site(who: (Somebody & { guessed?: true }) | null = null) {
    const app = testShell({ clock, kept })
    if (who)
      app.use((c, next) => {
        setSignedIn(c, { ...who, language: null })
        return next()
      })
    blogRoutes(app, { db, clock, seal, blocks: async () => ({ picture: () => null, dates: () => null }) })
    discussionRoutes(app, { db, clock, seal })
    return app
  }
  // anew for each test: a program counts who wrote how often
  const anew: (() => void)[] = []
  function asked(who?: Somebody): Asked {
    let app = site(who)
    anew.push(() => {
      app = site(who)
    })
    return { fetch: (request) => app.fetch(request) }
  }
  const [anybody, byAna, byModerator, byEditor] = [asked(), asked(ana), asked(moderator), asked(editor)]
  const see = async (path: string, app: Asked = anybody) => (await app.fetch(get(path))).text()
  const form = (words: string, more: Record<string, string> = {}) => ({
    ...{ name: 'Rui', email: 'rui@example.org', words, website: '' },
    opened: timeOf(seal, new Date(clock.now().getTime() - 20_000)),
    ...more,
  })
  /** A second goes by between two deeds, so that they have an order. */
  function tick(): void {
    clock.set(new Date(clock.now().getTime() + 1000).toISOString())
  }
  async function write(words: string, more: Record<string, string> = {}, app: Asked = anybody) {
    tick()
    return app.fetch(post(`/discussion/${topic}/messages`, form(words, more)))
  }
  const rows = async () => (await owner.query('select * from message order by written_at, id')).rows
  const letters = async () =>
    (
      await owner.query<{ address: string | null; person_id: string; subject: string; plain_text: string }>(
        'select * from mail order by id',
      )
    ).rows
  async function look(deed: string, id: string, more: Record<string, string> = {}, app: Asked = byModerator) {
    tick()
    return app.fetch(post(`/moderation/${id}`, { deed, round: '1', ...more }))
  }

  /** Writes without an account and uses the mailed link. */
  async function confirmed(words: string, more: Record<string, string> = {}) {
    await write(words, more)
    const [path, id, token] = linkIn((await letters()).at(-1)!.plain_text)
    await anybody.fetch(post(`/discussion/messages/${id}/confirmation`, { token: token! }))
    return { path: path!, id: id!, token: token! }
  }

  beforeEach(async () => {
    clock.set('2027-03-01T09:00:00Z')
    await owner.query('truncate topic, discussion_setting, mail cascade')
    kept.empty()
    for (const begin of anew) begin()
  })
  return {
    db,
    owner,
    clock,
    seal,
    person,
    moderator,
    ana,
    topic,
    site,
    anybody,
    byAna,
    byModerator,
    byEditor,
    see,
    write,
    rows,
    letters,
    look,
    confirmed,
  }
}
