import type { BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { systemClock } from '../../app/platform/clock.ts'
import { importLandscape } from '../../app/workbench/landscape/import-landscape.ts'
import { askForOpportunities } from '../../app/workbench/opportunities/ask-for-opportunities.ts'
import { arrabidaCoast } from '../../db/seeds/arrabida-coast.ts'
import { barriersOn, sidewaysOverflow } from '../support/accessibility.ts'
import { openBrowser } from '../support/browser.ts'
import { runningProgram } from '../support/running-program.ts'

const browser = await openBrowser()
// Links to sign in live by the machine's clock; the example counts its dates from the day it is told on, so any day gives the same.
const program = await runningProgram(systemClock)
afterAll(() => browser?.close())

const email = 'convener@example.org'
const coast = '/landscapes/arrabida-coast'
const pictures = process.env['ECOTONE_PICTURES']
const sizes = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
]

beforeAll(async () => {
  const convener = await program.letIn(email)
  const drawn = arrabidaCoast({ day: systemClock.now().toISOString().slice(0, 10) })
  await importLandscape(program.db, systemClock, convener, { drawn, example: true })
  await askForOpportunities(program.db, systemClock, convener, { landscape: 'arrabida-coast' })
  const done = async () => (await program.owner.query("select 1 from snapshot where state = 'done'")).rowCount === 1
  for (let waited = 0; waited < 100 && !(await done()); waited++)
    await new Promise((resolve) => setTimeout(resolve, 300))
}, 60_000)

const inside = (options: BrowserContextOptions, work: (page: Page) => Promise<void>) =>
  program.as(browser!, email, options, work)

/** Pages that somebody meets on the way, each with words that must stand on it. */
const pages: [name: string, path: string, words: string][] = [
  ['home', coast, 'The difference hoped for'],
  ['landscape', `${coast}/landscape?boundary=ridge`, 'known ties cross it'],
  ['groups', `${coast}/landscape?view=practices&boundary=wage`, 'by the catch or the season'],
  ['people', `${coast}/landscape?view=people`, 'Nobody is measured here'],
  ['ties', `${coast}/landscape?view=ties&boundary=ridge`, 'talk with each other'],
  ['crossings', `${coast}/landscape?view=crossings&boundary=ridge`, 'expected'],
  ['group', `${coast}/practices/mariscadoras`, 'cockles'],
  ['boundary', `${coast}/boundaries/knowing`, 'What is at stake'],
  ['opportunities', `${coast}/opportunities`, 'Possible, not a forecast'],
  ['what-if', `${coast}/what-if`, 'What we assume'],
  ['spaces', `${coast}/spaces`, 'Pequeno-almoço do cais'],
  ['journal', `${coast}/opportunities/journal`, 'What became of opportunities'],
  ['welcome', '/welcome', 'Look around the example'],
  ['landscapes', '/landscapes', 'Arrábida coast'],
  ['bring', '/landscapes/bring', 'What can be read'],
]


describe('look', () => {
  test('look', async () => {
    for (const [w, h, scheme, b] of [[1440, 900, 'light', 'ridge'], [1440, 900, 'dark', 'knowing'], [390, 844, 'light', 'ridge'], [390, 844, 'dark', 'wage']] as const) {
      await program.as(browser!, email, { viewport: { width: w, height: h }, colorScheme: scheme, deviceScaleFactor: w < 500 ? 2 : 1 }, async (page: any) => {
        await page.goto(`${coast}/landscape?boundary=${b}`)
        await page.waitForTimeout(300)
        await page.screenshot({ path: `/tmp/fm/out/page-${w}-${scheme}-${b}.png`, timeout: 120000 })
      })
    }
  }, 400000)
})
