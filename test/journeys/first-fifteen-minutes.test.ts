import type { Page } from 'playwright-core'
import { afterAll, describe, expect, test } from 'vitest'
import { sketchBoundary, sketchLines, sketchName, sketchRefusals, sketchTies } from '../../db/seeds/first-sketch.ts'
import { barriersOn, sidewaysOverflow } from '../support/accessibility.ts'
import { openBrowser } from '../support/browser.ts'
import { runningProgram } from '../support/running-program.ts'

const browser = await openBrowser()
const program = await runningProgram()
afterAll(() => browser?.close())

const phone = { width: 390, height: 844 }

/** Looks at a page as everybody may meet it. */
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

async function standOn(page: Page, holder: string, sides: readonly string[]) {
  const row = page.getByRole('group', { name: holder, exact: true })
  const boxes = sides.length === 0 ? ['don’t know'] : sides
  for (const name of boxes) {
    await row
      .getByLabel(name.replace('’', "'"), { exact: true })
      .or(row.getByLabel(name, { exact: true }))
      .first()
      .focus()
    await page.keyboard.press('Space')
  }
}

const groupOf = new Map(sketchLines.map((line) => line.split(', ') as [string, string]))

/** Answers one group's screen: pairs inside, then up to five pairs across in the rows that stand there. */
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

describe.skipIf(!browser)('the first fifteen minutes, by keyboard, on a phone', () => {
  test('from nothing to a convened space', { timeout: 240_000 }, async () => {
    await program.as(browser!, 'first@example.org', { viewport: phone }, async (page) => {
      await page.waitForURL('**/welcome')
      await look(page, 'welcome')
      await press(page, 'Sketch your own', 'link')

      await page.waitForURL('**/landscapes/new')
      await press(page, 'Next')
      await page.getByText('Give it a name').first().waitFor()
      await look(page, 'new, refused')
      await write(page, 'What do you call this landscape?', sketchName)
      await page.getByLabel(/^Yes/).focus()
      await page.keyboard.press('Space')
      await press(page, 'Next')

      await page.waitForURL('**/sketch/people')
      await write(page, /One line each/, [...sketchLines.slice(0, 16), ', nobody', ...sketchLines.slice(16)].join('\n'))
      await press(page, 'See what is understood')
      await page.getByText('30 people, 10 groups').waitFor()
      await page.getByText('Line 17 not understood').waitFor()
      await look(page, 'people, understood')
      await press(page, 'Add these people')

      await page.waitForURL('**/sketch/boundary')
      await look(page, 'boundary')
      await write(page, 'In everyday words, what is it?', sketchBoundary.name)
      for (const [nth, side] of sketchBoundary.sides.entries()) await write(page, new RegExp(`^Side ${nth + 1}`), side)
      await press(page, 'Next')
      await page.waitForURL('**/groups')
      await look(page, 'groups')
      for (const [group, side] of Object.entries(sketchBoundary.groups)) await standOn(page, group, [side])
      await press(page, 'Next')
      await page.waitForURL('**/b001/people')
      await look(page, 'exceptions')
      for (const [person, sides] of Object.entries(sketchBoundary.exceptions)) await standOn(page, person, sides)
      await press(page, 'Next')

      await page.waitForURL('**/sketch/ties')
      const said = new Set<string>()
      const groups = [...new Set(groupOf.values())]
      for (const [nth, group] of groups.entries()) {
        await page
          .getByRole('heading', { name: new RegExp(`^${group}: group ${nth + 1} of ${groups.length}`) })
          .waitFor()
        if (nth === 0) await look(page, 'ties')
        await sayTiesOf(page, group, said)
        await press(page, 'Keep, and next group')
      }
      expect(said.size).toBe(sketchTies.length + sketchRefusals.length)

      await page.waitForURL('**/landscape?first=yes')
      await page.getByText('Hills are groups.').first().waitFor()
      await look(page, 'first map')
      const { rows } = await program.owner.query(
        'select says, count(*)::int as n from tie group by says order by says desc',
      )
      expect(rows).toEqual([
        { says: 'yes', n: sketchTies.length },
        { says: 'no', n: 1 },
      ])

      await press(page, 'See where a conversation could open', 'link')
      await page.waitForURL('**/opportunities*')
      await page.getByText('From one person’s memory; nobody was asked yet.').first().waitFor({ timeout: 60_000 })
      await look(page, 'opportunities')
      expect(await page.getByRole('link', { name: 'Read the card' }).count()).toBeGreaterThanOrEqual(3)
      await press(page, 'Read the card', 'link')
      await page.getByRole('heading', { name: 'How sure are we?' }).waitFor()
      await look(page, 'card')

      await press(page, 'I see it differently', 'link')
      await page.getByRole('heading', { name: 'I see it differently' }).waitFor()
      await look(page, 'differently')
      await page.getByLabel('I know of two people who talk', { exact: true }).check()
      const ends = page.getByLabel(/^Somebody in/)
      await ends.nth(0).selectOption({ index: 1 })
      await ends.nth(1).selectOption({ index: 1 })
      await press(page, 'Change it and read again')
      await page
        .getByText('This reading follows one in which you saw a fact differently.')
        .first()
        .waitFor({ timeout: 60_000 })
      const kept = await program.owner.query("select count(*)::int as n from snapshot where state = 'done'")
      expect(kept.rows[0].n).toBe(2)

      await page.goto('/landscapes/our-stretch-of-coast/opportunities')
      await press(page, 'Read the card', 'link')
      await press(page, 'Sketch a space here', 'link')
      await write(page, 'The question', 'Who tells whom that the water is bad?')
      await look(page, 'sketch a space')
      await press(page, 'Save as imagined')
      await page.getByText('Who tells whom that the water is bad?').first().waitFor()
      await look(page, 'space')
      const spaces = await program.owner.query('select stage, question from space')
      expect(spaces.rows).toEqual([{ stage: 'imagined', question: 'Who tells whom that the water is bad?' }])

      await page.goto('/')
      await page.waitForURL('**/landscapes/our-stretch-of-coast')
      await page.getByText('Nobody here has been told: 30 days left').waitFor()
      await page.getByRole('heading', { name: '3 things we do not know' }).waitFor()
      await page.getByRole('heading', { name: 'Whom to listen to first' }).waitFor()
      await look(page, 'home')
    })
    expect(program.failures).toEqual([])
  })
})
