import type { BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { systemClock } from '../../app/platform/clock.ts'
import { importLandscape } from '../../app/workbench/landscape/import-landscape.ts'
import { askForOpportunities } from '../../app/workbench/opportunities/ask-for-opportunities.ts'
import { arrabidaCoast } from '../../db/seeds/arrabida-coast.ts'
import { barriersOn, sidewaysOverflow } from '../support/accessibility.ts'
import { openBrowser } from '../support/browser.ts'
import { runningProgram } from '../support/running-program.ts'

// Links to sign in live by the machine's clock; the example counts its dates from the day it is told on, so any day gives the same.
const program = await runningProgram(systemClock)
afterAll(() => browser?.close())

const email = 'convener@example.org'
const coast = '/landscapes/arrabida-coast'
const pictures = process.env['ECOTONE_PICTURES']
const browser = await openBrowser({ graphics: pictures ? 'pictures' : 'none' })
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

describe.skipIf(!browser)('the example', () => {
  test.each(sizes)(
    'is open to everybody at $width pixels: no barrier, no sideways scrolling, no foreign request',
    { timeout: 240_000 },
    async (viewport) => {
      await inside({ viewport }, async (page) => {
        const foreign: string[] = []
        page.on('request', (request) => {
          if (!request.url().startsWith(program.origin) && !request.url().startsWith('data:'))
            foreign.push(request.url())
        })
        for (const [name, path, words] of pages) {
          const answer = await page.goto(path)
          expect(answer?.status(), name).toBe(200)
          await page.getByText(words).first().waitFor({ state: 'attached' })
          expect(await barriersOn(page), name).toEqual([])
          expect(await sidewaysOverflow(page), name).toBe(0)
        }
        expect(foreign).toEqual([])
      })
      expect(program.failures).toEqual([])
    },
  )

  test('can be walked through from the map to an invitation with JavaScript switched off', {
    timeout: 120_000,
  }, async () => {
    await inside({ viewport: sizes[0]!, javaScriptEnabled: false }, async (page) => {
      await page.goto(`${coast}/landscape?boundary=ridge`)
      await page.locator('svg a[href*="/practices/"]').first().waitFor()
      await page.getByRole('link', { name: 'All opportunities' }).click()
      const planted = page.getByRole('link', { name: /Mariscadoras do Sado and Saúde Ambiental/ })
      await planted.first().click()
      await page.getByRole('heading', { name: 'What would change our mind' }).waitFor()
      await page.getByRole('link', { name: 'Sketch a space here' }).click()
      await page.getByLabel('The question').fill('Who hears first that the beds are closed?')
      await page.getByRole('button', { name: 'Save as imagined' }).click()
      await page.getByText('Who hears first that the beds are closed?').first().waitFor()
      await page
        .getByRole('link', { name: /nvitation/ })
        .first()
        .click()
      const text = page.locator('textarea').first()
      await text.waitFor()
      expect(await text.inputValue()).toContain('Who hears first that the beds are closed?')

      await page.goto(`${coast}/what-if`)
      await page.getByLabel('Mariscadoras do Sado', { exact: true }).check()
      await page.getByLabel('Saúde Ambiental', { exact: true }).check()
      await page.getByRole('button', { name: 'See what it would do' }).first().click()
      await page.getByText('Those in the room').or(page.getByText('The space itself')).first().waitFor()
      expect(page.url()).toContain('what-if?')
    })
    expect(program.failures).toEqual([])
  })

  test('a sheet of names is looked at first, and comes in without the rows that cannot', {
    timeout: 60_000,
  }, async () => {
    await inside({ viewport: sizes[0]!, javaScriptEnabled: false }, async (page) => {
      await page.goto('/landscapes/bring')
      const sheet = 'Nome;Grupo;Lugar\nAna A.;crews;cape\nBento;crews;cape\n;lab;city\nCélia "da serra";lab;city\n'
      await page
        .getByLabel('Files')
        .setInputFiles({ name: 'valley.csv', mimeType: 'text/csv', buffer: Buffer.from(`\ufeff${sheet}`) })
      await page.getByRole('button', { name: 'See what is in them' }).click()
      await page.getByText('1 thing cannot come in').waitFor()
      await page.getByText('valley.csv, row 4').first().waitFor()
      await page.getByLabel('Name of the landscape').fill('Our valley')
      await page.getByRole('button', { name: /Bring it in/ }).click()
      await page.getByText('Think about this one first').first().waitFor()
      await page.getByLabel(/should this be mapped at all/).check()
      await page.getByRole('button', { name: /Bring it in/ }).click()
      await page.waitForURL('**/landscapes/our-valley/**', { timeout: 20_000 })
    })
    const { rows } = await program.owner.query(
      "select count(*)::int as n from participant p join landscape l on l.id = p.landscape_id where l.slug = 'our-valley'",
    )
    expect(rows[0].n).toBe(3)
  })

  test.runIf(pictures)('has its pictures taken', { timeout: 580_000 }, async () => {
    const { rows } = await program.owner.query("select external_id as id from space where name = 'Mesa das marés'")
    const space = `${coast}/spaces/${rows[0].id}`
    const card = `${coast}/opportunities/missing-conversation:mariscadoras+saude-ambiental`
    const pair = `${coast}/opportunities/unlikely-pair:mare-clara+mariscadoras`
    const more: [string, string][] = [
      ['landscape-knowing', `${coast}/landscape?boundary=knowing`],
      ['landscape-wage', `${coast}/landscape?boundary=wage`],
      ['card', card],
      ['listen', `${card}/listen`],
      ['pair', pair],
      ['pair-listen', `${pair}/listen`],
      ['partnership', `${coast}/opportunities/partnership:escola+mare-clara`],
      ['what-if-answered', `${coast}/what-if?by=groups&group=mariscadoras&group=saude-ambiental&size=12`],
      ['space', space],
      ['invitations', `${space}/invitations`],
      ['new-sketch', '/landscapes/new'],
      ['sketch-people', `${coast}/sketch/people`],
      ['sketch-boundary', `${coast}/sketch/boundary`],
      ['sketch-groups', `${coast}/sketch/boundary/ridge/groups`],
      ['sketch-ties', `${coast}/sketch/ties`],
      ['differently', `${card}/differently`],
      ['own-opportunity', `${coast}/opportunities/new`],
      ['sketch-space', `${coast}/spaces/new`],
      ['edit-space', `${space}/edit`],
      ['space-people', `${space}/people`],
      ['telling-people', `${coast}/told`],
      ['nothing-here', '/landscapes/nowhere'],
      ['account', '/account'],
    ]
    const looks = [
      { name: 'wide-light', colorScheme: 'light', viewport: sizes[0]! },
      { name: 'wide-dark', colorScheme: 'dark', viewport: sizes[0]! },
      { name: 'phone-light', colorScheme: 'light', viewport: sizes[1]! },
    ] as const
    for (const { name: look, ...options } of looks) {
      await inside(options, async (page) => {
        for (const [name, path] of [...pages, ...more]) {
          await page.goto(path)
          if ((await page.locator('living-map').count()) > 0) await page.waitForSelector('.is-living')
          await page.screenshot({ path: `${pictures}/${name}-${look}.jpg`, type: 'jpeg', quality: 84, timeout: 90_000 })
        }
      })
    }
  })
})
