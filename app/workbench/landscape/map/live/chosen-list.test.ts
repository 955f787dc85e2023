import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { barriersOn } from '../../../../../test/support/accessibility.ts'
import { openBrowser } from '../../../../../test/support/browser.ts'
import { living, livingPage, mapIsland } from './living-page.fixture.ts'
import { livingScene } from './living-scene.fixture.ts'
import { packMap } from './sent-map.ts'

let browser: Browser | undefined
let island = ''
const map = livingScene('place')
const body = Buffer.from(packMap(map))

beforeAll(async () => {
  browser = await openBrowser({ graphics: 'tests' })
  island = await mapIsland()
}, 120_000)
afterAll(() => browser?.close())

describe('the list of the people chosen on the map', () => {
  it('is gone through by keys, and whoever it is at is ringed on the map and brought into view; Enter chooses them alone', async () => {
    if (!browser) return expect.soft(true, 'skipped: no browser on this machine').toBe(true)
    const hill = [...map.people.hill].findIndex((on) => on > 0)
    const { id } = map.head.hills[map.people.hill[hill]! - 1]!
    const query = `?sel=everyone:${id}&at=${map.head.land[0] - 400},${map.head.land[1] - 400},3`
    const tab = await livingPage(browser, {
      island,
      answer: { status: 200, body },
      query,
      look: { reducedMotion: 'reduce' },
    })
    await living(tab)
    const list = tab.getByRole('listbox')
    await list.waitFor()
    const people = await list.getByRole('option').allTextContents()
    expect(people.length).toBeGreaterThan(2)
    const selected = () => list.locator('[aria-selected="true"]').textContent()
    const ring = () => tab.locator('.map-pointed-ring').boundingBox()
    // keys of the list before anybody went to it ring nobody
    expect(await tab.locator('.map-pointed-ring').count()).toBe(0)
    await list.focus()
    expect(await selected()).toBe(people[0])
    await tab.locator('.map-pointed-ring').waitFor({ state: 'attached' })
    const first = (await ring())!
    // the page may be scrolled down to the list
    const whole = (await tab.locator('living-map').boundingBox())!
    expect(first.x).toBeGreaterThan(whole.x)
    expect(first.x + first.width).toBeLessThan(whole.x + whole.width)
    expect(first.y).toBeGreaterThan(whole.y)
    expect(first.y + first.height).toBeLessThan(whole.y + whole.height)
    await tab.keyboard.press('ArrowDown')
    expect(await selected()).toBe(people[1])
    expect(await ring()).not.toEqual(first)
    await tab.keyboard.press('End')
    expect(await selected()).toBe(people.at(-1))
    await tab.keyboard.press('ArrowDown')
    expect(await selected()).toBe(people.at(-1))
    await tab.keyboard.press('Home')
    expect(await selected()).toBe(people[0])
    await tab.keyboard.type(people[2]!)
    expect(await selected()).toBe(people[2])
    // the heading of this page of a test is hidden
    const barriers = (await barriersOn(tab)).filter((barrier) => !barrier.startsWith('page-has-heading-one'))
    expect(barriers).toEqual([])
    await tab.keyboard.press('Enter')
    await expect.poll(() => tab.locator('[data-chosen="title"]').textContent()).toBe(people[2])
    expect(await tab.locator('.map-pointed-ring, .map-chosen-list').count()).toBe(0)
    expect(await tab.evaluate(() => document.activeElement?.closest('.map-chosen') !== null)).toBe(true)
    await tab.close()
  }, 120_000)

  it('rings by a tap and chooses by a second one', async () => {
    if (!browser) return expect.soft(true, 'skipped: no browser on this machine').toBe(true)
    const [a, b] = map.head.ids!
    const query = `?sel=people:${a},${b}`
    const tab = await livingPage(browser, {
      island,
      answer: { status: 200, body },
      query,
      look: { reducedMotion: 'reduce' },
    })
    await living(tab)
    const second = tab.getByRole('option').nth(1)
    await second.click()
    expect(await second.getAttribute('aria-selected')).toBe('true')
    await tab.locator('.map-pointed-ring').waitFor({ state: 'attached' })
    const name = await second.textContent()
    await second.click()
    await expect.poll(() => tab.locator('[data-chosen="title"]').textContent()).toBe(name)
    await tab.close()
  }, 120_000)
})
