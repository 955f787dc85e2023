import { join } from 'node:path'
import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { beginSite } from '../../app/begin-site.ts'
import { fixedClock, systemClock } from '../../app/platform/clock.ts'
import { uuidv7 } from '../../app/platform/uuid.ts'
import { keepPlace } from '../../app/site/contact/place-queries.ts'
import { keepsAll } from '../../app/site/editing/desk/keeps-all.ts'
import { bringEvents } from '../../app/site/events/bring-events.ts'
import { bringWritings } from '../../app/site/writing/bring-writings.ts'
import { showWhatIsDueJob } from '../../app/site/writing/show-what-is-due-job.ts'
import { siteSeeds } from '../../db/seeds/site.ts'
import { placeOfTheExample } from '../../db/seeds/site-behind.ts'
import { siteEvents } from '../../db/seeds/site-events.ts'
import { barriersOn, sidewaysOverflow } from '../support/accessibility.ts'
import { openBrowser } from '../support/browser.ts'
import { press, reach } from '../support/keyboard.ts'
import { runningProgram } from '../support/running-program.ts'

const pictures = process.env['ECOTONE_PICTURES']
const browser = await openBrowser()
const program = await runningProgram(systemClock)
afterAll(() => browser?.close())

const ana = 'ana@example.org'
const size = { width: 1440, height: 900 }
const texts = await siteSeeds(join(import.meta.dirname, '../..'), '2027-03-01')
let path = ''

beforeAll(async () => {
  const { id } = await program.letIn(ana)
  const today = systemClock.now().toISOString().slice(0, 10)
  await program.db.as({ kind: 'person', id }, async (tx) => {
    await bringWritings(tx, systemClock, texts)
    await bringEvents(tx, systemClock, siteEvents(today))
    // says by which clock the site goes
    await keepPlace(tx, { ...placeOfTheExample, id: uuidv7() })
  })
  const { rows } = await program.owner.query("select id from writing where kind = 'post' order by slug limit 1")
  path = `/writing/${rows[0].id}`
}, 60_000)

const paper = (page: Page) => page.locator('.desk-paper .ProseMirror')
const state = (page: Page) => page.locator('.desk-state')

/** Opens a writing, and tells of whatever the browser would not do. */
async function openDesk(page: Page): Promise<string[]> {
  const refused: string[] = []
  page.on('console', (line) => line.type() === 'error' && refused.push(line.text()))
  await page.goto(path)
  await paper(page).waitFor()
  return refused
}

/** Begins a post and comes to its desk. */
async function beginPost(page: Page, title: string): Promise<string[]> {
  const refused: string[] = []
  page.on('console', (line) => line.type() === 'error' && refused.push(line.text()))
  await page.goto('/writing')
  await page.getByRole('link', { name: 'New writing' }).click()
  await page.getByLabel('Title').fill(title)
  await page.getByRole('button', { name: 'Begin' }).click()
  await paper(page).waitFor()
  return refused
}

/** As an office program puts it on the clipboard. */
const fromAnOffice = `<html><head><style>p{color:red}</style></head><body><h1 style="color:blue"><span style="font-size:20pt">Seen<o:p></o:p></span></h1>
<p class=MsoNormal><b>Nine</b> <span style="font-style:italic">women</span><img src="file:///c:/x.png"></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style="font-family:Symbol">·<span>&nbsp;&nbsp; </span></span>buckets</p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'>·&nbsp; knives</p></body></html>`

async function pasteInto(page: Page, html: string): Promise<void> {
  await paper(page).evaluate((paper, html) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/html', html)
    paper.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  }, html)
}

/** Lets a picture fall onto the paper, as from a folder of the machine. */
async function dropPicture(page: Page): Promise<void> {
  const png = await sharp({ create: { width: 600, height: 400, channels: 3, background: '#7fb3c4' } })
    .png()
    .toBuffer()
  await paper(page).evaluate((paper, base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
    const dataTransfer = new DataTransfer()
    dataTransfer.items.add(new File([bytes], 'bucket.png', { type: 'image/png' }))
    paper.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }))
  }, png.toString('base64'))
}

describe.skipIf(!browser)('an editor', () => {
  test('loses nothing of any text of the site by writing it as it will be read', { timeout: 300_000 }, async () => {
    await program.as(browser!, ana, { viewport: size }, async (page) => {
      const refused = await openDesk(page)
      expect(texts.length).toBeGreaterThan(30)
      const named = { kind: 'post', slug: 'with a picture', words: 'One.\n\n![Boats at the quay](picture:quay)\n' }
      for (const { kind, slug, words } of [...texts, named]) {
        const after = await page.evaluate(
          (text) =>
            // a method of our own element, which the page knows and the types of the browser do not
            (document.querySelector('writing-desk') as unknown as { throughIt(words: string): string }).throughIt(text),
          words,
        )
        expect(keepsAll(words, after), `${kind}/${slug}:\n${after}`).toBe(true)
      }
      expect(refused).toEqual([])
    })
  })

  test('writes, and it is saved by itself; what could not be sent comes back after a crash', {
    timeout: 180_000,
  }, async () => {
    await program.as(browser!, ana, { viewport: size }, async (page) => {
      const refused = await openDesk(page)
      await paper(page).locator('p').first().click()
      await page.keyboard.press('Control+Home')
      await page.keyboard.type('Written by hand. ')
      await expect.poll(() => state(page).getAttribute('data-state')).toBe('saved')
      const saved = await program.owner.query("select words from writing_draft where words like 'Written by hand. %'")
      expect(saved.rowCount).toBe(1)

      await page.context().setOffline(true)
      await page.keyboard.type('And without a network. ')
      await expect.poll(() => state(page).getAttribute('data-state')).toBe('offline')
      expect(refused.filter((line) => !line.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([])
      // as a crash leaves it: the page is gone, the device is not
      const again = await page.context().newPage()
      await page.close()
      await again.context().setOffline(false)
      await again.goto(path)
      await expect.poll(() => paper(again).textContent()).toContain('And without a network.')
      const saying = "select from writing_draft where words like '%And without a network.%'"
      await expect.poll(async () => (await program.owner.query(saying)).rowCount).toBe(1)
    })
  })

  test('puts in links and dates by keyboard, pastes from a word processor, and takes it back', {
    timeout: 180_000,
  }, async () => {
    await program.as(browser!, ana, { viewport: size }, async (page) => {
      const refused = await beginPost(page, 'By hand and by key')
      const words = () => page.locator('#f-words').inputValue()
      await reach(page, paper(page))
      await page.keyboard.type('Low water. ')
      await page.keyboard.press('Control+k')
      // a place that is no address says so, and is not put in
      await page.getByLabel('Or an address on the web').fill('javascript:alert(1)')
      await page.keyboard.press('Enter')
      await page.getByText('begins with https://').waitFor()
      await page.getByLabel('Or an address on the web').fill('example.org/tides')
      await page.getByLabel('Words that lead there').fill('The tides')
      await page.keyboard.press('Enter')
      await expect.poll(words).toContain('Low water. [The tides](https://example.org/tides)')
      await page.keyboard.press('Alt+F10')
      await press(page, 'Dates of the calendar', 'ArrowRight')
      await page.getByLabel('Which dates').selectOption('event:breakfast-on-the-quay')
      await page.getByLabel('Heading above them').fill('The next breakfasts')
      await page.keyboard.press('Enter')
      await expect.poll(words).toContain('\n\n[The next breakfasts](event:breakfast-on-the-quay)')

      await page.keyboard.press('Enter')
      await pasteInto(page, fromAnOffice)
      await expect.poll(words).toContain('## Seen\n\n**Nine** *women*\n\n- buckets\n- knives')
      await page.keyboard.press('Control+z')
      await expect.poll(words).not.toContain('Seen')
      // in a list Tab moves a line in; Escape and Tab lead out
      await page.keyboard.press('Escape')
      await page.keyboard.press('Tab')
      expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Save')
      expect(await barriersOn(page)).toEqual([])
      expect(refused).toEqual([])
    })
  })

  test('who has never seen it writes, adds a picture, schedules it, sees it live, mends a slip and compares', {
    timeout: 240_000,
  }, async () => {
    await program.as(browser!, ana, { viewport: size }, async (page) => {
      await beginPost(page, 'A morning with the gatherers')
      await paper(page).click()
      await page.keyboard.type('We met at low watter.')
      await dropPicture(page)
      const put = page.getByRole('group', { name: 'Picture' }).getByRole('button', { name: 'Put it in' })
      await put.click()
      // without words for who does not see it, it is not taken
      await expect.poll(() => page.locator('.desk-panel:not([hidden]) .problem').textContent()).not.toBe('')
      await page.getByLabel('What is to be seen').fill('A bucket of cockles')
      await put.click()
      await expect
        .poll(() => page.locator('#f-words').inputValue(), { timeout: 60_000 })
        .toContain('\n\n![A bucket of cockles](picture:a-bucket-of-cockles)')
      await page.getByRole('button', { name: 'Save and show…' }).click()
      await page.getByLabel('Later, by itself:').check()
      await page.getByRole('button', { name: 'Show it' }).click()
      await page.getByText('It will be shown by itself.').waitFor()
      const live = '/blog/a-morning-with-the-gatherers'
      const asReader = async () => (await fetch(program.origin + live)).text()
      expect(await asReader()).not.toContain('low watter')
      const later = fixedClock(new Date(Date.now() + 3 * 86_400_000).toISOString())
      await showWhatIsDueJob.run(
        { db: program.db, viewer: { kind: 'worker', onBehalfOf: null }, clock: later } as never,
        {},
      )
      await expect.poll(asReader).toContain('low watter')
      expect(await asReader()).toMatch(/<img src="\/pictures\/[0-9a-f]{64}"[^>]*alt="A bucket of cockles"/)

      await page.reload()
      await paper(page).waitFor()
      await page.getByRole('button', { name: 'As Markdown' }).click()
      const typed = page.locator('#f-words')
      await typed.fill((await typed.inputValue()).replace('watter', 'water'))
      await page.getByRole('button', { name: 'Save and show…' }).click()
      await page.getByRole('button', { name: 'Show the change' }).click()
      await page.getByText('Anybody can read it now.').waitFor()
      await expect.poll(asReader).toContain('low water')
      await page.getByRole('link', { name: '2 versions' }).click()
      await page.getByRole('button', { name: 'Compare' }).click()
      await page.getByText('Taken out:').first().waitFor({ state: 'attached' })
      expect(await page.locator('del').allTextContents()).toContain('Taken out: watter')
      expect(await barriersOn(page)).toEqual([])
    })
  })

  test('meets no barrier on the desk, wide and narrow, and writes Markdown if they like', {
    timeout: 180_000,
  }, async () => {
    await program.as(browser!, ana, { viewport: size }, async (page) => {
      await openDesk(page)
      for (const viewport of [size, { width: 390, height: 844 }]) {
        await page.setViewportSize(viewport)
        expect(await barriersOn(page)).toEqual([])
        expect(await sidewaysOverflow(page)).toBe(0)
      }
      await page.getByRole('button', { name: 'As Markdown' }).click()
      await page.locator('#f-words').waitFor({ state: 'visible' })
      expect(await barriersOn(page)).toEqual([])
    })
  })
})

/** What anybody reads; the desk of an editor is taken beside them. */
const pictured: [name: string, path: string][] = [
  ['site-home', '/'],
  ['site-blog', '/blog'],
  ['site-post', '/blog/seen-at-last'],
  ['site-handbook', '/handbook'],
  ['site-editions', '/handbook#editions'],
  ['site-chapter', '/handbook/boundaries'],
  ['site-card', '/handbook/cards/consent-card'],
  ['site-events', '/events'],
  ['site-event', '/events/breakfast-on-the-quay'],
  ['site-contact', '/contact'],
]

test.runIf(browser && pictures)('has its pictures taken', { timeout: 580_000 }, async () => {
  const { id } = await program.letIn(ana)
  const config = { origin: program.origin, root: join(import.meta.dirname, '../..') }
  // the texts are of this day
  const clock = fixedClock('2027-03-01T09:00:00Z')
  await beginSite({ db: program.db, clock, config }, { kind: 'person', id })
  const looks = [
    { name: 'wide-light', colorScheme: 'light', viewport: size },
    { name: 'wide-dark', colorScheme: 'dark', viewport: size },
    { name: 'phone-light', colorScheme: 'light', viewport: { width: 390, height: 844 } },
  ] as const
  for (const { name: look, ...options } of looks) {
    const take = (page: Page, name: string) =>
      page.screenshot({ path: `${pictures}/${name}-${look}.jpg`, type: 'jpeg', quality: 76 })
    const context = await browser!.newContext({ baseURL: program.origin, ...options })
    const reader = await context.newPage()
    for (const [name, at] of pictured) {
      await reader.goto(at, { waitUntil: 'networkidle' })
      await take(reader, name)
    }
    await context.close()
    await program.as(browser!, ana, options, async (page) => {
      await openDesk(page)
      await take(page, 'desk')
    })
  }
})

test('no request met a bug on the way', () => {
  expect(program.failures).toEqual([])
})
