import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { systemClock } from '../../app/platform/clock.ts'
import { uuidv7 } from '../../app/platform/uuid.ts'
import { type Valley, valleyWithMarta } from '../../app/workbench/held/held.fixture.ts'
import { makePersonalLink } from '../../app/workbench/held/held.ts'
import { barriersOn, sidewaysOverflow } from '../support/accessibility.ts'
import { openBrowser } from '../support/browser.ts'
import { runningProgram } from '../support/running-program.ts'

const pictures = process.env['ECOTONE_PICTURES']
const browser = await openBrowser()
const program = await runningProgram(systemClock)
afterAll(() => browser?.close())

const ana = 'ana@example.org'
const bea = 'bea@example.org'
const people = '/landscapes/valley/people'
const phone = { viewport: { width: 390, height: 844 } }
const wide = { viewport: { width: 1440, height: 900 } }
let valley: Valley

beforeAll(async () => {
  const { id } = await program.letIn(ana)
  await program.owner.query('insert into instance_steward (person_id) values ($1) on conflict do nothing', [id])
  const rui = uuidv7()
  await program.owner.query("insert into person (id, name) values ($1, 'Rui')", [rui])
  valley = await valleyWithMarta(program.owner, id, rui)
}, 60_000)

/** Neither barrier nor sideways scrolling of the page, nor of a table within it. */
async function isOpen(page: Page): Promise<void> {
  const where = new URL(page.url()).pathname
  expect(await barriersOn(page), where).toEqual([])
  expect(await sidewaysOverflow(page), where).toBe(0)
  const within = await page
    .locator('.table-rows')
    .evaluateAll((tables) => tables.map((one) => one.scrollWidth - one.clientWidth))
  expect(Math.max(0, ...within), where).toBe(0)
}

describe.skipIf(!browser)('people and their safety', () => {
  test('a colleague is invited, comes, is given another role; the landscape is locked and opened, on a phone', {
    timeout: 240_000,
  }, async () => {
    await program.as(browser!, ana, phone, async (page) => {
      await page.goto(`${people}/team/change`)
      await isOpen(page)
      await page.locator('[name=email]').fill(bea)
      await page.getByLabel('Reader', { exact: true }).check()
      await page.getByRole('button', { name: 'Send the letter' }).click()
      await page.waitForURL('**/people/team?done=invited')
      await isOpen(page)
      await page.goto('/mailbox')
      await isOpen(page)
      const link = await page.locator('main a[href*="/team-invitation?"]').first().getAttribute('href')

      const guest = await (await browser!.newContext({ ...phone, baseURL: program.origin })).newPage()
      const { pathname, search } = new URL(link!, program.origin)
      await guest.goto(pathname + search)
      await isOpen(guest)
      await guest.getByRole('button', { name: 'Take the invitation' }).click()
      await guest.getByRole('heading', { name: 'You are on the team' }).waitFor()
      await isOpen(guest)
      await guest.goto(pathname + search)
      await guest.getByRole('heading', { name: 'This invitation no longer holds' }).waitFor()
      await isOpen(guest)
      await guest.context().close()

      await page.goto(`${people}/team/change`)
      const hers = page.locator('.team-change', { has: page.locator('select') }).filter({ hasText: 'without a name' })
      await hers.locator('select').selectOption('team-member')
      await hers.getByRole('button', { name: 'Keep' }).click()
      await page.waitForURL('**/people/team?done=changed')
      expect(await page.locator('main').innerText()).toContain('Team member')

      await page.goto(`${people}/lock`)
      await isOpen(page)
      await page.getByLabel('Type the word').fill('lock')
      await page.getByRole('button', { name: 'Lock this landscape' }).click()
      await page.getByRole('heading', { name: '“Valley” is locked' }).waitFor()
      await isOpen(page)
      await program.as(browser!, bea, phone, async (outside) => {
        expect((await outside.goto(people))?.status()).toBe(404)
        await isOpen(outside)
      })
      await page.getByRole('button', { name: 'Let the team in again' }).click()
      await page.waitForURL('**/people/lock?done=opened')
      await program.as(browser!, bea, phone, async (inside) => {
        expect((await inside.goto(`${people}/team`))?.status()).toBe(200)
      })
    })
    expect(program.failures).toEqual([])
  })

  test('every page about people and their safety is open to everybody, on a phone', { timeout: 240_000 }, async () => {
    const own = ['', '/address', '/tokens', '/close', '/passkeys', '/second-step', '/portrait']
    await program.as(browser!, ana, phone, async (page) => {
      for (const path of [
        ...own.map((one) => `/account${one}`),
        ...['', '/team', '/lock', '/deeds'].map((one) => `${people}${one}`),
        ...['care', 'told', 'looks', 'cards', 'export'].map((one) => `/landscapes/valley/${one}`),
        ...['/instance', '/instance/mail', '/instance/audit', '/spaces', '/held'],
      ]) {
        expect((await page.goto(path))?.status(), path).toBe(200)
        await isOpen(page)
      }
    })
    expect(program.failures).toEqual([])
  })

  test.runIf(pictures)('have their pictures taken', { timeout: 580_000 }, async () => {
    await program.owner.query("update person set name = 'Ana Rebelo' where email = $1", [ana])
    await program.owner.query("update landscape set name = 'Vale do Sado' where id = $1", [valley.id])
    const theirs: [string, string][] = [
      ['people-and-safety', people],
      ['team', `${people}/team`],
      ['team-change', `${people}/team/change`],
      ['lock', `${people}/lock`],
      ['care-check', '/landscapes/valley/care'],
      ['cards', '/landscapes/valley/cards'],
      ['told-person', '/landscapes/valley/told/p001'],
      ['second-step', '/account/second-step'],
      ['tokens', '/account/tokens'],
      ['closing', '/account/close'],
      ['instance', '/instance'],
      ['mailbox', '/mailbox'],
    ]
    const heldAs = '/held/of/valley'
    const own: [string, string][] = [
      ['held', heldAs],
      ['held-shown', `${heldAs}/shown`],
      ['held-wrong', `${heldAs}/said/tie/${valley.rows.rosaTie}`],
      ['held-leave', `${heldAs}/leave`],
    ]
    const take = async (page: Page, look: string, list: [string, string][]) => {
      for (const [name, path] of list) {
        expect((await page.goto(path))?.status(), path).toBe(200)
        await page.screenshot({ path: `${pictures}/${name}-${look}.jpg`, type: 'jpeg', quality: 84 })
      }
    }
    const looks = [
      { look: 'wide-light', colorScheme: 'light', ...wide },
      { look: 'wide-dark', colorScheme: 'dark', ...wide },
      { look: 'phone-light', colorScheme: 'light', ...phone },
    ] as const
    const { id } = await program.letIn(ana)
    for (const { look, ...options } of looks) {
      await program.as(browser!, ana, options, (page) => take(page, look, theirs))
      const made = await program.db.as({ kind: 'person', id }, (tx) =>
        makePersonalLink(tx, systemClock, { landscapeId: valley.id, personId: valley.people.marta, way: 'printed' }),
      )
      if (made.kind !== 'made') throw new Error(made.reason)
      const stranger = await browser!.newContext({ baseURL: program.origin, reducedMotion: 'reduce', ...options })
      const page = await stranger.newPage()
      await take(page, look, [
        ['sign-in', '/sign-in'],
        ['held-link', `/held/open?code=${made.secret}`],
      ])
      await page.locator('main form button').last().click()
      await page.waitForURL(`**${heldAs}`)
      await take(page, look, own)
      await stranger.close()
    }
    expect(program.failures).toEqual([])
  })
})
