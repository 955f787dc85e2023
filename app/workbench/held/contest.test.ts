import { describe, expect, test } from 'vitest'
import { testPost } from '../../../test/support/post.ts'
import { get, post as posted } from '../../../test/support/web.ts'
import { askForAccount } from '../../people/beginning/begin-account.ts'
import { peopleApp } from '../../people/people.fixture.ts'
import { deleteWhatRanOut } from '../../people/people-queries.ts'
import { uuidv7 } from '../../platform/uuid.ts'
import { readMySay } from '../landscape/purposes/my-word-queries.ts'
import { addPerson } from '../signed-in.fixture.ts'
import { openedLink, valleyWithMarta } from './held.fixture.ts'
import { makePersonalLink } from './held.ts'
import { heldAccountRoutes, heldRoutes } from './held-routes.ts'
import { endPersonalLinks } from './link-queries.ts'

const people = await peopleApp()
const { app, auth, db, owner, clock } = people
const post = testPost(auth.kysely, clock)
const asked: Promise<void>[] = []
heldRoutes(app, { db, clock })
heldAccountRoutes(app, { db, clock }, (who, wish) => void asked.push(askForAccount({ auth, post }, who, wish)))
const ana = await addPerson(owner, 'Ana')
const rui = await addPerson(owner, 'Rui')
const mailOf = ({ id }: { id: string }) => `${id}@example.org`
let made = 0

/** Marta has a printed card; somebody else came by a link of hers and began an account with a mailbox of their own. */
async function inHerPlace({ ended = false } = {}) {
  const nth = ++made
  const valley = await valleyWithMarta(owner, ana.id, rui.id, `contested-${nth}`)
  const { marta } = valley.people
  const asAna = <T>(work: Parameters<typeof db.as<T>>[1]) => db.as({ kind: 'person', id: ana.id }, work)
  const card = await asAna((tx) =>
    makePersonalLink(tx, clock, { landscapeId: valley.id, personId: marta, way: 'printed' }),
  )
  if (card.kind !== 'made') throw new Error(card.reason)
  if (ended) await asAna((tx) => endPersonalLinks(tx, valley.id, marta, clock.now()))
  const theirs = await openedLink({ app, db, clock }, ana.id, valley.id, marta)
  // the fixture opens a printed one, which took the place of hers: the convener's own doing
  const address = `other-${nth}@example.org`
  await theirs.send(`/held/of/${valley.slug}/account`, { email: address })
  await Promise.all(asked)
  const browser = people.browser()
  const begun = await browser.send('/account/begin', { token: await people.mailedToken('/account/begin') })
  if (begun.status !== 303) throw new Error(`The account was not begun: ${begun.status}`)
  return { valley, marta, address, browser, card: card.secret, link: theirs.secret }
}

async function typed(path: string, code: string) {
  const answer = await app.fetch(posted(path, { code, form_key: uuidv7() }))
  const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? ''
  return { status: answer.status, text: await answer.text(), location: answer.headers.get('location'), cookie }
}

const accountsOf = async (who: string) =>
  (await owner.query('select 1 from account where person_id = $1', [who])).rowCount

describe('an account that was begun by a personal link', () => {
  test('E17: a card made before says that it began, shows nothing else, and closes it by one press', async () => {
    const { valley, marta, address, browser, card } = await inHerPlace()
    const said = await typed('/held/open', card)
    expect([said.status, said.cookie]).toEqual([200, ''])
    expect(said.text).toContain('An account was begun with your card or link')
    expect(said.text).not.toMatch(new RegExp(`Marta|Valley|${address}`))

    await owner.query("insert into site_role (person_id, role) values ($1, 'editor') on conflict do nothing", [marta])
    const closed = await typed('/held/contested', card)
    expect(closed.status).toBe(200)
    expect(closed.text).toContain('The account is closed')
    expect((await browser.see('/who')).text).toBe('nobody')
    expect(await accountsOf(marta)).toBe(0)
    const { rows } = await owner.query('select email, email_verified from person where id = $1', [marta])
    expect(rows).toEqual([{ email: null, email_verified: false }])
    expect((await owner.query('select 1 from site_role where person_id = $1', [marta])).rowCount).toBe(0)

    const mailed = (await people.mailed()).filter(({ subject }) => /closed|in somebody’s place/.test(subject))
    expect(mailed.map(({ to }) => to).toSorted()).toEqual([mailOf(ana), address].toSorted())
    expect(mailed.find(({ to }) => to === mailOf(ana))!.text).toContain(`/landscapes/${valley.slug}/people/deeds`)
    expect(mailed.map(({ text }) => text).join()).not.toMatch(/Marta|\{landscape\}/)
    const lines = await owner.query(
      "select landscape_id from audit where what = 'account-contested' and about = $1 order by landscape_id nulls first",
      [marta],
    )
    expect(lines.rows.map(({ landscape_id }) => landscape_id)).toEqual([null, valley.id])
  })

  test('the code that ended with it opens the page again, and the way on is said; pressed twice it is done once', async () => {
    const { valley, link } = await inHerPlace()
    expect((await typed('/held/open', link)).status).toBe(200)
    const both = await Promise.all([typed('/held/contested', link), typed('/held/contested', link)])
    expect(both.map(({ location }) => location).toSorted()).toEqual(['/held', '/held?done=contested'])
    const { cookie } = both.find((one) => one.location === '/held?done=contested')!
    const way = await app.fetch(get('/held?done=contested', { cookie }))
    expect(way.headers.get('location')).toBe(`/held/of/${valley.slug}?done=contested`)
    const page = await app.fetch(get(way.headers.get('location')!, { cookie }))
    expect([page.status, (await page.text()).includes('change what is not yours')]).toEqual([200, true])
    expect((await typed('/held/open', link)).location).toBe('/held')
  })

  test('a card that was ended or replaced shortly before contests as well: ending it first gains nothing', async () => {
    const { marta, card } = await inHerPlace({ ended: true })
    expect((await typed('/held/open', card)).text).toContain('An account was begun with your card')
    expect((await typed('/held/contested', card)).text).toContain('ask one of them for a new one')
    expect(await accountsOf(marta)).toBe(0)
    expect((await typed('/held/open', card)).status).toBe(422)
  })

  test('neither a wrong code, nor one of somebody else, nor one made later, nor any while the map is locked contests it', async () => {
    const { valley, marta, card } = await inHerPlace()
    const other = await inHerPlace()
    clock.pass(1)
    const later = await db.as({ kind: 'person', id: ana.id }, (tx) =>
      makePersonalLink(tx, clock, { landscapeId: valley.id, personId: marta, way: 'printed' }),
    )
    if (later.kind !== 'made') throw new Error(later.reason)
    for (const code of ['', 'A'.repeat(20), later.secret])
      expect((await typed('/held/contested', code)).location).toBe('/held')
    await typed('/held/contested', other.card)
    await owner.query('insert into landscape_lock (landscape_id, locked_at) values ($1, now())', [valley.id])
    expect((await typed('/held/contested', card)).location).toBe('/held')
    expect(await accountsOf(marta)).toBe(1)
  })

  test('a landscape that nobody else stewards stays with it; the team of another is left', async () => {
    const { marta, link } = await inHerPlace()
    const [alone, shared] = [uuidv7(), uuidv7()]
    for (const id of [alone, shared])
      await owner.query("insert into landscape (id, slug, name, basis) values ($1, $2, 'L', 'own-sketch')", [
        id,
        `l-${id}`,
      ])
    await owner.query(`insert into convener values ($1, $3, 'steward'), ($2, $3, 'convener'), ($2, $4, 'steward')`, [
      ...[alone, shared, marta, ana.id],
    ])
    await typed('/held/contested', link)
    const { rows } = await owner.query('select landscape_id from convener where person_id = $1', [marta])
    expect(rows.map(({ landscape_id }) => landscape_id)).toEqual([alone])
  })
})

describe('while it is new', () => {
  test('E4: what tells of politics, faith or health is neither said nor read by it; after thirty days it is', async () => {
    const { valley, marta, browser, card } = await inHerPlace()
    const union = uuidv7()
    await owner.query(
      `insert into practice (landscape_id, id, external_id, name, kind, special_category) values ($1, $2, 'u', 'The union', 'community', true)`,
      [valley.id, union],
    )
    const special = () =>
      db.as({ kind: 'person', id: marta }, async (tx) => (await readMySay(tx, valley.id)).special, {
        purpose: 'held about me',
      })
    expect(await special()).toEqual([])
    const page = () => browser.see(`/held/of/${valley.slug}`)
    expect((await page()).text).toContain('Your account was begun from a link or card')
    const shown = await browser.see(`/held/of/${valley.slug}/shown`)
    expect(shown.text).not.toContain('The union')
    expect(shown.text).toContain('after thirty days')

    const run = (days: number) =>
      db.as({ kind: 'worker', onBehalfOf: null }, (tx) =>
        deleteWhatRanOut(tx, new Date(clock.now().getTime() + days * 86_400_000)),
      )
    await run(29)
    expect(await special()).toEqual([])
    await run(31)
    expect(await special()).toEqual([{ id: union, name: 'The union', mine: false }])
    expect((await page()).text).not.toContain('Your account was begun from a link or card')
    expect((await typed('/held/open', card)).status).toBe(422)
  })
})
