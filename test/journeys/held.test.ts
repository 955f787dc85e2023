import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { systemClock } from '../../app/platform/clock.ts'
import { uuidv7 } from '../../app/platform/uuid.ts'
import { type Valley, valleyWithMarta } from '../../app/workbench/held/held.fixture.ts'
import { barriersOn, sidewaysOverflow } from '../support/accessibility.ts'
import { openBrowser } from '../support/browser.ts'
import { runningProgram } from '../support/running-program.ts'

const browser = await openBrowser()
const program = await runningProgram(systemClock)
afterAll(() => browser?.close())

const ana = 'ana@example.org'
const phone = { width: 390, height: 844 }
const desk = { width: 1440, height: 900 }
/** As long as words get in Portuguese. */
const long = 'Otorrinolaringologista-anticonstitucionalissimamente-das-águas'
let valley: Valley

beforeAll(async () => {
  const who = await program.letIn(ana)
  const rui = uuidv7()
  await program.owner.query("insert into person (id, name) values ($1, 'Rui')", [rui])
  valley = await valleyWithMarta(program.owner, who.id, rui)
  await program.owner.query('update practice set name = $1 where landscape_id = $2', [long, valley.id])
  await program.owner.query('update placeholder_label set label = $1 where person_id = $2', [long, valley.people.marta])
}, 60_000)

/** Neither barrier nor sideways scrolling, at both widths. */
async function isOpen(page: Page): Promise<void> {
  for (const size of [desk, phone]) {
    await page.setViewportSize(size)
    expect(await barriersOn(page)).toEqual([])
    expect(await sidewaysOverflow(page)).toBe(0)
  }
}

/** The code of one printed card, as Ana makes it and sees it once. */
async function printedCode(page: Page): Promise<string> {
  await page.goto('/landscapes/valley/people/p001')
  await page.getByRole('link', { name: 'A card or a link for them' }).click()
  await page.waitForURL('**/cards?person=p001')
  await isOpen(page)
  await page.selectOption('select[name=language]', 'pt')
  await page.getByRole('button', { name: 'Make them' }).click()
  const code = page.locator('.paper-code')
  await code.waitFor()
  await isOpen(page)
  return code.innerText()
}

describe.skipIf(!browser)('what is held about me', () => {
  test('E17: from a printed card to everything seen, one thing taken away, hidden, and gone, on a phone', {
    timeout: 240_000,
  }, async () => {
    let code = ''
    await program.as(browser!, ana, { viewport: desk }, async (page) => {
      code = await printedCode(page)
    })
    const context = await browser!.newContext({
      baseURL: program.origin,
      viewport: phone,
      locale: 'pt',
      reducedMotion: 'reduce',
    })
    const page = await context.newPage()
    page.setDefaultTimeout(90_000)
    await page.goto('/held')
    await isOpen(page)
    // by keyboard alone, in small letters and without dashes
    await page.locator('[name=code]').focus()
    await page.keyboard.type(code.toLowerCase().replaceAll('-', ' '))
    await page.keyboard.press('Enter')
    await page.waitForURL('**/held/of/valley')
    await isOpen(page)
    const main = page.locator('main')
    for (const said of ['Marta Brandão', long, 'Rosa', 'alguém que não aceitou'])
      expect(await main.innerText()).toContain(said)

    await main.locator('a[href*="/said/group/"]').click()
    await isOpen(page)
    await page.getByRole('button', { name: 'Sim, retirar' }).click()
    await page.waitForURL('**/held/of/valley?done=taken')
    expect(await main.locator('a[href*="/said/group/"]').count()).toBe(0)

    await page.getByRole('link', { name: 'O que se mostra de mim' }).click()
    await isOpen(page)
    await page.locator('[name=map][value=hidden]').check()
    await page.locator('main form button').last().click()
    await page.waitForURL('**/held/of/valley?done=saved')
    await isOpen(page)

    await page.getByRole('link', { name: 'Sair deste mapa' }).click()
    await isOpen(page)
    await page.fill('[name=word]', 'apagar')
    await page.locator('main form button').click()
    await page.getByRole('heading', { name: 'Já não está aqui' }).waitFor()
    await isOpen(page)
    await page.goto('/held/of/valley')
    expect(new URL(page.url()).pathname).toBe('/held')
    await context.close()
    const { rowCount } = await program.owner.query('select from person where id = $1', [valley.people.marta])
    expect(rowCount).toBe(0)
    expect(program.failures).toEqual([])
  })

  test('without JavaScript everything is there as well', { timeout: 120_000 }, async () => {
    let code = ''
    await program.as(browser!, ana, { viewport: desk, javaScriptEnabled: false }, async (page) => {
      await page.goto('/landscapes/valley/cards?person=p002')
      await page.getByRole('button', { name: 'Make them' }).click()
      code = await page.locator('.paper-code').innerText()
    })
    const context = await browser!.newContext({ baseURL: program.origin, viewport: phone, javaScriptEnabled: false })
    const page = await context.newPage()
    await page.goto(`/held/open?code=${code.replaceAll('-', '')}`)
    await page.getByRole('button', { name: 'Open' }).click()
    await page.waitForURL('**/held/of/valley')
    expect(await page.locator('main').innerText()).toContain('Rosa')
    await page.getByRole('button', { name: 'Close this page' }).click()
    await page.waitForURL('**/held')
    await context.close()
  })
})
