import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, describe, expect, test } from 'vitest'
import { sketchBoundary, sketchLines, sketchName, sketchRefusals, sketchTies } from '../../db/seeds/first-sketch.ts'
import { barriersOn, sidewaysOverflow } from '../support/accessibility.ts'
import { openBrowser } from '../support/browser.ts'
import { runningProgram } from '../support/running-program.ts'

const browser = await openBrowser()
const program = await runningProgram()
const folder = await mkdtemp(join(tmpdir(), 'ecotone-device-'))
afterAll(async () => {
  await browser?.close()
  await rm(folder, { recursive: true, force: true })
})

const groupOf = new Map(sketchLines.map((line) => line.split(', ') as [string, string]))

async function look(page: Page, name: string) {
  expect(await barriersOn(page), name).toEqual([])
  expect(await sidewaysOverflow(page), name).toBe(0)
}

/** Presses Enter on a button or link, as somebody without a mouse does. */
async function press(page: Page, name: string | RegExp, role: 'button' | 'link' = 'button') {
  await page.locator('main').getByRole(role, { name }).first().focus()
  await page.keyboard.press('Enter')
}

async function write(page: Page, label: string | RegExp, text: string) {
  await page.getByLabel(label).first().focus()
  await page.keyboard.insertText(text)
}

/** Ticks boxes by keyboard; no side at all is "don't know". */
async function standOn(page: Page, holder: string, sides: readonly string[]) {
  const row = page.getByRole('group', { name: holder, exact: true })
  for (const name of sides.length === 0 ? ['don’t know'] : sides) {
    await row.getByLabel(name, { exact: true }).focus()
    await page.keyboard.press('Space')
  }
}

async function sayTiesOf(page: Page, group: string, said: Set<string>) {
  const mine = [
    ...sketchTies.map(([one, other]) => ({ one, other, says: 'yes' })),
    ...sketchRefusals.map(([one, other]) => ({ one, other, says: 'no' })),
  ].filter(({ one, other }) => !said.has(`${one}+${other}`) && [groupOf.get(one), groupOf.get(other)].includes(group))
  let row = 0
  for (const { one, other, says } of mine) {
    said.add(`${one}+${other}`)
    if (groupOf.get(one) === groupOf.get(other)) {
      const both = page
        .getByRole('group', { name: `${one} and ${other}` })
        .or(page.getByRole('group', { name: `${other} and ${one}` }))
      await both.getByLabel(says, { exact: true }).check()
      continue
    }
    const [here, there] = groupOf.get(one) === group ? [one, other] : [other, one]
    const across = page.locator('.across').nth(row++)
    await across.getByLabel('Who here').selectOption({ label: here })
    await across.getByLabel('With whom').selectOption({ label: there })
    await across.getByLabel(says, { exact: true }).check()
  }
}

/** A page of nobody in particular, and every request it makes. */
async function openPage(of: Browser, options: BrowserContextOptions = {}) {
  const context = await of.newContext({
    baseURL: program.origin,
    viewport: { width: 390, height: 844 },
    reducedMotion: 'reduce',
    acceptDownloads: true,
    ...options,
  })
  const page = await context.newPage()
  page.setDefaultTimeout(90_000)
  const asked: string[] = []
  const complaints: string[] = []
  page.on('request', (request) => asked.push(`${request.method()} ${new URL(request.url()).pathname}`))
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  page.on('pageerror', (error) => complaints.push(error.message))
  return { context, page, asked, complaints }
}

async function drawTheSketch(page: Page) {
  await press(page, 'Start a new sketch', 'link')
  await press(page, 'Next')
  await page.getByText('Give it a name').first().waitFor()
  await look(page, 'new, refused')
  await write(page, 'What do you call this landscape?', sketchName)
  await write(page, 'What difference do you hope for?', 'That people hear of it in time.')
  await page.getByLabel(/^Yes/).focus()
  await page.keyboard.press('Space')
  await press(page, 'Next')

  await write(page, /One line each/, [...sketchLines.slice(0, 16), ', nobody', ...sketchLines.slice(16)].join('\n'))
  await press(page, 'See what is understood')
  await page.getByText('30 people, 10 groups').waitFor()
  await page.getByText('Line 17 not understood').waitFor()
  await look(page, 'people, understood')
  await press(page, 'Add these people')

  await page.getByRole('heading', { name: 'What divides them?' }).waitFor()
  await look(page, 'boundary')
  await write(page, 'In everyday words, what is it?', sketchBoundary.name)
  for (const [nth, side] of sketchBoundary.sides.entries()) await write(page, new RegExp(`^Side ${nth + 1}`), side)
  await press(page, 'Next')
  await page.getByRole('heading', { name: 'Where does each group stand?' }).waitFor()
  await look(page, 'groups')
  for (const [group, side] of Object.entries(sketchBoundary.groups)) await standOn(page, group, [side])
  await press(page, 'Next')
  await page.getByRole('heading', { name: 'Who is different from their group?' }).waitFor()
  for (const [person, sides] of Object.entries(sketchBoundary.exceptions)) await standOn(page, person, sides)
  await press(page, 'Next')

  const said = new Set<string>()
  const groups = [...new Set(groupOf.values())]
  for (const [nth, group] of groups.entries()) {
    await page.getByRole('heading', { name: new RegExp(`^${group}: group ${nth + 1} of ${groups.length}`) }).waitFor()
    if (nth === 0) await look(page, 'ties')
    await sayTiesOf(page, group, said)
    await press(page, 'Keep, and next group')
  }
  expect(said.size).toBe(sketchTies.length + sketchRefusals.length)
}

describe.skipIf(!browser)('a first sketch wholly in the browser, by keyboard, on a phone', () => {
  test('goes from nothing to a file that is brought in, and nothing leaves the page', {
    timeout: 240_000,
  }, async () => {
    const { context, page, asked, complaints } = await openPage(browser!)
    const answer = await page.goto('/sketch')
    expect(answer!.headers()['content-security-policy']).toContain("connect-src 'none'")
    await page.getByText('Everything is loaded').waitFor()
    await look(page, 'list')
    const loaded = asked.length
    await context.setOffline(true)

    await drawTheSketch(page)
    await page.getByText('Hills are groups.').waitFor()
    await look(page, 'map')
    expect(await page.locator('.device-map svg').count()).toBe(2)

    await press(page, 'See where a conversation could open', 'link')
    await page.getByText('From one person’s memory; nobody was asked yet.').first().waitFor()
    await look(page, 'openings')
    expect(await page.getByRole('link', { name: 'Read the card' }).count()).toBeGreaterThanOrEqual(3)
    await press(page, 'Read the card', 'link')
    await page.getByRole('heading', { name: 'How sure are we?' }).waitFor()
    await look(page, 'card')

    await page.getByText('I see it differently').click()
    await page.getByLabel('I know of two people who talk', { exact: true }).check()
    const ends = page.getByLabel(/^Somebody in/)
    await ends.nth(0).selectOption({ index: 1 })
    await ends.nth(1).selectOption({ index: 1 })
    await press(page, 'Change it and read again')
    await page.getByText('This reading follows one in which you saw a fact differently.').waitFor()
    await press(page, 'See the earlier reading', 'link')
    await page.getByText('This is an earlier reading').waitFor()
    await press(page, 'See the newest', 'link')
    await page.getByText('This reading follows one').waitFor()

    await press(page, 'Read the card', 'link')
    await press(page, 'Sketch a space here')
    await write(page, 'The question', 'Who tells whom that the water is bad?')
    await look(page, 'space')
    await press(page, 'Save as imagined')
    await page.getByRole('heading', { name: '3 things we do not know' }).waitFor()
    await page.getByRole('heading', { name: 'Whom to listen to first' }).waitFor()
    await look(page, 'summary')

    const waiting = page.waitForEvent('download')
    await press(page, 'Save as a file')
    const file = join(folder, 'sketch.zip')
    await (await waiting).saveAs(file)
    expect(
      asked.slice(loaded).filter((one) => !one.includes('/device-spotting-island')),
      'requests',
    ).toEqual([])
    expect(complaints).toEqual([])

    await context.setOffline(false)
    await page.close()
    const later = await context.newPage()
    await later.goto('/sketch')
    await later.getByText('30 people, 26 answers about ties').waitFor()
    await context.close()

    await program.as(browser!, 'later@example.org', {}, async (signedInPage) => {
      await signedInPage.goto('/landscapes/bring')
      await signedInPage.getByLabel('Files').setInputFiles(file)
      await signedInPage.getByRole('button', { name: 'See what is in them' }).click()
      await signedInPage.waitForURL(/\/landscapes\/bring\/[0-9a-f-]+/)
      await signedInPage.getByLabel(/should this be mapped at all/).check()
      await signedInPage.getByRole('button', { name: /Bring it in/ }).click()
      await signedInPage.waitForURL(/our-stretch-of-coast/)
      const { rows } = await program.owner.query(
        'select (select count(*)::int from placeholder_label) as labels, (select count(*)::int from tie) as ties, stage from space',
      )
      expect(rows).toEqual([{ labels: 30, ties: sketchTies.length + 2, stage: 'imagined' }])
    })
    expect(program.failures).toEqual([])
  })

  test('two tabs overwrite nothing, and say what happened', { timeout: 120_000 }, async () => {
    const { context, page: one } = await openPage(browser!)
    await one.goto('/sketch#new')
    await write(one, 'What do you call this landscape?', 'Valley')
    await one.getByLabel(/^Yes/).check()
    await press(one, 'Next')
    await one.getByLabel(/One line each/).waitFor()
    const other = await context.newPage()
    await other.goto(one.url())
    for (const [page, line] of [
      [one, 'nurse M, health centre'],
      [other, 'skipper, crews'],
    ] as const) {
      await write(page, /One line each/, line)
      await press(page, 'See what is understood')
      await page.getByText('1 person, 1 group').waitFor()
    }
    await press(one, 'Add these people')
    await other.getByText('This sketch was just changed in another tab.').waitFor()
    await press(other, 'Add these people')
    await other.getByText('Another tab changed this sketch first').waitFor()
    await look(other, 'two tabs')
    await press(other, 'Keep mine as a sketch of its own')
    await other.getByRole('heading', { name: 'What divides them?' }).waitFor()
    await press(other, 'All sketches', 'link')
    await other.getByRole('heading', { name: 'Kept on this device' }).waitFor()
    const names = () => other.locator('.device-kept h3').allTextContents()
    expect((await names()).sort()).toEqual(['Valley', 'Valley (second version)'])
    await look(other, 'kept')

    const copy = other.locator('.device-kept > li', { hasText: 'second version' })
    await copy.getByRole('button', { name: 'Delete', exact: true }).click()
    await press(other, 'Delete “Valley (second version)” for good')
    await other.getByText('was deleted from this device').waitFor()
    expect(await names()).toEqual(['Valley'])
    await context.close()
  })

  test('where the browser keeps nothing one is told, and can go on', { timeout: 120_000 }, async () => {
    const { context, page } = await openPage(browser!, { locale: 'fr', colorScheme: 'dark' })
    await page.addInitScript("Object.defineProperty(window, 'indexedDB', { get() { throw new Error('refused') } })")
    await page.goto('/sketch')
    await page.getByText('Ce navigateur ne garde rien ici').waitFor()
    await press(page, /Partir de celui-ci.*Un bassin versant/, 'link')
    await page.getByText('Vous partez de « Un bassin versant »').waitFor()
    await write(page, /Comment appelez-vous/, 'La rivière')
    await page.getByLabel(/^Oui/).check()
    await press(page, 'Suivant')
    await page.getByText('Ces groupes sont déjà là').waitFor()
    await page.getByText('Ce navigateur ne garde rien ici').waitFor()
    await look(page, 'template, in French and dark')
    expect(await page.getByText('agriculteurs des collines').count()).toBe(1)
    await context.close()
  })

  test('without JavaScript the page says what it is, and can be read', { timeout: 60_000 }, async () => {
    const { context, page, complaints } = await openPage(browser!, { javaScriptEnabled: false })
    await page.goto('/sketch')
    await page.getByRole('link', { name: 'Sign in and sketch' }).waitFor()
    await page.getByRole('heading', { name: 'A school network' }).waitFor()
    expect(complaints).toEqual([])
    await context.close()
  })
})
