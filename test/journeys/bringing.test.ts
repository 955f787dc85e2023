import { writeXlsx } from 'hucre/xlsx'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { systemClock } from '../../app/platform/clock.ts'
import { importLandscape } from '../../app/workbench/landscape/import-landscape.ts'
import { arrabidaCoast } from '../../db/seeds/arrabida-coast.ts'
import { barriersOn, sidewaysOverflow } from '../support/accessibility.ts'
import { openBrowser } from '../support/browser.ts'
import { runningProgram } from '../support/running-program.ts'

const browser = await openBrowser()
const program = await runningProgram(systemClock)
afterAll(() => browser?.close())

const email = 'convener@example.org'
const pictures = process.env['ECOTONE_PICTURES']
const wide = { width: 1440, height: 900 }
const phone = { width: 390, height: 844 }

beforeAll(async () => {
  const convener = await program.letIn(email)
  const drawn = arrabidaCoast({ day: systemClock.now().toISOString().slice(0, 10) })
  await importLandscape(program.db, systemClock, convener, { drawn })
}, 60_000)

/** Tables nobody but their author can read: no heading is a word that we know. */
const folk = [
  ['who is it', 'crew or kitchen', 'what they do', 'village', 'shoe size', 'remark'],
  ['Zulmira', 'low tide', 'gathers', 'estuary', 38, 'knows every channel'],
  ['Nurse M', 'health centre', 'nurses', 'cape', 40, null],
  ['Perpétua', 'kitchens|choir', 'cooks', 'estuary', 37, 'sings on Thursdays'],
  [null, 'choir', null, null, null, 'who was this?'],
  ['רחל', 'choir', 'cooks', 'cape', null, null],
]
const pairs = [
  ['one', 'other', 'how much', 'met'],
  ['Zulmira', 'Nurse M', 3, '2021-05-01'],
  ['Perpétua', 'רחל', 1, null],
  ['Perpétua', 'Somebody else', 2, null],
]

async function send(page: Page, files: { name: string; mimeType: string; buffer: Buffer }[]): Promise<void> {
  await page.goto('/landscapes/bring')
  await page.getByLabel('Files').setInputFiles(files)
  await page.getByRole('button', { name: 'See what is in them' }).click()
  await page.waitForURL(/\/landscapes\/bring\/[0-9a-f-]+/)
}

async function village(name: string) {
  const bytes = await writeXlsx({
    sheets: [
      { name: 'Folk', rows: folk },
      { name: 'Who knows whom', rows: pairs },
    ],
  })
  return {
    name,
    mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    buffer: Buffer.from(bytes),
  }
}

async function picture(page: Page, name: string): Promise<void> {
  if (pictures) await page.screenshot({ path: `${pictures}/${name}.jpg`, type: 'jpeg', quality: 84 })
}

async function isFit(page: Page, name: string): Promise<void> {
  expect(await barriersOn(page), name).toEqual([])
  expect(await sidewaysOverflow(page), name).toBe(0)
}

const choices: [label: string, role: string][] = [
  ['who is it', 'name'],
  ['crew or kitchen', 'group'],
  ['what they do', 'side'],
  ['village', 'place'],
  ['shoe size', ''],
  ['remark', 'keep'],
  ['one', 'from'],
  ['other', 'to'],
  ['how much', 'weight'],
  ['met', 'since'],
]

describe.skipIf(!browser)('a workbook whose columns only its author knows', () => {
  test('comes in with JavaScript switched off: choose, look, bring', { timeout: 120_000 }, async () => {
    await program.as(browser!, email, { viewport: wide, javaScriptEnabled: false }, async (page) => {
      await send(page, [await village('village.xlsx')])
      await page.getByRole('heading', { name: 'Which column is which?' }).waitFor()
      for (const [label, role] of choices) await page.getByLabel(label, { exact: true }).selectOption(role)
      await page.getByRole('button', { name: 'Look again' }).click()
      await page.getByRole('heading', { name: 'The first rows, as they would be taken' }).waitFor()
      await page.getByText('what they do: gathers').waitFor()
      await page.getByText('remark: knows every channel').waitFor()
      await page.getByText('village.xlsx/Folk, row 5').first().waitFor()
      await page.getByText('there is no person “Somebody else”').first().waitFor()
      await page.getByLabel('shoe size', { exact: true }).last().check()
      await page.getByRole('button', { name: 'Look again' }).click()
      await page.getByText('shoe size: 38').waitFor()
      await page.getByLabel('Name of the landscape').fill('The village')
      await page.getByLabel(/should this be mapped at all/).check()
      await page.getByRole('button', { name: /Bring it in/ }).click()
      await page.waitForURL('**/landscapes/the-village/**')
    })
    const { rows } = await program.owner.query(
      `select (select count(*)::int from participant p where p.landscape_id = l.id) as people,
        (select count(*)::int from tie t where t.landscape_id = l.id) as ties,
        (select count(*)::int from custom_field f where f.landscape_id = l.id) as custom
       from landscape l where slug = 'the-village'`,
    )
    expect(rows).toEqual([{ people: 4, ties: 2, custom: 3 }])
    expect(program.failures).toEqual([])
  })

  test('is remembered on a phone, and its bad rows are taken by keyboard', { timeout: 120_000 }, async () => {
    await program.as(browser!, email, { viewport: phone }, async (page) => {
      await send(page, [await village('next-year.xlsx')])
      await page.getByText('as you chose the last time').waitFor()
      await isFit(page, 'remembered')
      const link = page.getByRole('link', { name: /rows that do not come in as a CSV/ })
      await link.focus()
      const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')])
      expect(download.suggestedFilename()).toBe('mend.csv')
      await page.locator('summary', { hasText: 'Which column is which?' }).focus()
      await page.keyboard.press('Enter')
      await page.keyboard.press('Tab')
      expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('t0header')
    })
    expect(program.failures).toEqual([])
  })

  test.each([wide, phone])(
    'has no barrier and no sideways scrolling at $width pixels',
    { timeout: 120_000 },
    async (viewport) => {
      await program.as(browser!, email, { viewport }, async (page) => {
        await page.goto('/landscapes/bring')
        await isFit(page, 'bring')
        await program.owner.query('delete from column_choice')
        await send(page, [await village('village.xlsx')])
        await page.getByRole('heading', { name: 'Which column is which?' }).waitFor()
        await isFit(page, 'choosing')
        for (const [label, role] of choices) await page.getByLabel(label, { exact: true }).selectOption(role)
        await page.getByRole('button', { name: 'Look again' }).click()
        await page.getByRole('heading', { name: 'The first rows, as they would be taken' }).waitFor()
        await isFit(page, 'chosen')
      })
      expect(program.failures).toEqual([])
    },
  )

  test('a landscape is taken away in each format from one page', { timeout: 120_000 }, async () => {
    for (const viewport of [wide, phone]) {
      await program.as(browser!, email, { viewport }, async (page) => {
        await page.goto('/landscapes/arrabida-coast')
        await page.getByRole('link', { name: 'Take it away' }).click()
        await page.getByRole('heading', { name: 'Take this landscape away' }).waitFor()
        await isFit(page, 'take away')
        const [download] = await Promise.all([
          page.waitForEvent('download'),
          page.getByRole('link', { name: 'Take away (.gexf)' }).click(),
        ])
        expect(download.suggestedFilename()).toBe('arrabida-coast.gexf')
      })
    }
    expect(program.failures).toEqual([])
  })

  test.runIf(pictures)('has its pictures taken', { timeout: 300_000 }, async () => {
    const looks = [
      { look: 'wide-light', colorScheme: 'light', viewport: wide },
      { look: 'wide-dark', colorScheme: 'dark', viewport: wide },
      { look: 'phone-light', colorScheme: 'light', viewport: phone },
    ] as const
    await program.owner.query('delete from column_choice')
    for (const { look, ...options } of looks) {
      await program.as(browser!, email, options, async (page) => {
        await page.goto('/landscapes/bring')
        await picture(page, `bring-${look}`)
        await send(page, [await village('village.xlsx')])
        await picture(page, `bring-columns-${look}`)
        for (const [label, role] of choices) await page.getByLabel(label, { exact: true }).selectOption(role)
        await page.getByRole('button', { name: 'Look again' }).click()
        await page.getByRole('heading', { name: 'The first rows, as they would be taken' }).waitFor()
        await picture(page, `bring-preview-${look}`)
        await page.goto('/landscapes/arrabida-coast/export')
        await picture(page, `take-away-${look}`)
      })
    }
  })
})
