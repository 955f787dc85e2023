import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { systemClock } from '../../app/platform/clock.ts'
import { bringLandscape } from '../../app/workbench/landscape/bring-landscape.fixture.ts'
import { drawnLandscape } from '../../app/workbench/landscape/landscape.ts'
import { valleyDrawing } from '../../app/workbench/landscape/valley.fixture.ts'
import { barriersOn, sidewaysOverflow } from '../support/accessibility.ts'
import { openBrowser } from '../support/browser.ts'
import { runningProgram } from '../support/running-program.ts'

const browser = await openBrowser()
const program = await runningProgram(systemClock)
afterAll(() => browser?.close())

const [ana, rui] = ['ana@example.org', 'rui@example.org']
const landscape = '/landscapes/valley/landscape?boundary=ridge&view='
let valley = { id: '', who: { id: '' } }

beforeAll(async () => {
  const who = await program.letIn(ana)
  const other = await program.letIn(rui)
  const brought = await bringLandscape({ db: program.db, clock: systemClock }, who, { drawn: valleyDrawing() })
  valley = { id: brought.id, who }
  await program.owner.query("insert into convener values ($1, $2, 'convener')", [brought.id, other.id])
}, 60_000)

const drawn = () => program.db.as({ kind: 'person', id: valley.who.id }, (tx) => drawnLandscape(tx, valley))
const said = (page: Page, words: string) =>
  page
    .locator('.table-said')
    .filter({ hasText: new RegExp(`^${words}`) })
    .waitFor()
const cell = (page: Page, thing: string, column: string) =>
  page.locator(
    `td:has([data-thing="${thing}"][data-cell="${column}"]), th:has([data-thing="${thing}"][data-cell="${column}"])`,
  )

/** Puts a block onto the clipboard and pastes it where the focus is, as Ctrl+V does. */
async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate((copied) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', copied)
    document.activeElement?.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
    )
  }, text)
}

describe.skipIf(!browser)('the tables', () => {
  test('are worked in by keyboard alone: cells are changed, thirty lines pasted, and all of it undone', {
    timeout: 180_000,
  }, async () => {
    const before = await drawn()
    await program.as(browser!, ana, { viewport: { width: 1440, height: 900 } }, async (page) => {
      await page.goto(`${landscape}people`)
      await page.locator('table-cells.is-live').waitFor()
      expect(await barriersOn(page)).toEqual([])
      expect(await page.locator('[role=grid] [tabindex="0"]').count()).toBe(1)

      // from the box of the first row to its groups, which are changed with the help of what is offered
      await page.locator('[role=grid] [tabindex="0"]').focus()
      await page.keyboard.press('ArrowRight')
      await page.keyboard.press('ArrowRight')
      await page.keyboard.press('Enter')
      await page.keyboard.type(' | lab')
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('Enter')
      expect(await barriersOn(page)).toEqual([])
      await page.keyboard.press('Tab')
      await said(page, 'Saved: Groups')
      expect((await drawn()).memberships.filter(({ person }) => person === 'joel')).toHaveLength(2)

      // what cannot be says why in the cell, and keeps what was typed
      await page.keyboard.press('ArrowRight')
      await page.keyboard.type('the sea')
      await page.keyboard.press('Enter')
      await page.getByText('“the sea” is none of these: cape, city, ?.').first().waitFor()
      expect(await page.locator('input[aria-invalid]').inputValue()).toBe('the sea')
      expect(await barriersOn(page)).toEqual([])
      await page.locator('input[aria-invalid]').focus()
      await page.keyboard.press('Escape')

      const lines = Array.from({ length: 30 }, (_, nth) => `Rower ${nth + 1}\tThe rowers\t${nth % 2 ? 'cape' : 'city'}`)
      await paste(page, ['name\tgroup\tside', ...lines].join('\n'))
      await page.getByText('30 people come in.').waitFor()
      expect(await barriersOn(page)).toEqual([])
      await page.keyboard.press('Tab')
      await page.getByRole('button', { name: 'Keep it' }).press('Enter')
      await said(page, 'Kept what was pasted')
      await page.getByText('34 of 34 rows').waitFor()
      expect((await drawn()).people).toHaveLength(34)

      await page.keyboard.press('Control+z')
      await said(page, 'Undone')
      await page.getByText('4 of 4 rows').waitFor()
      await page.keyboard.press('Control+z')
      await said(page, 'Undone: Groups')
      expect(await drawn()).toEqual(before)
    })
    expect(program.failures).toEqual([])
  })

  test('show what others change around the cell that one is at, and both when two wrote the same; nothing is lost offline', {
    timeout: 180_000,
  }, async () => {
    await program.as(browser!, ana, { viewport: { width: 1440, height: 900 } }, async (mine) => {
      await program.as(browser!, rui, { viewport: { width: 390, height: 844 } }, async (his) => {
        for (const page of [mine, his]) {
          await page.goto(`${landscape}practices`)
          await page.locator('table-cells.is-live').waitFor()
        }
        expect(await sidewaysOverflow(his)).toBe(0)
        await cell(his, 'lab', 'name').focus()
        await his.keyboard.type('Laboratory')
        await cell(mine, 'lab', 'name').focus()
        await mine.keyboard.type('The marine lab')
        await mine.keyboard.press('Enter')
        await said(mine, 'Saved')
        await cell(mine, 'crews', 'kind').focus()
        await mine.keyboard.press('F2')
        await mine.keyboard.press('ArrowDown')
        await mine.keyboard.press('Enter')
        // his cell is not disturbed while the other one comes in
        await cell(his, 'crews', 'kind').filter({ hasText: 'organisation' }).waitFor()
        expect(await his.locator('.cell-input').inputValue()).toBe('Laboratory')
        await his.keyboard.press('Enter')
        await his.getByText('Stands there now').waitFor()
        await cell(his, 'lab', 'name').getByText('The marine lab').waitFor()
        expect(await barriersOn(his)).toEqual([])
        await his.getByRole('button', { name: 'Keep mine' }).press('Enter')
        await said(his, 'Saved')
        await cell(mine, 'lab', 'name').filter({ hasText: 'Laboratory' }).waitFor()

        await mine.context().setOffline(true)
        await cell(mine, 'lab', 'does').focus()
        await mine.keyboard.type('They count fish')
        await mine.keyboard.press('Tab')
        await mine.getByText('Not saved yet').first().waitFor()
        await mine.context().setOffline(false)
        await said(mine, 'Saved')
        expect((await drawn()).practices.find(({ id }) => id === 'lab')).toMatchObject({
          name: 'Laboratory',
          does: 'They count fish',
        })
      })
    })
    expect(program.failures).toEqual([])
  })
})
