import { describe, expect, test } from 'vitest'
import { testPost } from '../../../test/support/post.ts'
import { askForAccount } from '../../people/beginning/begin-account.ts'
import { peopleApp } from '../../people/people.fixture.ts'
import { addPerson } from '../signed-in.fixture.ts'
import { openedLink, valleyWithMarta } from './held.fixture.ts'
import { heldAccountRoutes, heldRoutes } from './held-routes.ts'

const people = await peopleApp()
const { app, auth, db, owner, clock } = people
const post = testPost(auth.kysely, clock)
const asked: Promise<void>[] = []
heldRoutes(app, { db, clock })
heldAccountRoutes(app, { db, clock }, (who, wish) => void asked.push(askForAccount({ auth, post }, who, wish)))
const ana = await addPerson(owner, 'Ana')
const rui = await addPerson(owner, 'Rui')
let made = 0

async function martaByLink() {
  const valley = await valleyWithMarta(owner, ana.id, rui.id, `account-valley-${++made}`)
  const { marta } = valley.people
  return { valley, marta, link: await openedLink({ app, db, clock }, ana.id, valley.id, marta) }
}

async function mailedToken(): Promise<string> {
  await Promise.all(asked)
  return people.mailedToken('/account/begin')
}

describe('an account of their own for whoever came by a link', () => {
  test('begins with the button of a mailed link, and every link and card ends with it', async () => {
    const { valley, marta, link } = await martaByLink()
    const page = `/held/of/${valley.slug}/account`
    expect((await link.see(`/held/of/${valley.slug}`)).text).toContain(page)
    expect((await link.send(page, { email: 'marta@example.org' })).text).toContain('Look into your mailbox')
    const token = await mailedToken()
    const browser = people.browser()
    expect((await browser.see(`/account/begin?token=${token}`)).text).toContain('marta@example.org')
    expect((await link.see(`/held/of/${valley.slug}`)).status).toBe(200)

    const begun = await browser.send('/account/begin', { token })
    expect([begun.status, begun.location]).toEqual([303, '/held'])
    expect((await browser.see('/who')).text).toBe('marta@example.org')
    expect((await browser.see(`/held/of/${valley.slug}`)).status).toBe(200)
    expect((await link.see(`/held/of/${valley.slug}`)).status).toBe(303)
    const { rows } = await owner.query('select why from personal_link where person_id = $1', [marta])
    expect(rows.map(({ why }) => why)).toEqual(['account-begun'])
    const lines = await owner.query(
      "select landscape_id from audit where what = 'account-begun' and who = $1 order by 1 nulls first",
      [marta],
    )
    expect(lines.rows.map(({ landscape_id }) => landscape_id)).toEqual([null, valley.id])
  })

  test('begins once, also when the button is pressed twice at the same moment', async () => {
    const { valley, link } = await martaByLink()
    await link.send(`/held/of/${valley.slug}/account`, { email: 'twice@example.org' })
    const token = await mailedToken()
    const press = () => people.browser().send('/account/begin', { token })
    expect((await Promise.all([press(), press()])).map(({ status }) => status).sort()).toEqual([303, 410])
  })

  test('is answered alike for an address that is somebody’s already, and nothing is sent there', async () => {
    await people.newcomer('taken@example.org')
    const { valley, marta, link } = await martaByLink()
    const page = `/held/of/${valley.slug}/account`
    const before = (await people.mailed()).length
    const taken = await link.send(page, { email: 'taken@example.org' })
    await Promise.all(asked)
    expect((await people.mailed()).length).toBe(before)
    const free = await link.send(page, { email: 'freed@example.org' })
    expect([taken.status, taken.text.replaceAll('taken', 'X')]).toEqual([200, free.text.replaceAll('freed', 'X')])
    // taken between asking and pressing
    const token = await mailedToken()
    await people.newcomer('freed@example.org')
    expect((await people.browser().send('/account/begin', { token })).status).toBe(410)
    expect((await owner.query('select email from person where id = $1', [marta])).rows[0].email).toBeNull()
  })

  test('is not there for somebody who has one, and asks for an address that can be one', async () => {
    const { valley, marta, link } = await martaByLink()
    const page = `/held/of/${valley.slug}/account`
    for (const email of ['', 'x', 'a@b.cc\r\nbcc: x@y.zz']) expect((await link.send(page, { email })).status).toBe(422)
    await owner.query('update person set email = $2, email_verified = true where id = $1', [marta, 'own@example.org'])
    expect((await link.see(`/held/of/${valley.slug}`)).text).not.toContain(page)
    const before = (await people.mailed()).length
    await link.send(page, { email: 'second@example.org' })
    await Promise.all(asked)
    expect((await people.mailed()).length).toBe(before)
    for (const token of ['', 'x', '%00'])
      expect((await people.browser().send('/account/begin', { token })).status).toBe(410)
  })
})
