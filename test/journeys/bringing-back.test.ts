import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { systemClock } from '../../app/platform/clock.ts'
import { bringLandscape } from '../../app/workbench/landscape/bring-landscape.fixture.ts'
import { valleyDrawing } from '../../app/workbench/landscape/valley.fixture.ts'
import { barriersOn, sidewaysOverflow } from '../support/accessibility.ts'
import { openBrowser } from '../support/browser.ts'
import { runningProgram } from '../support/running-program.ts'

const browser = await openBrowser()
const program = await runningProgram(systemClock)
afterAll(() => browser?.close())

const ana = 'ana@example.org'
const sizes = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
]
const root = '/landscapes/valley'

beforeAll(async () => {
  const who = await program.letIn(ana)
  await bringLandscape({ db: program.db, clock: systemClock }, who, { drawn: valleyDrawing() })
}, 60_000)

/** Neither barrier nor sideways scrolling, at both widths. */
async function isOpen(page: Page): Promise<void> {
  for (const size of sizes) {
    await page.setViewportSize(size)
    expect(await barriersOn(page)).toEqual([])
    expect(await sidewaysOverflow(page)).toBe(0)
  }
}

describe.skipIf(!browser)('undoing', () => {
  test('somebody is taken out and brought back, and a page from before says what became of them', {
    timeout: 120_000,
  }, async () => {
    await program.as(browser!, ana, { viewport: sizes[0]! }, async (page) => {
      const stale = await page.context().newPage()
      await stale.goto(`${root}/people/marta/join?with=rosa`)

      await page.goto(`${root}/drawing/person/marta/remove`)
      await isOpen(page)
      await page.fill('[name=why]', 'moved away')
      await page.locator('main form button').click()
      await page.waitForURL('**/landscape?view=people**')
      expect(await page.locator('main').innerText()).not.toContain('Call marta')

      await stale.locator('main form button').last().click()
      await stale.locator('h1').waitFor()
      expect(await stale.locator('main').innerText()).toContain('no longer here')
      await isOpen(stale)

      await stale.getByRole('link', { name: 'See what changed' }).click()
      await stale.waitForURL('**/history')
      const deed = stale.locator('.deed').first()
      expect(await deed.innerText()).toMatch(/Taken out: somebody withdrawn[\s\S]*Can be undone until/)
      await isOpen(stale)
      await deed.locator('button').click()
      await stale.waitForURL('**/history?undone=yes')
      await page.goto(`${root}/people/marta`)
      expect(await page.locator('h1').innerText()).toBe('Call marta')
    })
  })

  test('the page of routes for programs is read by anybody, on a phone as well', { timeout: 120_000 }, async () => {
    await program.as(browser!, ana, { viewport: sizes[0]! }, async (page) => {
      await page.goto('/api')
      await isOpen(page)
      await page.goto(`${root}/practices/lab`)
      await isOpen(page)
    })
  })
})
