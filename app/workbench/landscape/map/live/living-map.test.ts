import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { barriersOn } from '../../../../../test/support/accessibility.ts'
import { openBrowser } from '../../../../../test/support/browser.ts'
import { type LivingPage, living, livingPage, mapIsland } from './living-page.fixture.ts'
import { livingScene } from './living-scene.fixture.ts'
import { packMap } from './sent-map.ts'

const browser = await openBrowser({ graphics: 'tests' })
let island = ''
const scene = Buffer.from(packMap(livingScene('place')))

beforeAll(async () => {
  island = await mapIsland()
}, 120_000)
afterAll(() => browser?.close())

function opened(answer: LivingPage['answer'] = { status: 200, body: scene }, query = ''): Promise<Page> {
  return livingPage(browser!, { island, answer, query })
}

const viewOf = (tab: Page) => new URL(tab.url()).searchParams.get('at')
const focused = (tab: Page) => tab.evaluate(() => document.activeElement?.getAttribute('href') ?? '')

describe.skipIf(!browser)('the living map in a browser', () => {
  it('paints land where people are and water around it, and shuts nobody out', async () => {
    const tab = await opened()
    await living(tab)
    expect(await tab.locator('living-map > svg:not(.map-signs)').isVisible()).toBe(false)
    const colours = await tab.evaluate(async () => {
      const canvas = document.querySelector('canvas')!
      const copy = Object.assign(document.createElement('canvas'), { width: canvas.width, height: canvas.height })
      const paper = copy.getContext('2d', { willReadFrequently: true })!
      // the picture is gone after it was shown: read in the very frame in which it is painted
      document.querySelector<HTMLElement>('[data-do="fit"]')!.click()
      paper.drawImage(canvas, 0, 0)
      const at = (x: number, y: number) => [...paper.getImageData(x, y, 1, 1).data].slice(0, 3)
      return { corner: at(2, 2), middle: at(canvas.width / 2, canvas.height / 2) }
    })
    const [waterRed, , waterBlue] = colours.corner as [number, number, number]
    const [landRed, , landBlue] = colours.middle as [number, number, number]
    expect(Math.abs(waterRed - waterBlue)).toBeLessThan(14)
    expect(landRed - landBlue).toBeGreaterThan(20)
    expect(await barriersOn(tab)).toEqual([])
    await tab.close()
  }, 120_000)

  it('is walked by keyboard alone: to a clearing, on to the next, to its sentence, and back', async () => {
    const tab = await opened()
    await living(tab)
    await tab.keyboard.press('Tab')
    expect(await focused(tab)).toMatch(/^\/clearing\//)
    const first = await focused(tab)
    await tab.keyboard.press('o')
    const second = await focused(tab)
    expect(second).toMatch(/^\/clearing\//)
    expect(second).not.toBe(first)
    await tab.keyboard.press('Enter')
    expect(await tab.locator('.map-chosen').isVisible()).toBe(true)
    expect(await tab.locator('[data-chosen="sentence"]').textContent()).not.toBe('')
    expect(await tab.locator('.map-chosen a').getAttribute('href')).toBe(second)
    await tab.keyboard.press('Escape')
    expect(await tab.locator('.map-chosen').isVisible()).toBe(false)
    // one stop of the Tab key for each kind of thing: from the clearings to the hills
    await tab.keyboard.press('Tab')
    const hill = await focused(tab)
    expect(hill).toMatch(/^\/hill\//)
    await tab.keyboard.press('ArrowRight')
    expect(await focused(tab)).toMatch(/^\/hill\//)
    expect(await focused(tab)).not.toBe(hill)
    await tab.close()
  }, 120_000)

  it('lets letters be switched off as keys, remembers it, and leaves arrows as they are', async () => {
    const tab = await opened()
    await living(tab)
    const box = tab.locator('[data-map-keys]')
    await box.uncheck()
    await tab.locator('a.map-link-hill').first().focus()
    const hill = await focused(tab)
    await tab.keyboard.press('o')
    expect(await focused(tab)).toBe(hill)
    await tab.reload()
    await living(tab)
    expect(await box.isChecked()).toBe(false)
    await tab.locator('a.map-link-hill[tabindex="0"]').first().focus()
    await tab.keyboard.press('o')
    expect(await focused(tab)).toMatch(/^\/hill\//)
    await tab.keyboard.press('ArrowRight')
    expect(await focused(tab)).not.toBe(hill)
    await box.check()
    await tab.locator('a.map-link-hill').first().focus()
    await tab.keyboard.press('o')
    expect(await focused(tab)).toMatch(/^\/clearing\//)
    await tab.close()
  }, 120_000)

  it('chooses everybody on a hill by keyboard, or whoever is inside a line, and leads on to what if they met', async () => {
    const tab = await opened()
    await living(tab)
    await tab.locator('a.map-link-hill').first().focus()
    await tab.keyboard.press('Enter')
    await tab.getByRole('button', { name: 'Everyone on this hill' }).click()
    expect(await tab.locator('[data-chosen="title"]').textContent()).toMatch(/^\d+ people on 1 hill$/)
    const address = await tab.getByRole('link', { name: 'What if these people met?' }).getAttribute('href')
    expect(new URLSearchParams(address!.split('?')[1]).getAll('person').length).toBeGreaterThan(1)
    await tab.locator('[data-do="lasso"]').click()
    expect(await tab.locator('[data-do="lasso"]').getAttribute('aria-pressed')).toBe('true')
    await tab.mouse.move(200, 200)
    await tab.mouse.down()
    for (const [x, y] of [
      [700, 200],
      [700, 500],
      [200, 500],
      [205, 205],
    ] as const)
      await tab.mouse.move(x, y, { steps: 4 })
    await tab.mouse.up()
    expect(await tab.locator('[data-chosen="title"]').textContent()).toMatch(/^\d+ people on \d+ hills$/)
    expect(await tab.locator('.map-chosen-ring').count()).toBe(1)
    await tab.keyboard.press('Escape')
    expect(await tab.locator('.map-chosen-ring').count()).toBe(0)
    await tab.close()
  }, 120_000)

  it('takes a tap on a name for the name, though somebody stands under it', async () => {
    const tab = await opened()
    await living(tab)
    for (const link of (await tab.locator('a.map-link-hill').all()).slice(0, 5)) {
      const name = await link.locator('text').textContent()
      await link.click()
      expect(await tab.locator('[data-chosen="title"]').textContent()).toBe(name?.replace(/\s+/g, ' ').trim())
    }
    await tab.close()
  }, 120_000)

  it('finds somebody by name and goes there, by keyboard', async () => {
    const tab = await opened()
    await living(tab)
    await tab.locator('a.map-link').first().focus()
    await tab.keyboard.press('/')
    await tab.keyboard.type('p01')
    expect(await tab.getByRole('option').count()).toBeGreaterThan(2)
    await tab.keyboard.press('ArrowDown')
    const wanted = await tab.locator('[role="option"][aria-selected="true"]').textContent()
    await tab.keyboard.press('Enter')
    await expect.poll(() => tab.locator('[data-chosen="title"]').textContent()).toBe(wanted)
    await expect.poll(() => tab.locator('.map-chosen-ring').count()).toBe(1)
    await expect.poll(() => viewOf(tab)).not.toBeNull()
    expect(await barriersOn(tab)).toEqual([])
    await tab.close()
  }, 120_000)

  it('goes through the ties of whoever was chosen, and takes a tap beside a tie for the tie', async () => {
    const tab = await opened()
    await living(tab)
    await tab.locator('a.map-link').first().focus()
    await tab.keyboard.press('/')
    await tab.keyboard.type('p001')
    await tab.keyboard.press('ArrowDown')
    await tab.keyboard.press('Enter')
    const one = await tab.locator('[data-chosen="title"]').textContent()
    await tab.locator('a.map-link').first().focus()
    const titles: (string | null)[] = []
    for (const key of [']', ']', '[']) {
      await tab.keyboard.press(key)
      titles.push(await tab.locator('[data-chosen="title"]').textContent())
    }
    expect(titles[0]).toContain(one)
    expect(titles[1]).not.toBe(titles[0])
    expect(titles[2]).toBe(titles[0])
    expect(await tab.locator('.map-chosen a').count()).toBeGreaterThan(2)
    await tab.keyboard.press('Escape')

    // near enough for ties to be told apart: a tap on ground with a tie beside it chooses that
    const from = viewOf(tab)
    await tab.keyboard.press('+')
    await expect.poll(() => viewOf(tab)).not.toBe(from)
    let tapped = ''
    for (let x = 200; x < 700 && !tapped.includes(' and '); x += 7) {
      await tab.mouse.click(x, 330)
      const title = tab.locator('[data-chosen="title"]')
      tapped = (await title.isVisible()) ? (await title.textContent())! : ''
    }
    expect(tapped).toMatch(/^Name of p\d+ and Name of p\d+$/)
    await tab.close()
  }, 120_000)

  it('comes nearer, and says so in the address, which leads back to the same view', async () => {
    const tab = await opened()
    await living(tab)
    await tab.locator('[data-do="in"]').click()
    await expect.poll(() => viewOf(tab)).not.toBeNull()
    const at = viewOf(tab)
    expect(at).toMatch(/^-?[\d.]+,-?[\d.]+,[\d.]+$/)
    const again = await opened(undefined, `?at=${at}`)
    await living(again)
    expect(viewOf(again)).toBe(at)
    // the map with another boundary opens on the same view
    await tab.keyboard.press('b')
    await tab.waitForURL((url) => !url.searchParams.has('boundary'))
    expect(viewOf(tab)).toBe(at)
    await living(tab)
    await tab.locator('[data-do="fit"]').click()
    await expect.poll(() => viewOf(tab)).toBeNull()
    await tab.close()
    await again.close()
  }, 120_000)

  it('keeps what was chosen in the address, which shows it to others, and says when it is not there any more', async () => {
    const tab = await opened()
    await living(tab)
    await tab.locator('a.map-link-hill').first().focus()
    await tab.keyboard.press('Enter')
    await tab.getByRole('button', { name: 'Everyone on this hill' }).click()
    const title = await tab.locator('[data-chosen="title"]').textContent()
    const { search } = new URL(tab.url())
    expect(search).toContain('sel=everyone')
    expect(await tab.locator('[data-boundaries] a').first().getAttribute('href')).toContain('sel=everyone')
    await tab.keyboard.press('Escape')
    expect(new URL(tab.url()).searchParams.get('sel')).toBeNull()
    await tab.close()
    const again = await opened(undefined, search)
    await living(again)
    expect(await again.locator('[data-chosen="title"]').textContent()).toBe(title)
    expect(await again.locator('.map-chosen-ring').count()).toBe(1)
    await again.close()
    const gone = await opened(undefined, '?sel=hill:gone')
    await living(gone)
    expect(await gone.locator('[data-chosen="sentence"]').textContent()).toContain('not on this map')
    expect(new URL(gone.url()).searchParams.get('sel')).toBeNull()
    await gone.close()
  }, 120_000)

  it('moves by itself only where that is wanted: else it is there at once, and a ring says where for a second', async () => {
    const tab = await livingPage(browser!, {
      island,
      answer: { status: 200, body: scene },
      look: { reducedMotion: 'reduce' },
    })
    await living(tab)
    await tab.locator('[data-do="in"]').click()
    expect(viewOf(tab)).not.toBeNull()
    await tab.locator('.map-find input').fill('p01')
    await tab.keyboard.press('Enter')
    await tab.locator('.map-come-to').waitFor()
    await expect.poll(() => tab.locator('.map-come-to').count()).toBe(0)
    await tab.close()
  }, 120_000)

  it('leaves the drawing of the server where there is no answer, no map in it, or no WebGL', async () => {
    for (const answer of [{ status: 500 }, { status: 200, body: Buffer.from('<!doctype html>') }]) {
      const tab = await opened(answer)
      await tab.waitForTimeout(300)
      expect(await tab.locator('living-map > svg').isVisible()).toBe(true)
      expect(await tab.getByRole('status').textContent()).toBe('The map stays as it was drawn.')
      await tab.close()
    }
    const tab = await opened({ status: 404 })
    await tab.addInitScript(() => {
      HTMLCanvasElement.prototype.getContext = () => null
    })
    await tab.route('**/scene', (route) => route.fulfill({ body: scene }))
    await tab.goto('http://map.test/')
    await tab.waitForTimeout(500)
    expect(await tab.locator('living-map > svg').isVisible()).toBe(true)
    expect(await tab.locator('living-map').getAttribute('class')).toBeNull()
    await tab.close()
  }, 120_000)

  it('gives way to the drawing when the graphics card is lost, and comes back once', async () => {
    const tab = await opened()
    await living(tab)
    const lose = () =>
      tab.evaluate(() =>
        document.querySelector('canvas')!.getContext('webgl2')!.getExtension('WEBGL_lose_context')!.loseContext(),
      )
    await lose()
    await tab.waitForTimeout(200)
    await living(tab)
    await lose()
    await tab.waitForFunction(() => !document.querySelector('.is-living'))
    await tab.waitForTimeout(400)
    expect(await tab.locator('living-map > svg').isVisible()).toBe(true)
    expect(await tab.getByRole('status').textContent()).toBe('The map stays as it was drawn.')
    await tab.close()
  }, 120_000)
})
