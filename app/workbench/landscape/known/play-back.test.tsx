import { join } from 'node:path'
import { build } from 'esbuild'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { barriersOn } from '../../../../test/support/accessibility.ts'
import { openBrowser } from '../../../../test/support/browser.ts'
import { PlayBack } from './play-back-view.tsx'
import type { Step } from './steps.ts'

const nothing = { changes: 1, peopleAdded: 0, peopleRemoved: 0, tiesAdded: 2, tiesRemoved: 0 }
const steps: Step[] = ['2026-01-05', '2026-02-05', '2026-03-05'].map((day, nth) => ({
  ...nothing,
  day,
  isToday: nth === 2,
}))

/** The page of a day: the player, and a legend that says which day is shown. No map lives on it. */
function pageOf(url: URL): string {
  const day = url.searchParams.get('known')
  const player = PlayBack({ language: 'en', url, scene: '/scene', steps, day, by: 'then', counts: true })
  return `<!doctype html><html lang="en"><title>Landscape</title><script type="module" src="/island.js"></script><main>
    <h1>Landscape</h1><p class="landscape-legend">Shown: ${day ?? 'today'}</p>${String(player)}</main></html>`
}

const browser = await openBrowser()
let island = ''

beforeAll(async () => {
  const entry = join(import.meta.dirname, 'play-back-island.ts')
  const built = await build({ entryPoints: [entry], bundle: true, format: 'esm', write: false, target: 'es2022' })
  island = built.outputFiles[0]!.text
}, 120_000)
afterAll(() => browser?.close())

async function opened(query = ''): Promise<Page> {
  const tab = await browser!.newPage()
  await tab.route('**/*', (route) => {
    const url = new URL(route.request().url())
    if (url.pathname === '/island.js') return route.fulfill({ body: island, contentType: 'text/javascript' })
    return route.fulfill({ body: pageOf(url), contentType: 'text/html; charset=utf-8' })
  })
  await tab.goto(`http://map.test/landscape${query}`)
  await tab.waitForSelector('input[type=range]:not([hidden])')
  return tab
}

const shown = (tab: Page, words: string) => tab.waitForSelector(`.landscape-legend:text("Shown: ${words}")`)

describe.skipIf(!browser)('the days of a landscape', () => {
  test('the days are gone through by keyboard, and the address and the words follow', async () => {
    const tab = await opened('?boundary=ridge&at=1,2,3&sel=joel')
    await tab.focus('input[type=range]')
    await tab.keyboard.press('Home')
    await shown(tab, '2026-01-05')
    expect(new URL(tab.url()).search).toBe('?boundary=ridge&known=2026-01-05&at=1%2C2%2C3&sel=joel')
    // somebody else is chosen on the map meanwhile
    await tab.evaluate(() => history.replaceState(null, '', location.href.replace('joel', 'rosa')))
    await tab.keyboard.press('ArrowRight')
    await shown(tab, '2026-02-05')
    expect(new URL(tab.url()).searchParams.get('sel')).toBe('rosa')
    expect(await tab.getAttribute('input[type=range]', 'aria-valuetext')).toBe('5 February 2026: 2 ties recorded')
    expect(await tab.textContent('.play-back-said')).toBe('5 February 2026: 2 ties recorded')
    await tab.keyboard.press('End')
    await shown(tab, 'today')
    expect(new URL(tab.url()).searchParams.has('known')).toBe(false)
    expect(await barriersOn(tab)).toEqual([])
    await tab.close()
  }, 120_000)

  test('space plays from the day that is shown to today, and once more begins at the first', async () => {
    const tab = await opened('?known=2026-02-05')
    await tab.focus('input[type=range]')
    await tab.keyboard.press('Space')
    expect(await tab.getAttribute('.play-back-row button', 'aria-pressed')).toBe('true')
    await shown(tab, 'today')
    await tab.waitForSelector('.play-back-row button[aria-pressed="false"]')
    await tab.keyboard.press('Space')
    await shown(tab, '2026-01-05')
    await tab.keyboard.press('Space')
    expect(await tab.getAttribute('.play-back-row button', 'aria-pressed')).toBe('false')
    await tab.close()
  }, 120_000)

  test('a link to a day shows it in place, and there is nothing after today', async () => {
    const tab = await opened()
    expect(await tab.getAttribute('[data-step="1"]', 'aria-disabled')).toBe('true')
    await tab.click('[data-step="-1"]')
    await shown(tab, '2026-02-05')
    expect(await tab.getAttribute('[data-step="1"]', 'aria-disabled')).toBe('false')
    expect(await tab.getAttribute('[data-step="1"]', 'href')).toBe('http://map.test/landscape')
    await tab.click('summary')
    await tab.click('ol a >> nth=0')
    await shown(tab, '2026-01-05')
    expect(await tab.getAttribute('ol a >> nth=0', 'aria-current')).toBe('step')
    await tab.close()
  }, 120_000)
})
