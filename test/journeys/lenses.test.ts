import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { systemClock } from '../../app/platform/clock.ts'
import { importLandscape } from '../../app/workbench/landscape/import-landscape.ts'
import { arrabidaCoast } from '../../db/seeds/arrabida-coast.ts'
import { barriersOn, sidewaysOverflow } from '../support/accessibility.ts'
import { openBrowser } from '../support/browser.ts'
import { runningProgram } from '../support/running-program.ts'

const browser = await openBrowser({ graphics: 'tests' })
const program = await runningProgram(systemClock)
afterAll(() => browser?.close())

const email = 'convener@example.org'
const coast = '/landscapes/arrabida-coast/landscape'

beforeAll(async () => {
  const convener = await program.letIn(email)
  const drawn = arrabidaCoast({ day: systemClock.now().toISOString().slice(0, 10) })
  await importLandscape(program.db, systemClock, convener, { drawn, example: false })
}, 60_000)

describe.skipIf(!browser)('a lens', () => {
  test('is put on by keyboard, and the living map stays where one looked', { timeout: 240_000 }, async () => {
    await program.as(browser!, email, { viewport: { width: 1440, height: 900 } }, async (page) => {
      await page.goto(`${coast}?boundary=ridge&at=20,10,2.4`)
      await page.waitForSelector('living-map.is-living', { timeout: 60_000 })
      expect(await page.locator('.map-plate').count()).toBe(0)
      await page.locator('.look-control > summary').focus()
      await page.keyboard.press('Enter')
      await page.keyboard.press('Tab')
      expect(await page.evaluate(() => document.activeElement?.id)).toBe('look-lens')
      await page.locator('#look-lens').selectOption({ label: 'Heat on deck, in kitchens and in bedrooms' })
      expect(await barriersOn(page)).toEqual([])
      await page.locator('.look-panel button[type="submit"]').press('Enter')
      await page.waitForURL((url) => url.searchParams.get('lens') === 'concern:heat')
      const { searchParams } = new URL(page.url())
      expect([searchParams.get('boundary'), searchParams.get('at')]).toEqual(['ridge', '20.0,10.0,2.400'])
      await page.waitForSelector('living-map.is-living', { timeout: 60_000 })
      await page.locator('.map-signs .map-plate').first().waitFor()
      expect(await page.locator('.map-signs .map-lens-ring').count()).toBe(1)
      expect(await barriersOn(page)).toEqual([])
      expect(await sidewaysOverflow(page)).toBe(0)
      // a look to another boundary keeps the lens
      await page.getByRole('link', { name: 'Ways of knowing' }).click()
      await page.waitForURL((url) => url.searchParams.get('boundary') === 'knowing')
      expect(new URL(page.url()).searchParams.get('lens')).toBe('concern:heat')
    })
    expect(program.failures).toEqual([])
  })

  test('and a filter are chosen on a phone, where the head stays small', { timeout: 120_000 }, async () => {
    const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }
    await program.as(browser!, email, phone, async (page) => {
      await page.goto(`${coast}?lens=measure:reach&only=kind:community`)
      await page.waitForSelector('living-map.is-living', { timeout: 60_000 })
      expect((await page.locator('.landscape-head').boundingBox())!.height).toBeLessThan(120)
      expect(await page.locator('.look-said').textContent()).toBe('What reaches it · 4 of 14 groups')
      expect(await barriersOn(page)).toEqual([])
      await page.locator('.head-fold summary').tap()
      await page.locator('.look-control > summary').tap()
      await page.locator('#look-lens').waitFor()
      expect(await barriersOn(page)).toEqual([])
      expect(await sidewaysOverflow(page)).toBe(0)
      await page.getByRole('link', { name: 'Take both off' }).tap()
      await page.waitForURL((url) => url.search === '')
    })
    expect(program.failures).toEqual([])
  })

  test('and a filter work without JavaScript, as form, map and table', { timeout: 60_000 }, async () => {
    await program.as(
      browser!,
      email,
      { viewport: { width: 390, height: 844 }, javaScriptEnabled: false },
      async (page) => {
        await page.goto(coast)
        await page.locator('.head-fold summary').click()
        await page.locator('.look-control > summary').click()
        await page.locator('#look-lens').selectOption('equal')
        await page.getByText('Kinds', { exact: true }).click()
        await page.getByLabel('institution', { exact: true }).check()
        await page.locator('.look-panel button[type="submit"]').click()
        await page.waitForURL((url) => url.searchParams.get('lens') === 'equal')
        expect(new URL(page.url()).searchParams.getAll('only')).toContain('kind:institution')
        await page.getByText('4 of 14 groups and', { exact: false }).first().waitFor()
        expect(await page.locator('.landscape-compact .map-veil').count()).toBe(1)
        expect(await sidewaysOverflow(page)).toBe(0)
      },
    )
  })
})
