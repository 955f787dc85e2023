import { describe, expect, test } from 'vitest'
import { testDatabase } from '../../../test/support/database.ts'
import { get, post, testShell } from '../../../test/support/web.ts'
import { setSignedIn } from '../../people/people.ts'
import { fixedClock } from '../../platform/clock.ts'
import { uuidv7 } from '../../platform/uuid.ts'
import { keepSupporter, listEverySupporter, listSupporters } from './supporter-queries.ts'
import { supporterRoutes } from './supporter-routes.ts'
import { readRor } from './supporters.ts'

const { db, owner } = await testDatabase()
const editor = await person('editor@example.org', 'editor')
const moderator = await person('moderator@example.org', 'moderator')

async function person(email: string, role: string): Promise<{ kind: 'person'; id: string }> {
  const id = uuidv7()
  await owner.query('insert into person (id, name, email, email_verified) values ($1, $2, $2, true)', [id, email])
  await owner.query('insert into site_role (person_id, role) values ($1, $2)', [id, role])
  return { kind: 'person', id }
}

function site(who: { id: string } | null = null) {
  const app = testShell()
  if (who)
    app.use((c, next) => {
      setSignedIn(c, { id: who.id, name: 'E', email: 'e@example.org', language: null })
      return next()
    })
  supporterRoutes(app, { db, clock: fixedClock('2027-03-01T09:00:00Z') })
  return app
}

describe('a ROR id', () => {
  test.each(['https://ror.org/03yrm5c26', 'ror.org/05dxps055', '02mhbdp94', 'HTTPS://ROR.ORG/03YRM5C26 '])(
    '%s is taken as a whole address',
    (typed) => expect(readRor(typed)).toBe(`https://ror.org/${/0[a-z0-9]{8}/i.exec(typed)![0].toLowerCase()}`),
  )
  test.each(['03yrm5c27', '03yrm5c2', '13yrm5c26', 'https://evil.example/03yrm5c26', 'javascript:03yrm5c26', ''])(
    '%s is none',
    (typed) => expect(readRor(typed)).toBeNull(),
  )
})

describe('supporters', () => {
  test('are written by editors and read by anybody, in order and once they are shown', async () => {
    const app = site(editor)
    const ror = '03yrm5c26'
    await app.fetch(
      post('/supporters/change', { name: 'Second', position: '2', shown: 'yes', url: 'https://b.example' }),
    )
    await app.fetch(post('/supporters/change', { name: 'First <b>', position: '1', shown: 'yes', grant: 'G 1', ror }))
    await app.fetch(post('/supporters/change', { name: 'Not yet', position: '1' }))
    expect((await db.as({ kind: 'nobody' }, listSupporters)).map(({ name }) => name)).toEqual(['First <b>', 'Second'])
    expect(await db.as(editor, listEverySupporter)).toHaveLength(3)
    const html = await (await site().fetch(get('/supporters'))).text()
    expect(html).toContain('First &lt;b&gt;')
    expect(html).toContain('href="https://ror.org/03yrm5c26"')
    expect(html).not.toContain('Not yet')
  })

  test('are changed and taken away by editors', async () => {
    const [first] = await db.as(editor, listEverySupporter)
    const app = site(editor)
    const at = `/supporters/change?supporter=${first!.id}`
    expect(await (await app.fetch(get(at))).text()).toContain(`value="${first!.id}"`)
    await app.fetch(post('/supporters/change', { supporter: first!.id, name: 'Renamed' }))
    expect((await db.as(editor, listEverySupporter)).map(({ name }) => name)).toContain('Renamed')
    await app.fetch(post('/supporters/change', { supporter: first!.id, deed: 'remove' }))
    expect(await db.as(editor, listEverySupporter)).toHaveLength(2)
  })

  test('the same form sent twice adds one', async () => {
    const before = (await db.as(editor, listEverySupporter)).length
    const form = { name: 'Twice', form_key: uuidv7() }
    for (const _ of [1, 2]) await site(editor).fetch(post('/supporters/change', form))
    expect(await db.as(editor, listEverySupporter)).toHaveLength(before + 1)
  })

  test.each([
    [{ name: '' }, 'needs a name'],
    [{ name: 'x'.repeat(201) }, 'needs a name'],
    [{ name: 'S', url: 'javascript:alert(1)' }, 'begins with https://'],
    [{ name: 'S', url: 'https://a b' }, 'begins with https://'],
    [{ name: 'S', ror: '03yrm5c27' }, '“03yrm5c27” is no ROR id'],
  ])('%o is refused and comes back as typed', async (form, said) => {
    const answer = await site(editor).fetch(post('/supporters/change', form))
    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain(said)
  })

  test('are changed by nobody else, through no page and no other way', async () => {
    expect((await site(moderator).fetch(get('/supporters/change'))).status).toBe(403)
    expect((await site(moderator).fetch(post('/supporters/change', { name: 'S' }))).status).toBe(403)
    expect((await site().fetch(get('/supporters/change'))).headers.get('location')).toContain('/sign-in')
    const one = {
      id: uuidv7(),
      position: 1,
      shown: true,
      name: 'S',
      url: null,
      gives: '',
      grantId: '',
      ror: null,
      logo: null,
      chapters: [],
    }
    for (const who of [moderator, { kind: 'nobody' } as const])
      await expect(db.as(who, (tx) => keepSupporter(tx, one))).rejects.toMatchObject({ code: '42501' })
  })
})
