import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { systemClock } from '../../app/platform/clock.ts'
import { importLandscape } from '../../app/workbench/landscape/import-landscape.ts'
import { askForOpportunities } from '../../app/workbench/opportunities/ask-for-opportunities.ts'
import { arrabidaCoast } from '../../db/seeds/arrabida-coast.ts'
import { barriersOn, sidewaysOverflow } from '../support/accessibility.ts'
import { openBrowser } from '../support/browser.ts'
import { runningProgram } from '../support/running-program.ts'

const browser = await openBrowser({ graphics: 'tests' })
const program = await runningProgram(systemClock)
afterAll(() => browser?.close())

const email = 'convener@example.org'
const coast = '/landscapes/arrabida-coast'

beforeAll(async () => {
  const convener = await program.letIn(email)
  const drawn = arrabidaCoast({ day: systemClock.now().toISOString().slice(0, 10) })
  await importLandscape(program.db, systemClock, convener, { drawn, example: false })
  await askForOpportunities(program.db, systemClock, convener, { landscape: 'arrabida-coast' })
  const done = async () => (await program.owner.query("select 1 from snapshot where state = 'done'")).rowCount === 1
  for (let waited = 0; waited < 100 && !(await done()); waited++)
    await new Promise((resolve) => setTimeout(resolve, 300))
}, 60_000)

/** Presses a key until something has the focus, as somebody does who cannot use a mouse. */
async function pressUntil(page: Page, key: string, wanted: string, most = 60): Promise<void> {
  for (let pressed = 0; pressed < most; pressed += 1) {
    await page.keyboard.press(key)
    if (await page.evaluate((selector) => document.activeElement?.matches(selector) ?? false, wanted)) return
  }
  throw new Error(`${key} did not come to ${wanted}`)
}

describe.skipIf(!browser)('the living map', () => {
  test('leads by keyboard alone from a clearing to why it is there, and from a hill to a space with its people', {
    timeout: 240_000,
  }, async () => {
    await program.as(browser!, email, { viewport: { width: 1440, height: 900 } }, async (page) => {
      await page.goto(`${coast}/landscape?boundary=ridge`)
      await page.waitForSelector('living-map.is-living', { timeout: 60_000 })
      expect(await barriersOn(page)).toEqual([])
      expect(await sidewaysOverflow(page)).toBe(0)

      await pressUntil(page, 'Tab', 'a.map-link-clearing')
      await page.keyboard.press('Enter')
      const chosen = page.locator('.map-chosen')
      await chosen.waitFor()
      expect(await barriersOn(page)).toEqual([])
      await pressUntil(page, 'Tab', '.map-chosen a.button-primary')
      await page.keyboard.press('Enter')
      await page.getByRole('heading', { name: 'What would change our mind' }).waitFor({ timeout: 30_000 })

      await page.goBack()
      await page.waitForSelector('living-map.is-living', { timeout: 60_000 })
      await pressUntil(page, 'Tab', 'a.map-link-hill')
      await page.keyboard.press('ArrowRight')
      await page.keyboard.press('Enter')
      await pressUntil(page, 'Tab', '.map-chosen button.button-plain:not([data-do])')
      await page.keyboard.press('Enter')
      await page.getByText(/^\d+ people on 1 hill$/).waitFor()
      await pressUntil(page, 'Tab', '.map-chosen a.button-plain')
      await page.keyboard.press('Enter')
      await page.getByLabel('The question').waitFor({ timeout: 30_000 })
      expect(new URL(page.url()).searchParams.getAll('person').length).toBeGreaterThan(1)
      await pressUntil(page, 'Tab', 'textarea[name="question"], input[name="question"]')
      await page.keyboard.type('Who hears first that the beds are closed?')
      await page.keyboard.press('Tab')
      await pressUntil(page, 'Tab', 'button[type="submit"]:not([name])')
      await page.keyboard.press('Enter')
      await page.waitForURL(/\/spaces\/[^/]+$/, { timeout: 30_000 })
      await page.getByText('Who hears first that the beds are closed?').first().waitFor()
    })
    expect(program.failures).toEqual([])
  })

  test('shows another boundary in place, at the same view and with the same choice, and Back leads to the one before', {
    timeout: 120_000,
  }, async () => {
    await program.as(browser!, email, { viewport: { width: 1440, height: 900 } }, async (page) => {
      await page.goto(`${coast}/landscape?boundary=ridge`)
      await page.waitForSelector('living-map.is-living', { timeout: 60_000 })
      await page.locator('a.map-link-hill').first().click()
      await page.locator('.map-chosen').waitFor()
      const title = await page.locator('[data-chosen="title"]').textContent()
      await page.evaluate(() => Object.assign(window, { same: true }))
      const legend = () => page.locator('.landscape-legend .legend-sides').textContent()
      const before = await legend()
      await page.locator('[data-boundaries] a', { hasText: 'Ways of knowing' }).click()
      await page.waitForURL((url) => url.searchParams.get('boundary') !== 'ridge')
      await page.locator('[data-boundaries] [aria-current]', { hasText: 'Ways of knowing' }).waitFor()
      expect(await legend()).not.toBe(before)
      await page.locator('.map-signs .map-boundary-name', { hasText: 'Ways of knowing' }).waitFor()
      expect(await page.locator('[data-chosen="title"]').textContent()).toBe(title)
      await expect.poll(() => page.locator('living-map').getAttribute('class')).toBe('is-living')
      expect(await barriersOn(page)).toEqual([])
      await page.goBack()
      await page.locator('.map-signs .map-boundary-name', { hasText: 'The ridge between' }).waitFor()
      expect(await legend()).toBe(before)
      expect(await page.evaluate(() => 'same' in window)).toBe(true)
    })
    expect(program.failures).toEqual([])
  })

  test('is walked on a phone: a tap brings up what a hill is, over the map and without a barrier', {
    timeout: 120_000,
  }, async () => {
    const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }
    await program.as(browser!, email, phone, async (page) => {
      await page.goto(`${coast}/landscape?boundary=wage`)
      await page.waitForSelector('living-map.is-living', { timeout: 60_000 })
      const head = await page.locator('.landscape-head').boundingBox()
      expect(head!.height).toBeLessThan(120)
      await page.locator('a.map-link-clearing').first().tap()
      await page.locator('.map-chosen').waitFor()
      const sheet = page.locator('.map-sheet')
      await expect.poll(async () => (await sheet.boundingBox())!.height).toBeGreaterThan(300)
      const box = await sheet.boundingBox()
      expect(Math.round(box!.y + box!.height)).toBe(844)
      expect(await barriersOn(page)).toEqual([])
      expect(await sidewaysOverflow(page)).toBe(0)
      await page.locator('.map-chosen [data-do="leave"]').tap()
      await expect.poll(async () => Math.round((await sheet.boundingBox())!.height)).toBe(96)

      // by keyboard up to all of it and back, and by a finger
      const grip = page.locator('.map-sheet-grip')
      await grip.press('ArrowUp')
      await grip.press('ArrowUp')
      await expect.poll(async () => (await sheet.boundingBox())!.height).toBeGreaterThan(700)
      expect(await grip.textContent()).toBe('Back to the map')
      await grip.press('Enter')
      await expect.poll(async () => Math.round((await sheet.boundingBox())!.height)).toBe(96)
      await page.mouse.move(195, 760)
      await page.mouse.down()
      await page.mouse.move(195, 420, { steps: 5 })
      await page.waitForTimeout(900)
      await page.mouse.up()
      expect(await sheet.getAttribute('data-height')).toBe('half')

      await page.locator('.head-fold summary').tap()
      const ways = page.getByRole('navigation', { name: 'How to see it' })
      await ways.getByRole('link', { name: 'People', exact: true }).waitFor()
      expect(await barriersOn(page)).toEqual([])
    })
    expect(program.failures).toEqual([])
  })

  test('says everything below the drawing on a phone without JavaScript', { timeout: 60_000 }, async () => {
    const phone = { viewport: { width: 390, height: 844 }, javaScriptEnabled: false }
    await program.as(browser!, email, phone, async (page) => {
      await page.goto(`${coast}/landscape?boundary=wage`)
      expect(await page.locator('.map-sheet-grip').isVisible()).toBe(false)
      const map = await page.locator('living-map').boundingBox()
      const words = await page.locator('#map-in-words').boundingBox()
      expect(words!.y).toBeGreaterThan(map!.y + map!.height)
      await page.locator('.head-fold summary').click()
      expect(await page.getByRole('link', { name: 'Crossings' }).isVisible()).toBe(true)
      expect(await sidewaysOverflow(page)).toBe(0)
    })
  })
})
