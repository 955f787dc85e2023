import { join } from 'node:path'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { systemClock } from '../../app/platform/clock.ts'
import { uuidv7 } from '../../app/platform/uuid.ts'
import { bringEvents } from '../../app/site/events/bring-events.ts'
import { anEvent } from '../../app/site/events/events.fixture.ts'
import { keepList } from '../../app/site/events/guests/guest-queries.ts'
import { usualList } from '../../app/site/events/guests/guests.ts'
import { addEvent } from '../../app/site/events/keep-event.ts'
import { bringChanges, bringWritings } from '../../app/site/writing/bring-writings.ts'
import { siteSeeds } from '../../db/seeds/site.ts'
import { siteEvents } from '../../db/seeds/site-events.ts'
import { barriersOn, sidewaysOverflow } from '../support/accessibility.ts'
import { openBrowser } from '../support/browser.ts'
import { press, reach } from '../support/keyboard.ts'
import { runningProgram } from '../support/running-program.ts'

let ahead = 0
/** Whoever sends a form within a moment is taken for a program: so much time goes by at once. */
const later = (seconds: number) => void (ahead += seconds * 1000)
const browser = await openBrowser()
const program = await runningProgram({ now: () => new Date(systemClock.now().getTime() + ahead) })
afterAll(() => browser?.close())

const ana = 'ana@example.org'
const size = { width: 1440, height: 900 }
const phone = { viewport: { width: 390, height: 844 } }
const texts = await siteSeeds(join(import.meta.dirname, '../..'), '2027-03-01')
let editor = ''

beforeAll(async () => {
  editor = (await program.letIn(ana)).id
  await program.owner.query(`update person set name = 'Ana' where id = $1`, [editor])
  const today = systemClock.now().toISOString().slice(0, 10)
  await program.db.as({ kind: 'person', id: editor }, async (tx) => {
    await bringWritings(tx, systemClock, texts)
    await bringEvents(tx, systemClock, siteEvents(today))
  })
}, 60_000)

/** A page of somebody who is not signed in; closed again when `work` is done. */
async function withPage(options: BrowserContextOptions, work: (page: Page) => Promise<void>): Promise<void> {
  const context = await browser!.newContext({ baseURL: program.origin, ...options })
  try {
    await work(await context.newPage())
  } finally {
    await context.close()
  }
}

/** Where the link in a letter leads, once it is written. */
async function letterTo(email: string, subject: RegExp): Promise<string> {
  await expect.poll(() => program.linkIn(email, subject)).not.toBe('')
  return program.linkIn(email, subject)
}

/** Times of an event that nobody is late for. */
function inThreeWeeks(): { starts: string; ends: string } {
  const day = new Date(systemClock.now().getTime() + 21 * 86_400_000).toISOString().slice(0, 10)
  return { starts: `${day}T10:00`, ends: `${day}T12:00` }
}

describe.skipIf(!browser)('a reader', () => {
  test('on a phone without JavaScript goes from the first page to a letter: post, chapter, word, date, calendar file', {
    timeout: 180_000,
  }, async () => {
    const context = await browser!.newContext({
      baseURL: program.origin,
      viewport: { width: 390, height: 844 },
      javaScriptEnabled: false,
      acceptDownloads: true,
    })
    const page = await context.newPage()
    await page.goto('/')
    await page
      .locator('.front-post')
      .getByRole('link', { name: /Read more/ })
      .click()
    await page.locator('article.post').waitFor()
    await page.goto('/blog/ten-in-the-morning-is-a-boundary')
    await page.locator('.dates').getByText('06:40').first().waitFor()
    await page
      .locator('.words')
      .getByRole('link', { name: /chapter 8/ })
      .click()
    const term = page.locator('button.term').first()
    await term.click()
    const meaning = page.locator('.definition:popover-open')
    await meaning.waitFor()
    await meaning.getByRole('button').click()
    expect(await page.locator('.definition:popover-open').count()).toBe(0)
    await page.goBack()
    await page.locator('.dates').getByRole('link').first().click()
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Add to your calendar' }).click(),
    ])
    expect(file.suggestedFilename()).toMatch(/\.ics$/)
    await page.getByRole('contentinfo').getByRole('link', { name: 'Contact' }).click()
    await page.getByLabel('Your address for mail').fill('reader@example.org')
    await page.getByLabel('Your message').fill('May one come to the breakfast without a boat?')
    later(60)
    await page.getByRole('button', { name: 'Send' }).click()
    await page.locator('#sent').waitFor()
    const { rows } = await program.owner.query("select 1 from enquiry where words like 'May one come%'")
    expect(rows).toHaveLength(1)
    expect(await sidewaysOverflow(page)).toBe(0)
    await context.close()
  })

  test('comes by keyboard alone to a chapter, a word of the glossary and back, and to the dates', {
    timeout: 120_000,
  }, async () => {
    const context = await browser!.newContext({ baseURL: program.origin, viewport: size })
    const page = await context.newPage()
    await page.goto('/')
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.className)).toBe('skip')
    await press(page, 'Read the handbook')
    await page.waitForURL('**/handbook')
    await press(page, 'Boundaries: history, stakes and who stands on both')
    await page.locator('article.book-text').waitFor()
    const term = page.locator('button.term').first()
    await reach(page, term)
    await page.keyboard.press('Enter')
    await page.locator('.definition:popover-open').waitFor()
    await page.keyboard.press('Escape')
    expect(await page.locator('.definition:popover-open').count()).toBe(0)
    expect(await term.evaluate((one) => one === document.activeElement)).toBe(true)
    await page.goto('/events')
    await press(page, 'Breakfast on the quay')
    await page.getByRole('heading', { level: 1, name: 'Breakfast on the quay' }).waitFor()
    await context.close()
  })

  test('on a phone without JavaScript says something to a post, confirms it by the link in a letter, and it shows once a moderator let it through', {
    timeout: 120_000,
  }, async () => {
    const said = 'We count boats by their lights.'
    await withPage({ ...phone, javaScriptEnabled: false }, async (page) => {
      await page.goto('/blog/seen-at-last')
      await page.getByLabel('Your words').fill(said)
      await page.getByLabel('Name to stand under it').fill('Lena')
      await page.getByLabel('Your address for mail').fill('lena@example.org')
      later(60)
      await page.getByRole('button', { name: 'Send' }).click()
      await page.getByRole('heading', { name: 'Look into your mail' }).waitFor()
      await page.goto(await letterTo('lena@example.org', /waits for you/))
      await page.getByRole('button', { name: 'Send it' }).click()
      await page.getByText('Somebody reads it before it appears').waitFor()
      await page.goto('/blog/seen-at-last')
      expect(await page.locator('main').textContent()).not.toContain(said)
      await program.as(browser!, ana, { viewport: size }, async (desk) => {
        await desk.goto('/moderation')
        const waiting = desk.locator('.moderated > li', { hasText: said })
        await waiting.getByRole('button', { name: 'Show', exact: true }).click()
        await waiting.waitFor({ state: 'detached' })
      })
      await expect.poll(async () => (await page.reload()) && page.locator('main').textContent()).toContain(said)
      expect(await sidewaysOverflow(page)).toBe(0)
    })
  })

  test('notes something on a passage of a chapter, and finds it there after the chapter was changed', {
    timeout: 120_000,
  }, async () => {
    const { slug, words } = texts.find((one) => one.slug === 'where-you-are-trusted')!
    const plain = words.split('\n\n').find((block) => /^[A-Z][^*_`[\]#>|\\]{200,}$/.test(block))!
    const beginning = plain.slice(0, 40)
    await program.as(browser!, 'rui@example.org', { viewport: size }, async (page) => {
      await page.goto(`/handbook/${slug}`)
      const passage = page.locator('.words > p', { hasText: beginning })
      await passage.scrollIntoViewIfNeeded()
      const box = (await passage.boundingBox())!
      await page.mouse.move(box.x + 2, box.y + 12)
      await page.mouse.down()
      await page.mouse.move(box.x + 320, box.y + 12, { steps: 4 })
      await page.mouse.up()
      const quote = await page.evaluate(() => String(document.getSelection()))
      expect(quote.length).toBeGreaterThan(10)
      await page.getByRole('link', { name: 'Note here', exact: true }).click()
      await page.getByLabel('What you want to say').fill('So it was with us.')
      await page.getByLabel('Your name, as it will be read').fill('Rui')
      await page.getByRole('button', { name: 'Send' }).click()
      const note = page.locator('.words > p', { hasText: quote }).locator('+ .notes')
      await note.getByText('So it was with us.').waitFor()
      await program.db.as({ kind: 'person', id: editor }, (tx) =>
        bringChanges(tx, [
          {
            ...{ kind: 'chapter', slug, note: '', keptAt: systemClock.now() },
            from: plain,
            to: `Something new stands here.\n\nAs ever: ${plain} And so on.`,
          },
        ]),
      )
      await page.reload()
      await page.getByText('Something new stands here.').waitFor()
      await note.getByText('So it was with us.').waitFor()
      expect(await note.evaluate((one) => one.previousElementSibling?.textContent)).toContain(`As ever: ${beginning}`)
      expect(await barriersOn(page)).toEqual([])
    })
  })

  test('comes to a full day by keyboard alone, waits, and moves up when somebody else cancels', {
    timeout: 120_000,
  }, async () => {
    const { slug } = await program.db.as({ kind: 'person', id: editor }, async (tx) => {
      const made = await addEvent(tx, systemClock, anEvent({ ...inThreeWeeks(), title: 'One chair', capacity: 1 }))
      await keepList(tx, made.id, uuidv7(), usualList, systemClock.now())
      return made
    })
    await withPage({ viewport: size }, async (page) => {
      /** Says that they come, and gives the page that the link in the letter opens. */
      const comes = async (name: string, [first, then]: [string, string]): Promise<string> => {
        const email = `${name.toLowerCase()}@example.org`
        await page.goto(`/events/${slug}`)
        await press(page, first)
        await reach(page, page.getByLabel('The name you like to be called'))
        await page.keyboard.type(name)
        await page.keyboard.press('Tab')
        await page.keyboard.type(email)
        later(60)
        await press(page, 'Send it')
        await page.locator('#sent').waitFor()
        const link = await letterTo(email, /confirm/)
        await page.goto(link)
        await press(page, then)
        await page.getByRole('heading', { name: /^You (have a place|are on the wait list)/ }).waitFor()
        return link
      }
      const first = await comes('Nilo', ['Say that you come', 'Yes, I come'])
      await comes('Vera', ['Join the wait list', 'Yes, put me on the wait list'])
      await page.getByText('You are the first who waits.').waitFor()
      await page.goto(first)
      await press(page, 'I do not come')
      await page.getByRole('heading', { name: 'You do not come' }).waitFor()
      await page.goto(await letterTo('vera@example.org', /A place is free for you/))
      await page.getByRole('heading', { name: 'You have a place' }).waitFor()
      expect(await barriersOn(page)).toEqual([])
    })
  })
})

test('no request met a bug on the way', () => {
  expect(program.failures).toEqual([])
})
