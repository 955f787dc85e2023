import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser } from '../../../../../test/support/browser.ts'
import { bytesFor, type Golden, goldens, lookAt, nameOf, screens } from './golden-scenes.fixture.ts'
import { living, livingPage, mapIsland } from './living-page.fixture.ts'
import { type Difference, difference, isSame, tolerated } from './picture-difference.fixture.ts'

/**
 * Pictures of the living map as it was when somebody last looked at it and found it good.
 * After a change that is meant: ECOTONE_GOLDEN=write npx vitest run app/workbench/landscape/map/live/golden.test.ts, then look at them.
 */
const folder = join(import.meta.dirname, 'golden')
const writes = process.env['ECOTONE_GOLDEN'] === 'write'
const root = join(import.meta.dirname, '../../../../..')

/** The faces of the map, so that letters are the same on every machine. */
const faces = [
  ['Literata', 'italic', 'literata/files/literata-latin-wght-italic.woff2'],
  ['Instrument Sans', 'normal', 'instrument-sans/files/instrument-sans-latin-wght-normal.woff2'],
].map(([family, look, file]) => {
  const bytes = readFileSync(join(root, 'node_modules/@fontsource-variable', file!)).toString('base64')
  return `@font-face{font-family:"${family}";font-style:${look};font-weight:200 900;src:url(data:font/woff2;base64,${bytes})}`
})

const browser = await openBrowser({ graphics: 'tests' })
let island = ''
beforeAll(async () => {
  island = await mapIsland()
  mkdirSync(folder, { recursive: true })
}, 120_000)
afterAll(() => browser?.close())

async function openOn(golden: Golden, query = lookAt(golden)): Promise<Page> {
  const tab = await livingPage(browser!, {
    island,
    answer: { status: 200, body: bytesFor(golden) },
    query,
    look: { viewport: screens[golden.screen], colorScheme: golden.theme, deviceScaleFactor: 1 },
  })
  await living(tab)
  await tab.addStyleTag({ content: `${faces.join('')} .map-bar, .map-tools, .map-find { visibility: hidden }` })
  await tab.evaluate(() => Promise.all([...document.fonts].map((face) => face.load())))
  return tab
}

const pictureOf = (tab: Page) => tab.screenshot({ type: 'jpeg', quality: 72 })
const fileOf = (golden: Golden) => join(folder, `${nameOf(golden)}.jpg`)

async function differenceTo(golden: Golden, picture: Buffer): Promise<Difference> {
  const tab = await browser!.newPage()
  const found = await difference(tab, readFileSync(fileOf(golden)), picture)
  await tab.close()
  return found
}

describe('the living map looks as it did when somebody looked', () => {
  it.skipIf(!browser).each(goldens.map((golden) => [nameOf(golden), golden] as const))(
    '%s',
    { timeout: 120_000 },
    async (_, golden) => {
      const tab = await openOn(golden)
      const picture = await pictureOf(tab)
      await tab.close()
      if (writes) return writeFileSync(fileOf(golden), picture)
      expect(existsSync(fileOf(golden)), 'a stored picture').toBe(true)
      const found = await differenceTo(golden, picture)
      expect(found.mean).toBeLessThanOrEqual(tolerated.mean)
      expect(found.worst).toBeLessThanOrEqual(tolerated.worst)
    },
  )

  it('and no picture is kept that nobody compares', () => {
    expect(readdirSync(folder).sort()).toEqual(goldens.map((golden) => `${nameOf(golden)}.jpg`).sort())
  })
})

describe.skipIf(!browser || writes)('the map where it was dragged to', () => {
  const golden: Golden = { people: 300, boundary: 'place', screen: 'tablet', theme: 'light' }
  const open = async (query: string) => {
    const tab = await openOn(golden, query)
    await tab.addStyleTag({ content: '.map-signs { visibility: hidden }' })
    return tab
  }

  it('looks as where it is opened', { timeout: 120_000 }, async () => {
    const dragged = await open('?at=0,0,2')
    for (const [dx, dy] of [
      [-310, 140],
      [190, 170],
      [-20, -240],
    ] as const) {
      await dragged.mouse.move(500, 380)
      await dragged.mouse.down()
      await dragged.mouse.move(500 + dx, 380 + dy, { steps: 9 })
      await dragged.mouse.up()
    }
    const opened = await open(new URL(dragged.url()).search)
    const found = await difference(opened, await pictureOf(dragged), await pictureOf(opened))
    // the picture is kept in whole pixels: contours may lie half a pixel aside
    expect(isSame(found)).toBe(true)
    await Promise.all([dragged.close(), opened.close()])
  })
})

describe.skipIf(!browser || writes)('a picture that is wrong is found out', () => {
  const golden: Golden = { people: 300, boundary: 'place', screen: 'desk', theme: 'light' }
  const spoilt: [what: string, spoil: (tab: Page) => Promise<unknown>][] = [
    ['one bridge less', (tab) => tab.evaluate(() => document.querySelector('.map-signs .map-bridge')!.remove())],
    ['one tent less', (tab) => tab.evaluate(() => document.querySelector('.map-signs .map-tent')!.remove())],
    ['signs four pixels off the ground', (tab) => tab.addStyleTag({ content: '.map-signs { left: 4px !important }' })],
    ['a name in another face', (tab) => tab.addStyleTag({ content: '.map-hill-name { font-size: 9px !important }' })],
    ['no painted ground', (tab) => tab.addStyleTag({ content: 'canvas { visibility: hidden }' })],
  ]

  it.each(spoilt)('%s', { timeout: 120_000 }, async (_, spoil) => {
    const tab = await openOn(golden)
    await spoil(tab)
    const picture = await pictureOf(tab)
    await tab.close()
    expect(isSame(await differenceTo(golden, picture))).toBe(false)
  })

  it('each boundary sign, by day and by night, tells itself from the others', { timeout: 120_000 }, async () => {
    const tab = await browser!.newPage()
    const cards = goldens.filter(({ screen }) => screen === 'card')
    for (const [nth, one] of cards.entries()) {
      for (const other of cards.slice(nth + 1)) {
        const found = await difference(tab, readFileSync(fileOf(one)), readFileSync(fileOf(other)))
        expect(isSame(found), `${nameOf(one)} and ${nameOf(other)}`).toBe(false)
      }
    }
    await tab.close()
  })
})
